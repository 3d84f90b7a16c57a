#pragma once

#include "planning/problem.h"

namespace tiffin::planning {

/// Adds the windows of all turns; the rest of the problem is complete. A deadline that nobody could keep, as
/// the person is not to be asked before, is the first session that they may take instead.
void add_windows(const Programme& programme, Date from, Problem& problem);

}  // namespace tiffin::planning
