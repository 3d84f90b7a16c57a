#pragma once

#include "cli/job/invites/due_invites.h"

namespace tiffin::cli {

/// Notes the first `delivered` of what was due as told, whatever became of the programme meanwhile: what is
/// different by now is due at the next run. Sessions to which somebody was invited are announced. Returns the
/// names of sessions and people that are gone for good, so that nobody will call their invites off.
/// What waits in the outbox for the same addresses is dropped, for this reason.
[[nodiscard]] std::vector<std::string> record_invites(storage::UnitOfWork& work, const DueInvites& due,
                                                      std::size_t delivered, std::string_view reason);

/// Notes what a feed told of a session, unless that was removed meanwhile.
void record_published(storage::UnitOfWork& work, const Announcement& announcement);

}  // namespace tiffin::cli
