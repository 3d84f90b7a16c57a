#include "cli/job/due_invites.h"

#include <algorithm>
#include <map>
#include <set>

#include "cli/audience.h"
#include "cli/session_table.h"
#include "storage/invites.h"
#include "storage/people.h"
#include "storage/series.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

using Ledger = std::map<SessionId, std::map<PersonId, EmittedInvite>>;

class Collector {
  public:
    Collector(Invocation& invocation, const InviteFilter& filter)
        : invocation_(invocation),
          filter_(filter),
          people_(storage::all_people(invocation.connection())),
          keys_(people_.begin(), people_.end()) {
        for (const auto& emitted : storage::emitted_invites(invocation.connection(), invocation.today())) {
            ledger_[emitted.session].emplace(emitted.person, emitted);
        }
    }

    DueInvites collect() {
        const DateRange ahead{invocation_.today(), kLatestDate};
        for (auto& session :
             storage::sessions(invocation_.connection(), {.dates = ahead, .series = filter_.series})) {
            if (filter_.session && *filter_.session != session.id) continue;
            const auto when = times(session);
            if (!when || when->end <= invocation_.now()) continue;
            due_.sessions.push_back(std::move(session));
            collect_session();
        }
        std::sort(due_.without_address.begin(), due_.without_address.end(),
                  [](const Person& a, const Person& b) { return a.name < b.name; });
        return std::move(due_);
    }

  private:
    void collect_session() {
        const auto& session = due_.sessions.back();
        static const std::map<PersonId, EmittedInvite> kNobody;
        const auto known = ledger_.find(session.id);
        const auto& emitted = known == ledger_.end() ? kNobody : known->second;
        const bool called_off =
            session.state == SessionState::cancelled || session.state == SessionState::postponed;
        const bool live = !called_off && is_to_be_announced(session, !emitted.empty());
        const auto recipients = live ? recipients_of(session) : std::vector<bool>(people_.size());
        for (std::size_t i = 0; i < people_.size(); ++i) {
            const auto& person = people_[i];
            if (filter_.person && *filter_.person != person.id) continue;
            const auto last = emitted.find(person.id);
            const auto* before = last == emitted.end() ? nullptr : &last->second;
            if (recipients[i]) {
                collect_request(session, person, before);
            } else if (before != nullptr && (called_off || live)) {
                collect_cancel(session, person, *before,
                               called_off ? InviteCause::called_off : InviteCause::dropped);
            }
        }
    }

    /// Sessions that people were told of, and those that have a presenter and are near enough.
    bool is_to_be_announced(const Session& session, bool told) {
        if (told || is_announced(session)) return true;
        if (filter_.session) return true;
        if (session.state == SessionState::open) return false;
        const auto weeks = invocation_.settings().number("invite_weeks");
        return !weeks || session.date <= invocation_.today() + std::chrono::days{7 * *weeks};
    }

    /// By position in people_.
    std::vector<bool> recipients_of(const Session& session) {
        auto audience = audiences_.find(session.series);
        if (audience == audiences_.end()) {
            const auto series = storage::series(invocation_.connection(), session.series);
            audience =
                audiences_.emplace(session.series, Audience(series ? series->audience : "everyone")).first;
        }
        std::vector<bool> recipients(people_.size());
        for (std::size_t i = 0; i < people_.size(); ++i) {
            const auto& person = people_[i];
            const bool duty =
                std::any_of(session.assignments.begin(), session.assignments.end(),
                            [&](const Assignment& assignment) { return assignment.person == person.id; });
            const bool here = membership(person).contains(session.date);
            if (!duty && !(here && audience->second.contains(keys_[i]))) continue;
            if (person.email.empty()) {
                if (lacking_.insert(person.id).second) due_.without_address.push_back(person);
            } else {
                recipients[i] = true;
            }
        }
        return recipients;
    }

    void collect_request(const Session& session, const Person& person, const EmittedInvite* before) {
        if (before == nullptr) {
            add(person, InviteCause::new_to_them, InviteMethod::request, session.revision, invocation_.now());
        } else if (before->method == InviteMethod::cancel || before->revision < session.revision) {
            const auto cause =
                before->method == InviteMethod::cancel ? InviteCause::new_to_them : InviteCause::changed;
            add(person, cause, InviteMethod::request, std::max(session.revision, before->sequence + 1),
                later(*before));
        } else if (filter_.again) {
            add(person, InviteCause::again, InviteMethod::request, before->sequence, before->emitted);
        }
    }

    void collect_cancel(const Session& session, const Person& person, const EmittedInvite& before,
                        InviteCause cause) {
        if (before.method == InviteMethod::request) {
            add(person, cause, InviteMethod::cancel, std::max(session.revision, before.sequence + 1),
                later(before));
        } else if (filter_.again) {
            add(person, cause, InviteMethod::cancel, before.sequence, before.emitted);
        }
    }

    /// DTSTAMP never falls, even when the clock was set back.
    [[nodiscard]] Instant later(const EmittedInvite& before) const {
        return std::max(invocation_.now(), before.emitted);
    }

    void add(const Person& person, InviteCause cause, InviteMethod method, int sequence, Instant stamp) {
        due_.invites.push_back({due_.sessions.size() - 1, person, cause, method, sequence, stamp});
    }

    Invocation& invocation_;
    InviteFilter filter_;
    std::vector<Person> people_;
    std::vector<AudienceKeys> keys_;  // in the same order
    Ledger ledger_;
    std::map<SeriesId, Audience> audiences_;
    std::set<PersonId> lacking_;
    DueInvites due_;
};

}  // namespace

DueInvites due_invites(Invocation& invocation, const InviteFilter& filter) {
    return Collector(invocation, filter).collect();
}

}  // namespace tiffin::cli
