#include "cli/job/planning/duty_findings.h"

#include <algorithm>
#include <optional>

#include "cli/job/planning/duty_change.h"
#include "cli/job/planning/lay_out.h"
#include "cli/job/planning/reserve.h"
#include "cli/job/planning/swaps.h"
#include "domain/session_life.h"
#include "storage/drop_outs.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

void find_drop_outs(Invocation& invocation, std::vector<DutyFinding>& findings) {
    const auto drop_outs = storage::drop_outs_from(invocation.connection(), invocation.today());
    if (drop_outs.empty()) return;
    SessionNames names(invocation.connection());
    for (const auto& session : coming_sessions(invocation)) {
        if (!presenters(session).empty() || shows_video(session)) continue;
        const auto last = std::find_if(drop_outs.rbegin(), drop_outs.rend(),
                                       [&](const DropOut& one) { return one.session == session.id; });
        if (last == drop_outs.rend()) continue;
        const auto name = names.session(session);
        findings.push_back(
            {names.person(last->person) + " dropped out of " + name,
             first_standby(invocation, session)
                 ? "tiffin session replace " + name + " --standby"
                 : "tiffin plan " + name + ", or tiffin session replace " + name + " --with PERSON"});
    }
}

/// What the taker presents next, other than what was taken over, that the giver could present.
std::optional<Session> next_duty(Invocation& invocation, const std::vector<Session>& coming,
                                 const Swap& swap) {
    const auto next = std::find_if(coming.begin(), coming.end(), [&](const Session& session) {
        return session.id != swap.session && presents(session, swap.taker) &&
               !presents(session, swap.giver) && is_in_programme(invocation, swap.giver, session.date);
    });
    return next == coming.end() ? std::nullopt : std::optional(*next);
}

void find_swaps(Invocation& invocation, std::vector<DutyFinding>& findings) {
    Swaps swaps(invocation);
    if (swaps.all().empty()) return;
    auto& names = swaps.names();
    const auto coming = coming_sessions(invocation);
    for (const auto& swap : swaps.all()) {
        const auto taken = names.session(swaps.session(swap.session));
        if (swaps.is_pending(swap)) {
            std::vector<std::string> people;
            for (const auto person : waits_for(swap)) people.push_back(names.person(person));
            findings.push_back({swaps.described(swap) + ": waits for " + text::join(people, " and "),
                                "tiffin session swap " + taken + " --agree \"" + people.front() + "\""});
        } else if (swaps.is_owed(swap)) {
            if (const auto next = next_duty(invocation, coming, swap))
                findings.push_back(
                    {names.person(swap.giver) + " owes " + names.person(swap.taker) + " a duty for " + taken,
                     "tiffin session giveback " + names.session(*next)});
        }
    }
}

}  // namespace

std::vector<DutyFinding> duty_findings(Invocation& invocation) {
    std::vector<DutyFinding> findings;
    find_drop_outs(invocation, findings);
    find_swaps(invocation, findings);
    return findings;
}

}  // namespace tiffin::cli
