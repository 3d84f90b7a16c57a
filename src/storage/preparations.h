#pragma once

#include <vector>

#include "domain/preparation.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// What a session has of its own, by step.
std::vector<StepNote> step_notes(Connection& connection, SessionId session);
/// Replaces what was noted of the same step.
void record(UnitOfWork& work, SessionId session, const StepNote& note);

}  // namespace tiffin::storage
