#pragma once

#include <cstddef>
#include <vector>

#include "planning/ledger.h"

namespace tiffin::planning {

/// Everybody's balance and last turn before one slot of the plan after the other.
class Course {
  public:
    /// Begins before the slot `begin`.
    Course(const Programme& programme, const Presence& presence, const Roster& roster, const Ledger& ledger,
           std::size_t begin);

    [[nodiscard]] std::size_t begin() const { return begin_; }
    /// Moves on to `slot`; each slot of the plan is entered once, in order.
    void enter(std::size_t slot);
    /// The slot just entered has these presenters.
    void leave(const std::vector<std::size_t>& presenters);

    /// Present at the slot just entered.
    [[nodiscard]] bool is_here(std::size_t member) const { return here_[member] != 0; }
    /// At the slot just entered; 0 of who is not present.
    [[nodiscard]] Hundredths weight(std::size_t member) const { return here_[member]; }
    [[nodiscard]] MicroTurns balance(std::size_t member) const { return balance_[member]; }
    /// kEarliestDate: none.
    [[nodiscard]] Date last_turn(std::size_t member) const { return last_turn_[member]; }
    /// Who takes turns in the slot just entered.
    [[nodiscard]] const std::vector<std::size_t>& pool() const {
        return programme_.series[programme_.slots[slot_].series].pool;
    }

  private:
    struct Coming {
        std::size_t member = 0;
        Hundredths weight = kWhole;
    };

    const Programme& programme_;
    const Ledger& ledger_;
    std::size_t begin_;
    std::size_t slot_ = 0;
    std::vector<std::vector<Coming>> comes_;  ///< by slot: who is present from it on
    std::vector<std::vector<std::size_t>> goes_;
    std::vector<std::vector<std::size_t>> starts_anew_;  ///< whose balance begins at zero again
    std::vector<Hundredths> here_;
    std::vector<MicroTurns> balance_;
    std::vector<Date> last_turn_;
};

}  // namespace tiffin::planning
