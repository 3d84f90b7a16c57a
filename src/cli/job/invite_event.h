#pragma once

#include "calendar/invite.h"
#include "cli/job/due_invites.h"

namespace tiffin::cli {

/// A session in the words of an invite, but for what differs between its recipients.
calendar::Event event_of(const DueSession& session, const Mailbox& organizer);

/// `event` as one recipient gets it.
calendar::Invite invite_of(const calendar::Event& event, const DueInvite& due);

}  // namespace tiffin::cli
