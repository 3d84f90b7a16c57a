#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "planning/draft.h"
#include "planning/objective.h"
#include "planning/problem.h"

namespace tiffin::planning {

/// How long to search. Moves and seed decide the plan on every machine; what `stop` says may not.
struct Effort {
    std::uint64_t moves = 1'000'000;
    std::uint64_t seed = 1;
    std::function<bool()> stop = [] { return false; };
};

struct Solution {
    std::vector<Duty> duties;  ///< by session; without presenter: left open
    Score score;
    /// No plan that is as good on all higher levels is better than this.
    Score bound;

    /// On the levels of the order up to this one no plan is better.
    [[nodiscard]] bool is_proven(Level level, const LevelOrder& order) const;
};

/// A plan in which every session that is not left open keeps the hard rules. Ends early when all its levels
/// are proven. Begins with `first`, or with one of its own; and ends with that unless it finds a better one.
Solution solve(const Problem& problem, const LevelOrder& order, const Effort& effort);
Solution solve(const Problem& problem, const LevelOrder& order, const Effort& effort, const Draft& first);

/// The sum of the squared balances, in millionths of a squared turn: what Score counts, from zero on.
std::int64_t sum_of_squares(const Problem& problem, std::int64_t fairness);

}  // namespace tiffin::planning
