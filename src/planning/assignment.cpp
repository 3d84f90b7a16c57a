#include "planning/assignment.h"

#include <algorithm>
#include <limits>

namespace tiffin::planning {

namespace {

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 2;

/// Adds row after row along the shortest augmenting path (Jonker and Volgenant, Computing 38, 1987). Rows and
/// columns are counted from 1; the row being added waits in column 0.
class Assigner {
  public:
    Assigner(const std::vector<std::int64_t>& costs, std::size_t size)
        : costs_(costs),
          size_(size),
          row_price_(size + 1, 0),
          column_price_(size + 1, 0),
          row_of_(size + 1, 0),
          before_(size + 1, 0),
          distance_(size + 1),
          is_reached_(size + 1) {}

    void add(std::size_t row) {
        row_of_[0] = row;
        std::fill(distance_.begin(), distance_.end(), kFar);
        std::fill(is_reached_.begin(), is_reached_.end(), 0);
        std::size_t column = 0;
        while (row_of_[column] != 0) column = reach_next(column);
        for (; column != 0; column = before_[column]) row_of_[column] = row_of_[before_[column]];
    }

    [[nodiscard]] std::vector<std::size_t> columns() const {
        std::vector<std::size_t> columns(size_);
        for (std::size_t column = 1; column <= size_; ++column) columns[row_of_[column] - 1] = column - 1;
        return columns;
    }

  private:
    /// Goes on from the row of the column; returns the next column, the nearest of all.
    std::size_t reach_next(std::size_t column) {
        is_reached_[column] = 1;
        const std::size_t row = row_of_[column];
        const std::int64_t* const costs = &costs_[(row - 1) * size_];
        std::size_t nearest = 0;
        std::int64_t least = kFar;
        for (std::size_t next = 1; next <= size_; ++next) {
            if (is_reached_[next] != 0) continue;
            const std::int64_t distance = costs[next - 1] - row_price_[row] - column_price_[next];
            if (distance < distance_[next]) {
                distance_[next] = distance;
                before_[next] = column;
            }
            if (distance_[next] >= least) continue;
            least = distance_[next];
            nearest = next;
        }
        for (std::size_t other = 0; other <= size_; ++other) {
            if (is_reached_[other] != 0) {
                row_price_[row_of_[other]] += least;
                column_price_[other] -= least;
            } else {
                distance_[other] -= least;
            }
        }
        return nearest;
    }

    const std::vector<std::int64_t>& costs_;
    std::size_t size_;
    std::vector<std::int64_t> row_price_;
    std::vector<std::int64_t> column_price_;
    std::vector<std::size_t> row_of_;  ///< by column; 0: none
    std::vector<std::size_t> before_;  ///< the column from whose row each was reached
    std::vector<std::int64_t> distance_;
    std::vector<char> is_reached_;
};

}  // namespace

std::vector<std::size_t> cheapest_assignment(const std::vector<std::int64_t>& costs, std::size_t size) {
    Assigner assigner(costs, size);
    for (std::size_t row = 1; row <= size; ++row) assigner.add(row);
    return assigner.columns();
}

}  // namespace tiffin::planning
