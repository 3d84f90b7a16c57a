#pragma once

#include "cli/job/outbox/due_drafts.h"
#include "cli/job/outbox/session_preparation.h"

namespace tiffin::cli {

/// Of the steps of a session, once before they are due and once when they are, in one mail to each; and the
/// organizer is asked for somebody in place of a presenter who does not come.
void draft_reminders(DueDrafts& drafts, SessionPreparation& preparation, const Session& session,
                     const SessionTimes& when);

}  // namespace tiffin::cli
