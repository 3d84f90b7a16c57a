#pragma once

#include <cstdint>

#include "planning/fairness.h"
#include "planning/objective.h"
#include "planning/problem.h"

namespace tiffin::planning {

/// What no plan can be better than.
class Bounds {
  public:
    /// The problem lives longer.
    Bounds(const Problem& problem, const LevelOrder& order);

    /// No plan that is as good as the score on all higher levels, and leaves as many sessions open, is better
    /// than this.
    [[nodiscard]] Score of(const Score& score) const;
    /// No plan leaves fewer sessions open.
    [[nodiscard]] std::int64_t open() const { return alone_.open; }
    /// The burden of the turn that fair loads with the fewest changes hand out last.
    [[nodiscard]] MicroTurns margin() const { return margin_; }

  private:
    const Problem& problem_;
    Score alone_;                     ///< of each level alone, which is one after others too
    std::int64_t kept_fairness_ = 0;  ///< of plans with the fewest changes, if these come first
    std::int64_t fixed_spread_ = 0;
    bool knows_loads_ = true;     ///< what people's turns come to in all
    std::int64_t not_apart_ = 0;  ///< seats that are empty if no turn may be closer than wanted
    MicroTurns margin_ = 0;
};

}  // namespace tiffin::planning
