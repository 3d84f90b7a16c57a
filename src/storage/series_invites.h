#pragma once

#include <vector>

#include "domain/series_invite.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// Those of a series, with all that was told of them; the one that began last stands last.
std::vector<SeriesInvite> series_invites(Connection& connection, SeriesId series);

/// Each replaces what was recorded for the same invite, or invite and date or address.
/// What the invite is and what was told of the whole.
void record(UnitOfWork& work, const SeriesInvite& invite);
void record(UnitOfWork& work, SeriesInviteId invite, Date date, const Announcement& announcement);
void record(UnitOfWork& work, SeriesInviteId invite, const EmittedInvite& emitted);

}  // namespace tiffin::storage
