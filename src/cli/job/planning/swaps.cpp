#include "cli/job/planning/swaps.h"

#include <algorithm>

#include "cli/job/planning/duty_change.h"
#include "storage/sessions.h"
#include "storage/swaps.h"
#include "text/fold.h"

namespace tiffin::cli {

Swaps::Swaps(Invocation& invocation)
    : invocation_(invocation),
      names_(invocation.connection()),
      swaps_(storage::swaps(invocation.connection())) {}

const Session& Swaps::session(SessionId id) {
    const auto known = sessions_.find(id);
    if (known != sessions_.end()) return known->second;
    auto found = storage::session(invocation_.connection(), id);
    if (!found) throw Failure(ExitStatus::bad_input, "a swap names a missing session", "tiffin check");
    return sessions_.emplace(id, *std::move(found)).first->second;
}

bool Swaps::can_take(SessionId id, PersonId presenter, PersonId taker) {
    const auto& one = session(id);
    return !is_called_off(one) && !is_over(one, invocation_) && presents(one, presenter) &&
           is_in_programme(invocation_, taker, one.date);
}

bool Swaps::is_pending(const Swap& swap) {
    if (swap.state != SwapState::asked || !can_take(swap.session, swap.giver, swap.taker)) return false;
    if (swap.in_return && !can_take(*swap.in_return, swap.taker, swap.giver)) return false;
    return !swap.debt || std::any_of(swaps_.begin(), swaps_.end(), [&](const Swap& owed) {
        return owed.id == *swap.debt && is_owed(owed);
    });
}

bool Swaps::is_owed(const Swap& swap) {
    const auto& taken = session(swap.session);
    return is_debt(swap) && !is_called_off(taken) && presents(taken, swap.taker);
}

std::string Swaps::described(const Swap& swap) {
    const auto giver = names_.person(swap.giver);
    const auto taker = names_.person(swap.taker);
    const auto name = names_.session(session(swap.session));
    if (!swap.in_return) return taker + " takes " + name + " over from " + giver;
    return giver + " and " + taker + " swap " + name + " and " + names_.session(session(*swap.in_return));
}

std::vector<std::string> Swaps::lines(const Session& shown) {
    std::vector<std::string> lines;
    for (const auto& swap : swaps_) {
        if (!concerns(swap, shown.id)) continue;
        if (swap.state == SwapState::asked && !is_pending(swap)) continue;
        const bool is_first = swap.session == shown.id;
        std::string line;
        if (swap.in_return) {
            line = "with " + names_.session(session(is_first ? *swap.in_return : swap.session));
        } else {
            line = (swap.state == SwapState::asked ? names_.person(swap.taker) + " takes over from "
                                                   : "taken over from ") +
                   names_.person(swap.giver);
            if (is_owed(swap)) line += ", who owes one";
        }
        std::vector<std::string> missing;
        for (const auto person : waits_for(swap)) missing.push_back(names_.person(person));
        if (!missing.empty()) line += ": waits for " + text::join(missing, " and ");
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace tiffin::cli
