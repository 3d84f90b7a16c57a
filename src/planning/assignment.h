#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tiffin::planning {

/// Which column each row gets, no two the same, so that the sum of the costs is least: `costs` has one row of
/// `size` entries after the other, each less than 2^53 from zero. O(size³).
std::vector<std::size_t> cheapest_assignment(const std::vector<std::int64_t>& costs, std::size_t size);

}  // namespace tiffin::planning
