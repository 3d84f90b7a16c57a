#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "planning/ledger.h"
#include "planning/roster.h"

namespace tiffin::planning {

/// Why a presenter has a seat.
struct SeatNote {
    enum class Ground {
        kept,
        owes_most,
        deadline,    ///< `slot` is the last that does not take them one turn below zero
        to_fill,     ///< exchanged so that `slot` is filled
        to_balance,  ///< exchanged so that all stay within one turn
    };
    std::size_t member = 0;
    Ground ground = Ground::owes_most;
    std::size_t slot = 0;
};

/// "owes most: balance -0.63, last talk 2027-01-07"; with several presenters a clause for each, after their
/// names.
std::string render_seats(const Programme& programme, const Roster& roster, const Ledger& ledger,
                         std::size_t slot, const std::vector<SeatNote>& notes);

/// "nobody free: 2 away, 3 within the gap of 21 days, 1 newcomer until 2027-03-04".
std::string render_nobody(const Programme& programme, const Roster& roster, std::size_t slot);

/// All members as seen from the slot: the chosen, those who could, by rank, then the rest by reason.
std::vector<Consideration> consider_all(const Programme& programme, const Roster& roster,
                                        const Ledger& ledger, std::size_t slot,
                                        const std::vector<std::size_t>& chosen);

}  // namespace tiffin::planning
