#pragma once

#include "planning/draft.h"

namespace tiffin::planning {

/// Fills the draft in one pass: what is pinned, what was announced, then by date whoever owes most.
void fill(const Problem& problem, Draft& draft);

/// Gives the person a topic for the session that is free, most wanted first, or that other sessions can do
/// without: then these take others. kNone if there is none.
Index claim_topic(const Problem& problem, Draft& draft, Index session, Index person);

}  // namespace tiffin::planning
