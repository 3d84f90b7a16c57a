#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "domain/message.h"
#include "domain/told_order.h"
#include "mail/template.h"

namespace tiffin::cli {

/// What is due by the clock alone, beside invites.
struct DueMessages {
    std::vector<Message> fresh{};           ///< to be prepared
    std::map<MessageId, ToldOrder> told{};  ///< what those of them to caterers tell
    std::vector<MessageId> needless{};      ///< prepared, and wanted no more: done meanwhile, or called off
};

/// Reminders of what is to be prepared, orders for caterers, questions and thanks, as far as `wants` says so.
/// With `threads` only what takes the place of something that waits in them, and nothing that asks for an
/// answer or a step: of a session that has moved nobody is asked before they know it.
DueMessages due_messages(Invocation& invocation, storage::UnitOfWork& work, const mail::Templates& texts,
                         const std::function<bool(MessageKind)>& wants, const std::set<std::string>* threads);

}  // namespace tiffin::cli
