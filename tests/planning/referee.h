#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "planning/objective.h"
#include "planning/programme.h"
#include "planning/solve.h"

namespace tiffin::planning::office {

/// What a plan is worth, counted session by session and person by person with no code of the room's.
struct Verdict {
    std::vector<std::string> breaches;           ///< of hard rules
    std::int64_t open = 0;                       ///< sessions
    std::int64_t sum_of_squares = 0;             ///< of the balances, in micro-turns
    std::array<std::int64_t, kLevels> levels{};  ///< as in Score, but for fairness, which counts from zero
};

/// `duties` has one for each seat of each slot of the horizon that is open, kept or fixed.
Verdict judge(const Programme& programme, DateRange horizon, const std::vector<Duty>& duties);

/// The sum of squares that the score says, in micro-turns; exact but where turns are shared, and then to one
/// micro-turn × turn for each person.
std::int64_t squares_of(const Problem& problem, const Score& score);

}  // namespace tiffin::planning::office
