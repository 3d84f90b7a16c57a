#pragma once

#include "cli/invocation.h"
#include "domain/series.h"
#include "storage/unit_of_work.h"

namespace tiffin::cli {

/// Before a series gets invites of another form. What was answered to a recurring invite becomes an answer
/// for each of its coming sessions that is laid out, and is taken back again where it would stand in the way
/// of answers to the next one. Replies to the new invites count from their own beginning.
void keep_answers(Invocation& invocation, storage::UnitOfWork& work, const Series& series);

}  // namespace tiffin::cli
