#include "cli/job/answers/answers.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

#include "cli/job/planning/lay_out.h"
#include "cli/session_table.h"
#include "storage/invites.h"
#include "storage/people.h"
#include "storage/series_invites.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

/// The recurring invite by which people have a session, at the time that it shows of all its dates.
std::optional<SeriesInvite> recurring_invite(storage::Connection& connection, const Session& session) {
    auto invite = storage::series_invite_on(connection, session.series, session.occurrence);
    const bool is_as_all = invite && session.date == session.occurrence && session.start == invite->start;
    return is_as_all ? std::move(invite) : std::nullopt;
}

/// Who has the session in their calendar, alone or with its series; each once.
std::vector<EmittedInvite> invited(storage::Connection& connection, const Session& session) {
    auto found = storage::emitted_invites(connection, session.id);
    if (const auto of_series = storage::series_invite_on(connection, session.series, session.occurrence)) {
        const auto whole = storage::series_invite(connection, of_series->id);
        std::copy_if(whole->emitted.begin(), whole->emitted.end(), std::back_inserter(found),
                     [&](const EmittedInvite& each) {
                         return whole->view_of(each.email).days.contains(session.occurrence);
                     });
    }
    std::erase_if(found, [](const EmittedInvite& each) { return each.told != Told::invited; });
    // Somebody can have it at several addresses for a while.
    std::stable_sort(found.begin(), found.end(),
                     [](const EmittedInvite& a, const EmittedInvite& b) { return a.person < b.person; });
    found.erase(
        std::unique(found.begin(), found.end(),
                    [](const EmittedInvite& a, const EmittedInvite& b) { return a.person == b.person; }),
        found.end());
    return found;
}

}  // namespace

std::map<PersonId, Rsvp> answers(storage::Connection& connection, const Session& session) {
    std::map<PersonId, Rsvp> found;
    std::set<PersonId> speak_of_it;
    for (auto& rsvp : storage::rsvps(connection, session.id)) {
        if (rsvp.answered && is_at_time_of(rsvp, session)) speak_of_it.insert(rsvp.person);
        if (!is_for(rsvp, session)) {
            rsvp.answer.reset();
            rsvp.comment.clear();
            rsvp.order = 0;
        }
        found.emplace(rsvp.person, std::move(rsvp));
    }
    const auto invite = recurring_invite(connection, session);
    if (!invite) return found;
    for (auto& rsvp : storage::rsvps(connection, invite->id, session.occurrence)) {
        if (speak_of_it.contains(rsvp.person)) continue;
        auto& known = found[rsvp.person];
        rsvp.mode = known.mode;
        rsvp.brings = known.brings;
        rsvp.session = session.id;
        rsvp.date = session.date;
        rsvp.start = session.start;
        known = std::move(rsvp);
    }
    return found;
}

std::vector<Unanswered> unanswered(Invocation& invocation, const AnswerFilter& filter) {
    auto& connection = invocation.connection();
    SessionNames names(connection);
    std::vector<Unanswered> found;
    for (const auto& session : coming_sessions(invocation, filter.series)) {
        if ((filter.session && *filter.session != session.id) || !is_announced(session)) continue;
        const auto begin = static_cast<std::ptrdiff_t>(found.size());
        const auto known = answers(connection, session);
        for (const auto& each : invited(connection, session)) {
            const auto answer = known.find(each.person);
            if (answer != known.end() && answer->second.answer) continue;
            auto person = storage::person(connection, each.person);
            if (!person) continue;
            found.push_back({session, names.session(session), std::move(*person), each.email, each.emitted});
        }
        std::sort(found.begin() + begin, found.end(), [](const Unanswered& a, const Unanswered& b) {
            return std::tie(a.person.name, a.email) < std::tie(b.person.name, b.email);
        });
    }
    return found;
}

std::vector<storage::Declined> declined(Invocation& invocation) {
    // What is today here may be yesterday in a session's zone.
    return storage::declined(invocation.connection(), invocation.today() - std::chrono::days{1});
}

std::vector<Decline> declines(Invocation& invocation) {
    auto& connection = invocation.connection();
    SessionNames names(connection);
    std::vector<Decline> found;
    for (const auto& [id, person] : declined(invocation)) {
        auto session = *storage::session(connection, id);
        const auto duty = presenters(session);
        if (std::find(duty.begin(), duty.end(), person) == duty.end() || is_called_off(session) ||
            is_over(session, invocation))
            continue;
        auto comment = answers(connection, session).at(person).comment;
        auto name = names.session(session);
        found.push_back(
            {std::move(session), std::move(name), *storage::person(connection, person), std::move(comment)});
    }
    std::stable_sort(found.begin(), found.end(), [](const Decline& a, const Decline& b) {
        return std::tie(a.session.date, a.name, a.person.name) <
               std::tie(b.session.date, b.name, b.person.name);
    });
    return found;
}

std::string presenter_declines(const std::string& person, const std::string& session) {
    return person + ", who presents " + session + ", does not come; tiffin plan finds somebody else";
}

bool warn_of_declines(Invocation& invocation, SeriesId series, PersonId person) {
    bool found = false;
    for (const auto& decline : declines(invocation)) {
        if (decline.session.series != series || decline.person.id != person) continue;
        found = true;
        invocation.warn(presenter_declines(decline.person.name, decline.name));
    }
    return found;
}

}  // namespace tiffin::cli
