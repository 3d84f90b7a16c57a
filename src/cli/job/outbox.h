#pragma once

#include <chrono>
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
    std::optional<std::chrono::seconds> most_late{};  ///< what is due for longer is left out
    bool takes_place_only = false;                    ///< only what takes the place of something that waits

    [[nodiscard]] bool has(MessageKind kind) const;
};

/// Fits what waits in the outbox to what is so now: what no longer holds is dropped, what is due is prepared.
void fit_outbox(Invocation& invocation, storage::UnitOfWork& work, const mail::Templates& texts,
                const OutboxScope& scope);

}  // namespace tiffin::cli
