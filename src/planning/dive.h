#pragma once

#include <cstdint>
#include <optional>

#include "planning/bound/price_bound.h"
#include "planning/draft.h"
#include "planning/objective.h"

namespace tiffin::planning {

/// Plans made by prices, each another way: what people take most often at the prices under which a bound rose
/// is settled, a few sessions at a time, and the prices of the rest are found anew, until all is settled (a
/// diving heuristic). Where exchanges creep, this leaps; what it leaves undone they mend.
class Dives {
  public:
    /// The problem lives longer.
    Dives(const Problem& problem, const LevelOrder& order, std::uint64_t seed);

    /// Another plan that keeps the hard rules, of the best one's changes and fairness if it can be, at the
    /// prices of one level or another and aiming as high on those before. `known`: no plan is better. Nothing
    /// where all is proven, or nothing comes of so much work for each level (bound_by_prices).
    std::optional<Draft> next(const Draft& best, const Score& known, std::uint64_t work);

    /// All that was done, as bound_by_prices counts.
    [[nodiscard]] std::uint64_t work() const { return work_; }
    /// What no plan as good as the score is better than: more than `known` if it was the last that prices
    /// were found for.
    [[nodiscard]] Score bound(const Score& score, const Score& known) const {
        return score == priced_ ? bound_.score : known;
    }

  private:
    struct Aim {
        std::size_t state = 0;   ///< of those whose prices are known
        bool is_higher = false;  ///< than the best plan
    };
    [[nodiscard]] Aim next_aim(const Score& score, const Score& known) const;
    [[nodiscard]] Score goal_of(const Aim& aim, const Score& score) const;
    void shake(Ascent::State& state) const;

    const Problem& problem_;
    LevelOrder order_;
    std::uint64_t seed_;
    Score priced_;
    PriceBound bound_;
    std::uint64_t dives_ = 0;
    std::uint64_t work_ = 0;
};

}  // namespace tiffin::planning
