#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "planning/programme.h"

namespace tiffin::planning {

/// Turns and parts of turns, in millionths of a turn.
using MicroTurns = std::int64_t;
constexpr MicroTurns kTurn = 1'000'000;

/// One person's account. A turn is a talk given. For each session that has presenters, each member of its pool who
/// was here and not away on its date owes an equal part of it: turn div n, so that sums are exact.
struct Account {
    MicroTurns turns = 0;
    MicroTurns share = 0;  ///< parts owed

    [[nodiscard]] MicroTurns balance() const { return turns - share; }
};

/// The accounts of all members over the slots that `counts` accepts, in the order of Programme::members.
/// Takes O(slots + people + absences) per distinct pool, up to logarithms.
std::vector<Account> accounts(const Programme& programme, const std::function<bool(const Slot&)>& counts);

}  // namespace tiffin::planning
