#pragma once

#include "cli/job/outbox/due_drafts.h"

namespace tiffin::cli {

/// To those who did not answer an invite, once for each day that the session has had, as long before it as
/// its series says and before the lunch is ordered.
void draft_chasers(DueDrafts& drafts);

}  // namespace tiffin::cli
