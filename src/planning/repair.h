#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "planning/ledger.h"
#include "planning/roster.h"

namespace tiffin::planning {

/// One presenter put on a slot or taken from it.
struct Change {
    enum class Kind { seated, unseated };
    Kind kind = Kind::seated;
    std::size_t slot = 0;
    std::size_t member = 0;
    std::size_t place = 0;  ///< that the member had among the presenters
};

/// Changes earlier choices where they stand in the way: chains of exchanges in which each presenter who is
/// put on a slot is allowed there by the hard rules. Work is bounded by counted steps, so that the answer
/// never depends on the machine.
class Repair {
  public:
    Repair(const Programme& programme, Roster& roster, const Ledger& ledger, std::size_t begin);

    /// The member stays on the slot unless a slot would be left open otherwise.
    void keep(std::size_t slot, std::size_t member);
    /// Finds one presenter more for `slot`, exchanging others if need be; the changes, or none if that fails.
    std::vector<Change> fill(std::size_t slot);
    /// Exchanges turns of members who start within one turn of zero until their balances stay there; what was
    /// changed.
    std::vector<Change> balance();

  private:
    enum class Reach { planned, kept_too };

    void seat(std::size_t slot, std::size_t member);
    void unseat(std::size_t slot, std::size_t member);
    void roll_back(std::size_t mark);
    [[nodiscard]] bool is_movable(std::size_t slot, std::size_t member) const;
    [[nodiscard]] std::vector<std::size_t> movable_turns(std::size_t member) const;
    bool spend(std::size_t steps);

    bool fill_within(std::size_t slot, int depth);
    bool seat_who_owes_most(std::size_t slot);
    bool free_by_own_turn(std::size_t slot, std::size_t member, int depth);
    bool free_by_team(std::size_t slot, std::size_t member, int depth);

    bool mend(std::size_t member, std::size_t breach, int depth);
    bool serve(std::size_t member, std::size_t target, int depth);
    bool serve_at(std::size_t slot, std::size_t member, std::size_t target, int depth);
    bool fill_in_range(std::size_t slot, int depth);
    bool move_in_range(std::size_t slot, std::size_t member, int depth);

    const Programme& programme_;
    Roster& roster_;
    const Ledger& ledger_;
    std::size_t begin_;
    std::vector<std::vector<std::size_t>> kept_;
    Reach reach_ = Reach::planned;
    std::vector<Change> log_;
    std::vector<bool> seen_;   ///< slots that a search for balance has entered
    std::uint64_t steps_ = 0;  ///< left in this search
    std::uint64_t total_ = 0;  ///< left in all searches
};

}  // namespace tiffin::planning
