#pragma once

#include <map>
#include <optional>
#include <vector>

#include "domain/series_invite.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// Those of a series, with all that was told of them; the one that began last stands last.
std::vector<SeriesInvite> series_invites(Connection& connection, SeriesId series);

/// The one that covers a date which its rule gives, without what was told of it; nothing where the series did
/// not invite as one then.
std::optional<SeriesInvite> series_invite_on(Connection& connection, SeriesId series, Date occurrence);
/// With all that was told of it.
std::optional<SeriesInvite> series_invite(Connection& connection, SeriesInviteId invite);

/// What was told of each piece: of a date, or of the whole. With the last.
std::map<std::optional<Date>, Revisions> revisions(Connection& connection, SeriesInviteId invite);

/// Each replaces what was recorded for the same invite, or invite and date or address; what people were told
/// before remains a revision.
/// What the invite is and what was told of the whole.
void record(UnitOfWork& work, const SeriesInvite& invite);
void record(UnitOfWork& work, SeriesInviteId invite, Date date, const Announcement& announcement);
/// `days`: as in SeriesView.
void record(UnitOfWork& work, SeriesInviteId invite, const EmittedInvite& emitted, const SeriesDays& days);

/// What an address that was recorded was shown of some dates.
void record(UnitOfWork& work, SeriesInviteId invite, const std::string& email, const DateModes& modes);

}  // namespace tiffin::storage
