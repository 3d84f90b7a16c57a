#pragma once

#include <vector>

#include "domain/swap.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// By number, in any state.
std::vector<Swap> all_swaps(Connection& connection);
/// By number; those that were declined or reversed left out.
std::vector<Swap> swaps(Connection& connection);

/// A new one, or one that is known, with the last number: it changes hands, if it does, now.
void record(UnitOfWork& work, Swap& swap);

}  // namespace tiffin::storage
