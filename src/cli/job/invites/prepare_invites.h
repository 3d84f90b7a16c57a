#pragma once

#include "cli/job/invites/due_invites.h"

namespace tiffin::cli {

/// Puts what is due of invites into the outbox and notes it as told, in one unit of work: neither another
/// tick nor `tiffin invite` has it any more. What waits there and is outdated by it is dropped; who never got
/// the invite to what is now called off hears nothing. `due` must have been read in the same unit of work.
void prepare_invites(Invocation& invocation, storage::UnitOfWork& work, DueInvites due);

}  // namespace tiffin::cli
