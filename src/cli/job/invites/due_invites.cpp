#include "cli/job/invites/due_invites.h"

#include <algorithm>
#include <map>

#include "cli/job/answers/answers.h"
#include "cli/job/invites/due_series.h"
#include "cli/job/invites/invite_thread.h"
#include "cli/job/invites/session_news.h"
#include "cli/session_table.h"
#include "storage/invites.h"
#include "storage/series.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

class Collector {
  public:
    Collector(Invocation& invocation, const InviteFilter& filter)
        : invocation_(invocation),
          filter_(filter),
          names_(invocation.connection()),
          guests_(invocation.connection()),
          of_series_(invocation, filter_, names_, guests_, due_) {}

    DueInvites collect() {
        collect_series();
        // A day begins in some zone long before it does in UTC, and a session may end on a later one.
        const Date first = std::chrono::floor<days>(invocation_.now()) - days{3};
        auto sessions = storage::sessions(invocation_.connection(),
                                          {.dates = {first, kLatestDate}, .series = filter_.series});
        for (const auto& session : sessions) ++on_day_[{session.series, session.date}];
        for (auto& session : sessions) {
            if (filter_.session && *filter_.session != session.id) continue;
            if (session.state == SessionState::held) continue;  // who gave it is no news to calendars
            if (!is_announced(session) &&
                (is_called_off(session) || !is_to_be_announced(invocation_, session, filter_)))
                continue;
            const auto when = times(session);
            if (when && when->end > invocation_.now()) collect_session(std::move(session), *when);
        }
        std::sort(due_.without_address.begin(), due_.without_address.end(),
                  [](const Person& a, const Person& b) { return a.name < b.name; });
        return std::move(due_);
    }

  private:
    void collect_series() {
        auto& connection = invocation_.connection();
        auto wanted = filter_.series;
        if (filter_.session) wanted = storage::session(connection, *filter_.session)->series;
        for (const auto& series : storage::all_series(connection)) {
            if (!wanted || *wanted == series.id) of_series_.collect(series);
        }
    }

    void collect_session(Session session, const SessionTimes& when) {
        auto news = session_news(invocation_.connection(), names_, session, when, invocation_.now());
        session_ = session.id;
        answers_ = answers(invocation_.connection(), session);
        is_hybrid_ = is_hybrid(news.shown);
        const auto due_before = due_.invites.size();
        is_outdated_ = false;
        std::vector<const EmittedInvite*> last(guests_.size());  // to the address that each guest has now
        std::vector<const EmittedInvite*> rest;                  // to addresses that nobody has any more
        for (const auto& each : news.emitted) {
            if (const auto owner = guests_.owner(each.email)) {
                last[*owner] = &each;
            } else {
                rest.push_back(&each);
            }
        }
        std::vector<bool> is_wanted(guests_.size());
        if (!is_called_off(session)) {
            for (const auto guest : guests_.invited(session)) {
                if (of_series_.covers(session.id, guest)) continue;
                if (guests_[guest].email.empty()) note_without_address(due_, guests_[guest]);
                is_wanted[guest] = !guests_[guest].email.empty();
            }
        }
        const Told otherwise = is_called_off(session) ? Told::called_off : Told::dropped;
        lost_.clear();
        for (const auto* each : rest) {
            lost_.note(each->person, each->sequence);
            add(guests_[guests_.position(each->person)], each->email, otherwise, each, news.announcement);
            if (due_.invites.size() > due_before)
                lost_.note(due_.invites.back().person, due_.invites.back().object.sequence);
        }
        for (std::size_t i = 0; i < guests_.size(); ++i) {
            if (!is_wanted[i] && last[i] == nullptr) continue;
            const auto before = due_.invites.size();
            add(guests_[i], guests_[i].email, is_wanted[i] ? Told::invited : otherwise, last[i],
                news.announcement);
            if (due_.invites.size() > before)
                due_.invites.back().is_replaced = !is_wanted[i] && of_series_.covers(session.id, i);
        }
        if (due_.invites.size() > due_before) {
            auto name = names_.session(session);
            const bool shares_name = on_day_.at({session.series, session.date}) > 1;
            auto list = names_all(session.series) ? guest_list(guests_, is_wanted) : std::vector<Mailbox>();
            auto told = is_outdated_ ? storage::revisions(invocation_.connection(), session.id) : Revisions();
            due_.sessions.push_back({std::move(session), std::move(name), shares_name, is_outdated_,
                                     std::move(news.shown), std::move(news.announcement), std::move(list),
                                     std::move(told)});
        }
    }

    void add(const Person& person, const std::string& email, Told wanted, const EmittedInvite* last,
             const Announcement& announcement) {
        if (filter_.person && *filter_.person != person.id) return;
        if (filter_.threads && !filter_.threads->contains(thread_of(session_, email))) return;
        const auto rsvp = answers_.find(person.id);
        const auto answer = rsvp == answers_.end() ? std::nullopt : rsvp->second.answer;
        auto mode = rsvp == answers_.end() || !is_hybrid_ ? std::nullopt : rsvp->second.mode;
        // Who does not come need not hear of it.
        if (answer == Answer::no && last != nullptr) mode = last->mode;
        auto object = next_invite({wanted, mode}, last, announcement, invocation_.now(), filter_.repeat);
        if (!object) return;
        if (last == nullptr) lost_.lift(person.id, *object);
        if (object->told != Told::invited || object->again) mode = last->mode;
        is_outdated_ = is_outdated_ || (last != nullptr && !object->again);
        due_.invites.push_back({due_.sessions.size(), person.id, &due_.mailboxes.of(person.name, email),
                                *object, mode, answer,
                                last == nullptr ? std::nullopt : std::optional(last->sequence)});
    }

    /// Asked once for each series.
    bool names_all(SeriesId series) {
        const auto [known, first] = names_all_.try_emplace(series);
        if (first) known->second = names_all_guests(invocation_, series);
        return known->second;
    }

    Invocation& invocation_;
    InviteFilter filter_;
    SessionNames names_;
    Guests guests_;
    std::map<std::pair<SeriesId, Date>, int> on_day_;  // how many sessions, those called off too
    DueInvites due_;
    SeriesCollector of_series_;
    std::map<SeriesId, bool> names_all_;
    // Of the session at hand.
    SessionId session_{};
    std::map<PersonId, Rsvp> answers_;
    LostAddresses lost_;
    bool is_hybrid_ = false;
    bool is_outdated_ = false;
};

}  // namespace

DueInvites due_invites(Invocation& invocation, const InviteFilter& filter) {
    return Collector(invocation, filter).collect();
}

const Mailbox& Mailboxes::of(const std::string& name, const std::string& email) {
    const auto known = by_address_.find(email);
    if (known != by_address_.end() && known->second->name == name) return *known->second;
    const auto& added = all_.emplace_back(name, email);
    by_address_.insert_or_assign(added.email, &added);
    return added;
}

void LostAddresses::note(PersonId person, int sequence) {
    auto& highest = highest_.try_emplace(person, sequence).first->second;
    highest = std::max(highest, sequence);
}

void LostAddresses::lift(PersonId person, NextInvite& object) const {
    const auto lost = highest_.find(person);
    if (lost != highest_.end()) object.sequence = std::max(object.sequence, lost->second + 1);
}

bool DueSeries::rests() const {
    return invite.last && !is_off() &&
           std::none_of(dates.begin(), dates.end(), [](const auto& each) { return each.second.is_coming; });
}

std::string_view DueSeries::told_of_all(std::optional<int> sequence) const {
    const auto of_all = told.find(std::nullopt);
    const auto* shown = of_all == told.end() ? nullptr : shown_at(of_all->second, sequence);
    return shown == nullptr ? std::string_view() : *shown;
}

std::string DueSeries::told_on(Date date, std::optional<int> sequence) const {
    const auto of_date = told.find(date);
    const auto* alone = of_date == told.end() ? nullptr : shown_at(of_date->second, sequence);
    return alone != nullptr ? *alone : shown_on(told_of_all(sequence), date);
}

std::string DueSeries::text_on(Date date) const {
    const auto of_date = invite.dates.find(date);
    return of_date == invite.dates.end() ? shown_on(invite.whole->shown, date) : of_date->second.shown;
}

std::optional<int> Reached::sequence_on(Date date) const {
    const auto found = dates.find(date);
    return found == dates.end() ? sequence : found->second;
}

bool Reached::shows(const DateModes& modes) const {
    return view && std::all_of(modes.begin(), modes.end(),
                               [&](const auto& each) { return view->mode_on(each.first) == each.second; });
}

bool Reached::shows(const SeriesView& now) const {
    return view && view->days == now.days && shows(now.modes);
}

bool is_to_be_announced(Invocation& invocation, const Session& session, const InviteFilter& filter) {
    if (filter.session) return *filter.session == session.id;
    if (session.state == SessionState::open) return false;
    const auto weeks = invocation.settings().number("invite_weeks");
    return !weeks || session.date <= invocation.today() + days{7 * *weeks};
}

bool names_all_guests(Invocation& invocation, SeriesId series) {
    return invocation.settings_of(series).text("attendees") == "all";
}

std::vector<Mailbox> guest_list(const Guests& guests, const std::vector<bool>& is_invited) {
    std::vector<Mailbox> list;
    for (std::size_t i = 0; i < is_invited.size(); ++i) {
        if (is_invited[i]) list.push_back({guests[i].name, guests[i].email});
    }
    return list;
}

void note_without_address(DueInvites& due, const Person& person) {
    auto& lacking = due.without_address;
    if (std::none_of(lacking.begin(), lacking.end(),
                     [&](const Person& each) { return each.id == person.id; }))
        lacking.push_back(person);
}

}  // namespace tiffin::cli
