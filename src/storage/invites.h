#pragma once

#include <optional>
#include <vector>

#include "domain/invite.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

std::optional<Announcement> announcement(Connection& connection, SessionId session);
/// With the last.
Revisions revisions(Connection& connection, SessionId session);
/// The last that each address got for a session, by address.
std::vector<EmittedInvite> emitted_invites(Connection& connection, SessionId session);

/// Whether somebody got an invite for any session or series, past ones too.
bool was_invited(Connection& connection, PersonId person);

/// Each replaces what was recorded for the same session, or session and address; what people were told before
/// remains a revision.
void record(UnitOfWork& work, const Announcement& announcement);
void record(UnitOfWork& work, const std::vector<EmittedInvite>& invites);

}  // namespace tiffin::storage
