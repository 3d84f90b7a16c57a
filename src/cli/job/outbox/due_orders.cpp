#include "cli/job/outbox/due_orders.h"

#include <algorithm>

#include "calendar/zone.h"
#include "cli/job/answers/answers.h"
#include "cli/job/answers/catering.h"
#include "cli/job/outbox/message_text.h"
#include "cli/listing.h"
#include "storage/catering.h"
#include "storage/messages.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

/// So long after a session it is still said that nothing was ordered for it.
constexpr days kMissed{3};

std::string people(const ToldOrder& order) {
    return counted(static_cast<std::size_t>(heads(order)), "person", "people");
}

std::string diet_words(const std::string& diet) {
    return diet.empty() ? "no special diet" : diet;
}

std::vector<mail::Values> diet_lines(const ToldOrder& order) {
    std::vector<mail::Values> lines;
    for (const auto& [diet, ordered] : order.portions) {
        if (!diet.empty()) lines.push_back({{{"diet", diet}, {"count", std::to_string(ordered)}}});
    }
    return lines;
}

std::vector<mail::Values> change_lines(const ToldOrder& told, const ToldOrder& now) {
    std::vector<mail::Values> lines;
    const auto add = [&](std::string change) { lines.push_back({{{"change", std::move(change)}}}); };
    if (now.date != told.date) add("the day, which was " + long_date(told.date));
    if (now.start != told.start) add("the time, which was " + render_time_of_day(told.start));
    if (now.place != told.place) add("the place" + (told.place.empty() ? "" : ", which was " + told.place));
    for (const auto& [diet, more] : changes(told, now))
        add(std::to_string(std::abs(more)) + (more > 0 ? " more: " : " fewer: ") + diet_words(diet));
    return lines;
}

/// One session and all that its caterer was told.
class Order {
  public:
    Order(Invocation& invocation, storage::UnitOfWork& work, const Session& session, const SessionTimes& when,
          int freeze_days, const Mailbox& caterer)
        : invocation_(invocation),
          work_(work),
          session_(session),
          when_(when),
          zone_(calendar::Zone::load(session.zone)),
          freeze_time_(zone_.to_instant(session.date - days{freeze_days}, kMorning)),
          thread_(order_thread(session.id)),
          history_(storage::messages_in_thread(work.connection(), thread_)) {
        for (const auto& message : history_) {
            if (!was_heard(message) || message.content.to.email != caterer.email) continue;
            told_ = storage::told_order(work.connection(), message.id);
            told_on_ = message.content.date;
            break;
        }
    }

    OrderNews news(const Series& series, const Mailbox& caterer) {
        const auto wanted = takes_place(series) ? ordered() : ToldOrder{};
        const bool is_wanted = !wanted.portions.empty();
        if (is_wanted ? told_ == wanted : !told_ || told_->portions.empty()) return {};
        // What is called off is called off for the day for which it was ordered.
        ToldOrder now = is_wanted ? wanted : *told_;
        if (!is_wanted) now.portions.clear();
        if (!history_.empty() && history_.front().state == MessageState::prepared &&
            history_.front().content.to == caterer &&
            storage::told_order(work_.connection(), history_.front().id) == now)
            return {history_.front().key, std::nullopt};
        DueOrder due{.message = {.kind = MessageKind::catering_order,
                                 .key = thread_ + "/" + std::to_string(history_.size() + 1),
                                 .thread = thread_,
                                 .session = session_.id,
                                 .due = frozen_since_.value_or(invocation_.now()),
                                 .deadline = deadline(now)},
                     .text = is_wanted ? "catering_order" : "catering_cancellation",
                     .caterer = caterer,
                     .told = now,
                     .values = values(series, caterer, now)};
        return {std::nullopt, std::move(due)};
    }

    /// Nothing was ever said of it.
    [[nodiscard]] bool is_untold() const { return history_.empty(); }

  private:
    [[nodiscard]] bool takes_place(const Series& series) const {
        return !is_called_off(session_) && series.lunch == Lunch::catered;
    }

    /// No portions: nothing is to be told yet, or the order for another day is off.
    ToldOrder ordered() {
        const auto now = invocation_.now();
        const bool was_moved = told_ && told_->date != session_.date;
        auto frozen = storage::frozen_order(work_.connection(), session_.id);
        if (now < freeze_time_) {
            // What was frozen for the day that it was moved from says nothing of the new one.
            if (!frozen || (was_moved && frozen->frozen <= told_on_)) return {};
        } else if (!frozen || was_moved || now >= next_morning(frozen->frozen)) {
            if (!frozen && !is_known()) return {};
            const auto order = catering_order(invocation_, session_);
            if (!frozen && order.ordered == 0) return {};
            if (when_.start <= now)  // too late to be ordered
                return {session_.date, *session_.start, session_.place, freeze(order, now).portions};
            freeze_order(invocation_, work_, session_, order);
            frozen = storage::frozen_order(work_.connection(), session_.id);
        }
        frozen_since_ = frozen->frozen;
        return {session_.date, *session_.start, session_.place, frozen->portions};
    }

    /// Somebody may come.
    [[nodiscard]] bool is_known() const {
        return is_announced(session_) || !answers(work_.connection(), session_).empty();
    }

    [[nodiscard]] Instant next_morning(Instant instant) const {
        return zone_.to_instant(zone_.to_local(instant).date + days{1}, kMorning);
    }

    [[nodiscard]] Instant deadline(const ToldOrder& order) const {
        return order.date == session_.date ? when_.start : zone_.to_instant(order.date, order.start);
    }

    [[nodiscard]] mail::Values values(const Series& series, const Mailbox& caterer,
                                      const ToldOrder& now) const {
        auto diets = diet_lines(now);
        const bool is_change = told_ && !told_->portions.empty();
        auto different = is_change ? change_lines(*told_, now) : std::vector<mail::Values>();
        return {{{"series", series.name},
                 {"date", long_date(now.date)},
                 {"time", render_time_of_day(now.start)},
                 {"ready_by", render_time_of_day(now.start)},
                 {"place", now.place},
                 {"caterer", caterer.name},
                 {"people", people(now)},
                 {"replaces", is_change ? people(*told_) : ""},
                 {"has_diets", !diets.empty()},
                 {"diets", std::move(diets)},
                 {"has_changes", !different.empty()},
                 {"changes", std::move(different)}}};
    }

    Invocation& invocation_;
    storage::UnitOfWork& work_;
    const Session& session_;
    const SessionTimes& when_;
    calendar::Zone zone_;
    Instant freeze_time_;
    std::string thread_;
    std::vector<Message> history_;  // the last one first
    std::optional<ToldOrder> told_;
    Instant told_on_{};
    std::optional<Instant> frozen_since_;
};

}  // namespace

std::string order_thread(SessionId session) {
    return "catering-order/" + render_id(session);
}

std::optional<Mailbox> caterer_of(const config::Settings& settings) {
    return parse_mailbox(settings.text("caterer"));
}

OrderNews order_news(Invocation& invocation, storage::UnitOfWork& work, SessionNames& names,
                     const config::Settings& settings, const Session& session, const SessionTimes& when) {
    const auto caterer = caterer_of(settings);
    const auto now = invocation.now();
    if (!caterer || when.start + kMissed <= now) return {};
    Order order(invocation, work, session, when, settings.number("freeze_days").value_or(0), *caterer);
    const bool is_missed = when.start <= now;
    if (is_missed && !order.is_untold()) return {};
    auto news = order.news(names.series(session.series), *caterer);
    news.is_missed = is_missed;
    return news;
}

bool freeze_order(Invocation& invocation, storage::UnitOfWork& work, const Session& session,
                  const CateringOrder& order) {
    const auto known = storage::frozen_order(work.connection(), session.id);
    const auto now = freeze(order, invocation.now());
    if (known && known->portions == now.portions) return false;
    storage::record(work, session.id, now);
    return true;
}

}  // namespace tiffin::cli
