#include "cli/job/swaps.h"

#include "cli/job/duty_change.h"
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

bool Swaps::is_coming(SessionId id, PersonId presenter) {
    const auto& one = session(id);
    return !is_called_off(one) && !is_over(one, invocation_) && presents(one, presenter);
}

bool Swaps::is_pending(const Swap& swap) {
    return swap.state == SwapState::asked && is_coming(swap.session, swap.giver) &&
           (!swap.in_return || is_coming(*swap.in_return, swap.taker));
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
