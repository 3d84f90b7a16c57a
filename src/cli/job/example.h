#pragma once

#include "cli/invocation.h"

namespace tiffin::cli {

/// Fills a programme that was made just now: the invented company of examples/, its last talks and a plan for
/// the coming weeks. Part of the unit of work that has begun.
void add_example(Invocation& invocation);

}  // namespace tiffin::cli
