#pragma once

#include "planning/problem.h"

namespace tiffin::planning {

/// What no plan can be better than on each level, seen alone; fairness as of fair_loads().
Score bounds_alone(const Problem& problem);

/// Presenters who stay in every plan with no more changes than bounds_alone() says, one entry for each of
/// their sessions, and those who are pinned.
std::vector<Index> kept_presenters(const Problem& problem);
/// Those who are pinned only.
std::vector<Index> pinned_presenters(const Problem& problem);

}  // namespace tiffin::planning
