#include "planning/assignment.h"

#include <algorithm>
#include <numeric>

#include <catch2/catch.hpp>

#include "office.h"

using namespace tiffin;
using namespace tiffin::planning;

namespace {

std::int64_t cost_of(const std::vector<std::int64_t>& costs, const std::vector<std::size_t>& columns) {
    std::int64_t sum = 0;
    for (std::size_t row = 0; row < columns.size(); ++row) sum += costs[row * columns.size() + columns[row]];
    return sum;
}

std::int64_t least_of_all(const std::vector<std::int64_t>& costs, std::size_t size) {
    std::vector<std::size_t> columns(size);
    std::iota(columns.begin(), columns.end(), 0);
    std::int64_t least = cost_of(costs, columns);
    while (std::next_permutation(columns.begin(), columns.end()))
        least = std::min(least, cost_of(costs, columns));
    return least;
}

}  // namespace

TEST_CASE("no assignment is cheaper than the cheapest") {
    office::Dice dice(1);
    for (int round = 0; round < 300; ++round) {
        const std::size_t size = 1 + dice.roll(6);
        std::vector<std::int64_t> costs(size * size);
        for (auto& cost : costs) {
            cost = static_cast<std::int64_t>(dice.roll(9)) - 4;
            if (dice.roll(4) == 0) cost = std::int64_t{1} << 52U;
        }
        auto columns = cheapest_assignment(costs, size);
        CHECK(cost_of(costs, columns) == least_of_all(costs, size));
        std::sort(columns.begin(), columns.end());
        CHECK(std::adjacent_find(columns.begin(), columns.end()) == columns.end());
    }
}
