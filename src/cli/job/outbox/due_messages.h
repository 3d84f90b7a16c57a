#pragma once

#include <functional>
#include <set>
#include <string>

#include "cli/invocation.h"
#include "cli/job/outbox/due_drafts.h"
#include "mail/template.h"

namespace tiffin::cli {

/// Reminders of what is to be prepared, orders for caterers, questions and thanks, as far as `wants` says so.
/// With `threads` only what takes the place of something that waits in them, and nothing that asks for an
/// answer or a step: of a session that has moved nobody is asked before they know it.
DueMessages due_messages(Invocation& invocation, storage::UnitOfWork& work, const mail::Templates& texts,
                         const std::function<bool(MessageKind)>& wants, const std::set<std::string>* threads);

}  // namespace tiffin::cli
