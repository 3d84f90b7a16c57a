#pragma once

#include <optional>

#include "domain/catering.h"
#include "domain/id.h"
#include "domain/message.h"
#include "domain/told_order.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// What the caterer of a session was told last; nothing: nothing yet.
std::optional<FrozenOrder> frozen_order(Connection& connection, SessionId session);
/// Replaces what was recorded before.
void record(UnitOfWork& work, SessionId session, const FrozenOrder& order);

/// What a message told a caterer; nothing for any other message.
std::optional<ToldOrder> told_order(Connection& connection, MessageId message);
void record(UnitOfWork& work, MessageId message, const ToldOrder& told);

}  // namespace tiffin::storage
