#pragma once

#include <optional>

#include "cli/invocation.h"

namespace tiffin::cli {

/// Keeps on what terms the sessions of the past were owed, those that are not kept yet: whether co-presenters
/// shared a turn, and who was in the pool. Called before something changes that decides it, so that the past
/// stays as it was.
void keep_held_terms(Invocation& invocation, storage::UnitOfWork& work);

/// Forgets them, of one series or of all, so that the past is owed as things are now.
void forget_held_terms(storage::UnitOfWork& work, const std::optional<SeriesId>& series);

}  // namespace tiffin::cli
