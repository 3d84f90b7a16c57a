#pragma once

#include <cstdint>
#include <vector>

#include "planning/problem.h"

namespace tiffin::planning {

/// What the hard rules leave of what was announced. Sessions that are at odds with each other (gaps, years,
/// teams, topics) are settled together, exactly where these are few; others are left alone.
struct LeastChanges {
    std::int64_t changes = 0;  ///< no plan has fewer
    /// Presenters who stay in every plan with so few, one entry for each of their sessions; pinned ones too.
    std::vector<Index> kept;
};

/// Of the plans that give all sessions, or of all.
LeastChanges least_changes(const Problem& problem, bool all_given);

}  // namespace tiffin::planning
