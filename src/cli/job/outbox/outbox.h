#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

#include "cli/invocation.h"
#include "domain/message.h"
#include "mail/template.h"
#include "storage/unit_of_work.h"

namespace tiffin::cli {

/// What is prepared of what is due.
struct OutboxScope {
    std::vector<MessageKind> kinds{};  ///< empty: all; an update and a cancellation go with an invite
    std::optional<std::chrono::seconds> most_late{};  ///< what is due for longer expires
    bool takes_place_only = false;                    ///< only what takes the place of something that waits

    [[nodiscard]] bool has(MessageKind kind) const;
};

/// How many messages.
struct Fitted {
    std::size_t expired = 0;
    std::size_t added = 0;  ///< that wait, beside those that waited before
};

/// Fits what waits in the outbox to what is so now: what is too late expires, what no longer holds is
/// dropped, and what is due is prepared, as far as the scope goes.
Fitted fit_outbox(Invocation& invocation, storage::UnitOfWork& work, const mail::Templates& texts,
                  const OutboxScope& scope);
/// Warns of messages that expired.
void warn_of_expired(Invocation& invocation, std::size_t expired);

}  // namespace tiffin::cli
