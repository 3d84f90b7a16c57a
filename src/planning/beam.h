#pragma once

#include "planning/draft.h"
#include "planning/objective.h"

namespace tiffin::planning {

/// Fills the sessions in their order, and of all ways to fill those so far keeps the best few hundred that
/// leave different people free for the next ones. Where rules are tight it finds plans with fewer open
/// sessions than a search that changes whole plans. Takes time that grows with sessions × people.
Draft fill_side_by_side(const Problem& problem, const LevelOrder& order);

}  // namespace tiffin::planning
