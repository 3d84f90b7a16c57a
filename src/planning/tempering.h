#pragma once

#include <cstdint>
#include <vector>

#include "planning/search.h"

namespace tiffin::planning {

/// Several searches of one problem side by side, at prices from low to high: those at low prices go anywhere,
/// those at high ones settle, and neighbours exchange their prices where that costs little (replica exchange:
/// Swendsen and Wang, Physical Review Letters 57, 1986). So a plan that got stuck is loosened and comes back,
/// and there is no time at which the search must end. The prices move to where exchanges are rare.
class Tempering {
  public:
    /// So many, at least two. All begin with the plan.
    Tempering(const Problem& problem, const LevelOrder& order, const Draft& first, std::uint64_t seed,
              std::size_t searches);
    [[nodiscard]] std::size_t size() const { return searches_.size(); }

    /// Every search makes some moves, then neighbours exchange prices. Returns the number of moves.
    std::uint64_t step();
    [[nodiscard]] const Score& best_score() const { return best_; }
    [[nodiscard]] Draft best() const;

  private:
    void trade();
    void space_evenly();
    void set_prices(std::size_t rung);

    LevelOrder order_;
    Draft first_;
    std::vector<Draft> drafts_;
    std::vector<Search> searches_;
    /// From low prices to high.
    struct Rung {
        std::size_t search = 0;
        std::int64_t progress = 0;  ///< on the way from the lowest prices to the highest, of 65536
        std::uint64_t tries = 0;    ///< to trade with the next
        std::uint64_t trades = 0;
    };
    std::vector<Rung> rungs_;
    std::uint64_t steps_ = 0;
    Score best_;
};

}  // namespace tiffin::planning
