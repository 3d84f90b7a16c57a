#pragma once

#include "calendar/invite.h"
#include "cli/job/due_invites.h"

namespace tiffin::cli {

/// Who invites and gets the answers; fails (configuration) when nobody is set.
Mailbox organizer_of(Invocation& invocation);

/// A session as a feed shows it, and an invite but for what differs between its recipients.
calendar::Event event_of(const ShownSession& shown, const Announcement& announcement,
                         const Mailbox& organizer);

/// `event` as one recipient gets it.
calendar::Invite invite_of(const calendar::Event& event, const DueInvite& due);

}  // namespace tiffin::cli
