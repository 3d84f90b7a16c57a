#pragma once

#include <vector>

#include "domain/invite.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// What was last emitted to whom, for sessions from `from` on.
std::vector<EmittedInvite> emitted_invites(Connection& connection, Date from);

/// Replaces what was recorded for the same session and person.
void record(UnitOfWork& work, const EmittedInvite& invite);

}  // namespace tiffin::storage
