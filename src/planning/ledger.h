#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "planning/fairness.h"
#include "planning/presence.h"
#include "planning/roster.h"

namespace tiffin::planning {

constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();

/// Everybody's balance after each slot of a plan, as if every slot still to be filled will be. Turns are
/// those of the roster.
class Ledger {
  public:
    /// The plan has the slots from `begin` on.
    Ledger(const Programme& programme, const Presence& presence, const Roster& roster, std::size_t begin);

    /// What a presenter of the slot gets, and what a present member of its pool owes for it who has this
    /// weight.
    [[nodiscard]] MicroTurns turn(std::size_t slot) const { return turn_[slot]; }
    [[nodiscard]] MicroTurns part(std::size_t slot, Hundredths weight) const;
    /// The slot has only so many presenters and will get no more.
    void settle(std::size_t slot, std::size_t presenters);

    [[nodiscard]] MicroTurns at_start(std::size_t member) const { return start_[member]; }
    /// The slot at which the balance begins at zero again, of somebody who comes back within the plan; else
    /// its first. Deadlines and releases are about what follows.
    [[nodiscard]] std::size_t anew(std::size_t member) const { return anew_[member]; }
    [[nodiscard]] MicroTurns before(std::size_t slot, std::size_t member) const;
    /// The first slot, from `from` on, after which the balance is one turn or more below zero, had the member
    /// `given` more.
    [[nodiscard]] std::size_t deadline(std::size_t member, MicroTurns given, std::size_t from) const;
    /// The first slot at which the balance may be `given` higher: it stays below one turn there and at each
    /// later turn. kNever if there is none.
    [[nodiscard]] std::size_t release(std::size_t member, MicroTurns given) const;
    /// True if one more turn there leaves the balance below one turn, there and at each later turn.
    [[nodiscard]] bool admits(std::size_t slot, std::size_t member) const {
        return admits(slot, member, turn_[slot]);
    }

  private:
    [[nodiscard]] bool admits(std::size_t slot, std::size_t member, MicroTurns given) const;
    [[nodiscard]] MicroTurns start_that_counts(std::size_t member) const {
        return anew_[member] > begin_ ? 0 : start_[member];
    }
    [[nodiscard]] MicroTurns share(std::size_t member, std::size_t end) const {
        return share(member, {anew_[member], end});
    }
    [[nodiscard]] MicroTurns share(std::size_t member, IndexRange slots) const;
    [[nodiscard]] std::size_t falls(std::size_t member, MicroTurns balance, IndexRange slots) const;

    const Programme& programme_;
    const Presence& presence_;
    const Roster& roster_;
    std::size_t begin_;
    DistinctPools pools_;
    std::vector<std::vector<std::size_t>> pools_of_;  ///< distinct pools by member
    std::vector<std::vector<MicroTurns>> owed_;  ///< by distinct pool: parts of all slots before this one

    std::vector<MicroTurns> part_;  ///< what a hundredth of one owes, in kFine-ths
    std::vector<MicroTurns> turn_;
    std::vector<MicroTurns> present_;  ///< weight of the members of the slot's pool who are there
    std::vector<MicroTurns> start_;    ///< balances before the plan
    std::vector<std::size_t> anew_;
};

}  // namespace tiffin::planning
