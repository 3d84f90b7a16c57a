#pragma once

#include "cli/job/outbox/due_drafts.h"
#include "cli/job/outbox/session_preparation.h"

namespace tiffin::cli {

/// To those who presented, on a morning after; once for each session.
void draft_thanks(DueDrafts& drafts, SessionPreparation& preparation, const Session& session,
                  const SessionTimes& when);

/// To those who were there, but for those who presented.
void draft_feedback_requests(DueDrafts& drafts, const Session& session, const SessionTimes& when);

/// The thank-you asks for what presenters hand in afterwards.
bool is_asked_with_thanks(const StepOfSession& step, const SessionTimes& when);

/// It asks first, and has not gone out or only just. `before_due`: the step has time yet.
bool thanks_come_first(DueDrafts& drafts, const Session& session, const SessionTimes& when,
                       const Recipient& recipient, bool before_due);

}  // namespace tiffin::cli
