#pragma once

#include <optional>

#include "domain/catering.h"
#include "domain/id.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// What the caterer of a session was told last; nothing: nothing yet.
std::optional<FrozenOrder> frozen_order(Connection& connection, SessionId session);
/// Replaces what was recorded before.
void record(UnitOfWork& work, SessionId session, const FrozenOrder& order);

}  // namespace tiffin::storage
