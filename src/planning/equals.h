#pragma once

#include "planning/course.h"
#include "planning/draft.h"

namespace tiffin::planning {

/// Fills what a single person could still give, and brings plans that are equally good to one order: slot by
/// slot whoever owes more, spoke longer ago or comes first in name goes first, with the oldest topic, and
/// what was planned before stays. The draft does not get worse. `course` stands at its beginning.
void order_equals(const Programme& programme, const Problem& problem, const LevelOrder& order, Course course,
                  Draft& draft);

}  // namespace tiffin::planning
