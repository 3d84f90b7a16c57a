#include "domain/session_layout.h"

#include <algorithm>
#include <map>
#include <set>

namespace tiffin {

namespace {

using std::chrono::days;

bool is_settled(const Session& session) {
    return is_called_off(session) || session.moved;
}

Date week_of(Date day) {
    return day - days{std::chrono::weekday{day}.iso_encoding() - 1};
}

Date month_of(Date day) {
    const std::chrono::year_month_day date{day};
    return date.year() / date.month() / 1;
}

class Comparison {
  public:
    explicit Comparison(const LayoutQuestion& question) : question_(question) {
        for (const auto& planned : question.planned) planned_.emplace(planned.occurrence, planned);
        for (const auto* sessions : {&question.over, &question.coming}) {
            for (const auto& session : *sessions) stored_.insert(session.occurrence);
        }
        free_taken_dates();
    }

    Layout compare() {
        if (question_.carry != Carry::nothing) carry_over();
        for (const auto& session : question_.coming) {
            if (!carried_.contains(session.id)) compare(session);
        }
        for (const auto& [occurrence, planned] : planned_) {
            if (is_missing(planned) && std::min(occurrence, *planned.date) <= question_.until)
                layout_.added.push_back({occurrence, *planned.date});
        }
        return std::move(layout_);
    }

  private:
    /// A day with a session that stays there is nobody else's.
    void free_taken_dates() {
        std::multimap<Date, Date> holders;  // the occurrences of what stays, by date
        for (const auto& session : question_.over) holders.emplace(session.date, session.occurrence);
        for (const auto& session : question_.coming) {
            const auto planned = planned_.find(session.occurrence);
            const bool too_late =
                planned != planned_.end() && planned->second.date && question_.is_over(*planned->second.date);
            const bool stays = too_late || !is_free(session);
            if (stays && !is_called_off(session)) holders.emplace(session.date, session.occurrence);
        }
        for (auto& [occurrence, planned] : planned_) {
            if (!planned.date) continue;
            const auto [first, last] = holders.equal_range(*planned.date);
            const auto other = std::find_if(
                first, last, [at = occurrence](const auto& holder) { return holder.second != at; });
            if (other == last) continue;
            planned.taken_by = other->second;
            planned.date.reset();
        }
    }

    [[nodiscard]] bool is_missing(const PlannedDate& planned) const {
        return planned.date && !question_.is_over(*planned.date) && !stored_.contains(planned.occurrence);
    }

    void carry_over() {
        // One that somebody moved to a day of the new rule is that day's.
        for (const auto& session : question_.coming) {
            if (is_called_off(session) || planned_.contains(session.occurrence)) continue;
            const auto planned = planned_.find(session.date);
            if (session.moved && planned != planned_.end() && !stored_.contains(session.date))
                carry_over(session, planned->second);
        }
        carry_over(week_of);
        if (question_.carry == Carry::within_month) carry_over(month_of);
        std::sort(layout_.shifted.begin(), layout_.shifted.end(),
                  [](const auto& a, const auto& b) { return a.date < b.date; });
    }

    void carry_over(Date (*period)(Date)) {
        for (const auto& [occurrence, planned] : planned_) {
            if (is_missing(planned)) carry_over(planned, period);
        }
    }

    /// Of the sessions that the rule has lost, the nearest in the same period.
    void carry_over(const PlannedDate& planned, Date (*period)(Date)) {
        const Session* nearest = nullptr;
        const auto distance = [&](const Session& session) {
            return std::chrono::abs(planned.occurrence - session.occurrence);
        };
        for (const auto& session : question_.coming) {
            if (is_called_off(session) || carried_.contains(session.id)) continue;
            if (planned_.contains(session.occurrence)) continue;
            if (period(session.occurrence) != period(planned.occurrence)) continue;
            if (nearest == nullptr || distance(session) < distance(*nearest)) nearest = &session;
        }
        if (nearest != nullptr) carry_over(*nearest, planned);
    }

    void carry_over(const Session& session, const PlannedDate& planned) {
        // One that somebody moved keeps its day, and its week gets no second session.
        layout_.shifted.push_back(
            {session, planned.occurrence, session.moved ? session.date : *planned.date});
        stored_.insert(planned.occurrence);
        carried_.insert(session.id);
    }

    void compare(const Session& session) {
        const auto found = planned_.find(session.occurrence);
        const PlannedDate planned =
            found != planned_.end() ? found->second : PlannedDate{session.occurrence, {}, {}};
        const bool too_late = planned.date && question_.is_over(*planned.date);
        const bool fits = planned.date == session.date || too_late;
        if (is_free(session) && fits && planned.ask && !presenters(session).empty())
            layout_.opened.push_back(session);
        if (is_free(session) && !fits) {
            if (planned.date) {
                layout_.shifted.push_back({session, session.occurrence, *planned.date});
            } else {
                layout_.removed.push_back(session);
            }
        } else if (is_closed(session)) {
            layout_.cancelled.push_back(session);
        } else if (!is_settled(session) && (!fits || (planned.ask && !session.pinned))) {
            layout_.strays.push_back(
                {session, fits ? std::nullopt : planned.date, planned.holiday, planned.ask});
        }
    }

    [[nodiscard]] bool is_closed(const Session& session) const {
        if (!question_.closed || is_called_off(session) || is_free(session)) return false;
        return question_.closed->contains(session.date) ||
               (!session.moved && question_.closed->contains(session.occurrence));
    }

    const LayoutQuestion& question_;
    std::map<Date, PlannedDate> planned_;  // by occurrence
    std::set<Date> stored_;                // the occurrences that have a session
    std::set<SessionId> carried_;
    Layout layout_;
};

}  // namespace

bool is_left_to_the_plan(const Session& session) {
    return (session.state == SessionState::open || session.state == SessionState::planned) &&
           !session.pinned && !is_announced(session);
}

bool is_free(const Session& session) {
    const auto given = presenters(session).size();  // by the plan, as the session is left to it
    const bool has_topic_by_hand = session.topic && given == 0;
    return is_left_to_the_plan(session) && !session.moved && session.assignments.size() == given &&
           !has_topic_by_hand;
}

Session session_on(const Series& series, SessionId id, Date occurrence, Date date) {
    return {.id = id,
            .series = series.id,
            .occurrence = occurrence,
            .date = date,
            .start = series.start,
            .length = series.length,
            .zone = series.zone,
            .place = series.place,
            .link = series.link,
            .assignments = {},
            .note = {},
            .earlier_note = {}};
}

void shift(Session& session, Date occurrence, Date date) {
    session.occurrence = occurrence;
    session.date = date;
}

Layout layout(const LayoutQuestion& question) {
    return Comparison(question).compare();
}

}  // namespace tiffin
