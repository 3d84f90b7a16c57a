#include "planning/bound/price_bound.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "planning/bound/ascent.h"

namespace tiffin::planning {

namespace {

constexpr std::uint64_t kFewestRounds = 30;  ///< fewer hardly tell anything

/// Pairs of people and sessions that they may take.
std::uint64_t places(const Problem& problem) {
    return std::accumulate(problem.there.begin(), problem.there.end(), std::uint64_t{0},
                           [](std::uint64_t sum, std::uint64_t bits) {
                               return sum + static_cast<std::uint64_t>(std::popcount(bits));
                           });
}

}  // namespace

PriceBound bound_by_prices(const Problem& problem, const LevelOrder& order, const Score& score,
                           const Score& known, std::uint64_t work, std::uint64_t most) {
    PriceBound found{known, {}, 0};
    if (work / kFewestRounds < places(problem) || !problem.has_exact_parts()) return found;
    for (const Level level : order) {
        if (known[level] >= score[level]) continue;
        Ascent ascent(problem, order, level, score);
        const std::uint64_t rounds = std::min(most, work / ascent.size());
        if (rounds < kFewestRounds || !ascent.is_in_range()) continue;
        if (!found.states.empty()) ascent.begin_with(found.states.back());
        found.score[level] = ascent.raise(known[level], rounds);
        found.states.push_back(ascent.state());
        found.work += rounds * ascent.size();
    }
    return found;
}

}  // namespace tiffin::planning
