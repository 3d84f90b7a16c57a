#pragma once

#include <cstdint>
#include <vector>

#include "planning/bound/ascent.h"
#include "planning/objective.h"
#include "planning/problem.h"

namespace tiffin::planning {

struct PriceBound {
    Score score;
    std::vector<Ascent::State> states;  ///< of the levels that were looked at, in their order
    std::uint64_t work = 0;
};

/// Raises what is known of a plan: that none which is as good on all higher levels, and leaves as many seats
/// open, is better on a level than `known`. By prices (Lagrangian relaxation: Held and Karp, Operations
/// Research 18, 1970; Fisher, Management Science 27, 1981): everybody takes the turns that are cheapest for
/// them, every row of sessions looks its cheapest, and no plan costs less than these together, whatever the
/// prices are. They rise where two want the same and fall where nobody does, and with them the bound.
///
/// All in whole numbers, so the same on every machine. `work` is how much each level may take: rounds × the
/// sessions, turns and people that a round looks at; no more than so many rounds. For what is so large that
/// few rounds are left nothing is raised.
PriceBound bound_by_prices(const Problem& problem, const LevelOrder& order, const Score& score,
                           const Score& known, std::uint64_t work, std::uint64_t rounds = 3'000);

}  // namespace tiffin::planning
