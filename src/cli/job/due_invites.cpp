#include "cli/job/due_invites.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "cli/audience.h"
#include "cli/job/session_news.h"
#include "cli/session_table.h"
#include "storage/people.h"
#include "storage/series.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

/// Everybody of the programme, by position, and who is invited to what.
class Guests {
  public:
    explicit Guests(storage::Connection& connection)
        : connection_(connection), people_(storage::all_people(connection)) {
        keys_.reserve(people_.size());
        for (std::size_t i = 0; i < people_.size(); ++i) {
            keys_.emplace_back(people_[i]);
            by_id_.emplace(people_[i].id.value, i);
            if (!people_[i].email.empty()) by_address_.emplace(address_key(people_[i].email), i);
        }
        storage::for_each_time_out(connection, [this](PersonId person, DateRange dates) {
            times_out_[by_id_.at(person.value)].push_back(dates);
        });
    }

    [[nodiscard]] const Person& operator[](std::size_t position) const { return people_[position]; }
    [[nodiscard]] std::size_t size() const { return people_.size(); }
    [[nodiscard]] std::size_t position(PersonId person) const { return by_id_.at(person.value); }
    /// Whose it is now; nothing for an address that nobody has any more.
    [[nodiscard]] std::optional<std::size_t> owner(std::string_view email) const {
        const auto found = by_address_.find(address_key(email));
        return found == by_address_.end() ? std::nullopt : std::optional(found->second);
    }

    /// Ascending positions.
    std::vector<std::size_t> invited(const Session& session) {
        std::vector<std::size_t> found;
        for (const auto position : audience(session.series)) {
            if (is_member(position, session.date)) found.push_back(position);
        }
        const auto audience_end = static_cast<std::ptrdiff_t>(found.size());
        for (const auto& duty : session.assignments) {
            const auto at = position(duty.person);
            if (!is_member(at, session.date) && !is_by_hand(session, duty)) continue;
            if (!std::binary_search(found.begin(), found.begin() + audience_end, at)) found.push_back(at);
        }
        std::sort(found.begin() + audience_end, found.end());
        std::inplace_merge(found.begin(), found.begin() + audience_end, found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }

  private:
    /// The plan names nobody who has left; whom it named before they left is not invited.
    static bool is_by_hand(const Session& session, const Assignment& duty) {
        return session.pinned || duty.role == Role::host || duty.role == Role::moderator;
    }

    [[nodiscard]] bool is_member(std::size_t position, Date day) const {
        if (!membership(people_[position]).contains(day)) return false;
        const auto out = times_out_.find(position);
        return out == times_out_.end() ||
               std::none_of(out->second.begin(), out->second.end(),
                            [&](const DateRange& dates) { return dates.contains(day); });
    }

    const std::vector<std::size_t>& audience(SeriesId id) {
        const auto known = audiences_.find(id);
        if (known != audiences_.end()) return known->second;
        const auto series = storage::series(connection_, id);
        const Audience audience(series ? series->audience : "everyone");
        auto& members = audiences_[id];
        for (std::size_t i = 0; i < keys_.size(); ++i) {
            if (audience.contains(keys_[i])) members.push_back(i);
        }
        return members;
    }

    storage::Connection& connection_;
    std::vector<Person> people_;
    std::vector<AudienceKeys> keys_;  // in the same order
    std::unordered_map<std::int64_t, std::size_t> by_id_;
    std::unordered_map<std::string, std::size_t> by_address_;
    std::unordered_map<std::size_t, std::vector<DateRange>> times_out_;
    std::map<SeriesId, std::vector<std::size_t>> audiences_;
};

class Collector {
  public:
    Collector(Invocation& invocation, const InviteFilter& filter)
        : invocation_(invocation),
          filter_(filter),
          names_(invocation.connection()),
          guests_(invocation.connection()) {}

    DueInvites collect() {
        // A day begins in some zone long before it does in UTC, and a session may end on a later one.
        const Date first = std::chrono::floor<days>(invocation_.now()) - days{3};
        auto sessions = storage::sessions(invocation_.connection(),
                                          {.dates = {first, kLatestDate}, .series = filter_.series});
        for (const auto& session : sessions) ++on_day_[{session.series, session.date}];
        for (auto& session : sessions) {
            if (filter_.session && *filter_.session != session.id) continue;
            if (!is_announced(session) && (is_called_off(session) || !is_to_be_announced(session))) continue;
            const auto when = times(session);
            if (when && when->end > invocation_.now()) collect_session(std::move(session), *when);
        }
        std::sort(due_.without_address.begin(), due_.without_address.end(),
                  [](const Person& a, const Person& b) { return a.name < b.name; });
        return std::move(due_);
    }

  private:
    /// Those that have a presenter and are near enough.
    bool is_to_be_announced(const Session& session) {
        if (filter_.session) return true;
        if (session.state == SessionState::open) return false;
        const auto weeks = invocation_.settings().number("invite_weeks");
        return !weeks || session.date <= invocation_.today() + days{7 * *weeks};
    }

    void collect_session(Session session, const SessionTimes& when) {
        auto news = session_news(invocation_.connection(), names_, session, when, invocation_.now());
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
                if (guests_[guest].email.empty()) note_without_address(guest);
                is_wanted[guest] = !guests_[guest].email.empty();
            }
        }
        const Told otherwise = is_called_off(session) ? Told::called_off : Told::dropped;
        for (const auto* each : rest) {
            add(guests_[guests_.position(each->person)], each->email, otherwise, each, news.announcement);
        }
        for (std::size_t i = 0; i < guests_.size(); ++i) {
            if (is_wanted[i] || last[i] != nullptr)
                add(guests_[i], guests_[i].email, is_wanted[i] ? Told::invited : otherwise, last[i],
                    news.announcement);
        }
        if (due_.invites.size() > due_before) {
            auto name = names_.session(session);
            const bool shares_name = on_day_.at({session.series, session.date}) > 1;
            due_.sessions.push_back({std::move(session), std::move(name), shares_name, is_outdated_,
                                     std::move(news.shown), std::move(news.announcement)});
        }
    }

    void add(const Person& person, const std::string& email, Told wanted, const EmittedInvite* last,
             const Announcement& announcement) {
        if (filter_.person && *filter_.person != person.id) return;
        const auto object = next_invite(wanted, last, announcement, invocation_.now(), filter_.repeat);
        if (!object) return;
        is_outdated_ = is_outdated_ || (last != nullptr && !object->again);
        due_.invites.push_back({due_.sessions.size(), person.id, {person.name, email}, *object});
    }

    void note_without_address(std::size_t guest) {
        if (lacking_.insert(guest).second) due_.without_address.push_back(guests_[guest]);
    }

    Invocation& invocation_;
    InviteFilter filter_;
    SessionNames names_;
    Guests guests_;
    std::unordered_set<std::size_t> lacking_;
    std::map<std::pair<SeriesId, Date>, int> on_day_;  // how many sessions, those called off too
    DueInvites due_;
    bool is_outdated_ = false;  // the session at hand
};

}  // namespace

DueInvites due_invites(Invocation& invocation, const InviteFilter& filter) {
    return Collector(invocation, filter).collect();
}

}  // namespace tiffin::cli
