#include "planning/assignment.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace tiffin::planning {

namespace {

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 2;

constexpr std::size_t kNoRow = std::numeric_limits<std::size_t>::max();

/// First gives rows the column that is cheapest for them where nobody else has it; then adds each row left
/// along the shortest augmenting path (Jonker and Volgenant, Computing 38, 1987).
class Assigner {
  public:
    Assigner(const std::vector<std::int64_t>& costs, std::size_t size)
        : costs_(costs),
          size_(size),
          price_(size, kFar),
          row_of_(size, kNoRow),
          column_of_(size),
          before_(size),
          distance_(size) {
        for (std::size_t row = 0; row < size; ++row) {
            for (std::size_t column = 0; column < size; ++column)
                price_[column] = std::min(price_[column], costs[row * size + column]);
        }
        columns_.reserve(size);
    }

    /// False if another row has the cheapest column.
    bool add_easily(std::size_t row) {
        std::size_t cheapest = 0;
        for (std::size_t column = 1; column < size_; ++column) {
            if (cost(row, column) < cost(row, cheapest)) cheapest = column;
        }
        if (row_of_[cheapest] != kNoRow) return false;
        row_of_[cheapest] = row;
        column_of_[row] = cheapest;
        return true;
    }

    void add(std::size_t row) {
        columns_.resize(size_);
        for (std::size_t column = 0; column < size_; ++column) {
            columns_[column] = column;
            distance_[column] = cost(row, column);
            before_[column] = row;
        }
        std::size_t nearest = 0;
        for (reached_ = 0;; ++reached_) {
            nearest = reach_nearest();
            if (row_of_[nearest] == kNoRow) break;
            go_on_from(nearest);
        }
        raise_prices(distance_[nearest]);
        hand_over(row, nearest);
    }

    [[nodiscard]] const std::vector<std::size_t>& columns() const { return column_of_; }

  private:
    [[nodiscard]] std::int64_t cost(std::size_t row, std::size_t column) const {
        return costs_[row * size_ + column] - price_[column];
    }

    /// Moves the nearest column of the others behind those reached.
    std::size_t reach_nearest() {
        std::size_t nearest = reached_;
        for (std::size_t i = reached_ + 1; i < size_; ++i) {
            if (distance_[columns_[i]] < distance_[columns_[nearest]]) nearest = i;
        }
        std::swap(columns_[reached_], columns_[nearest]);
        return columns_[reached_];
    }

    void go_on_from(std::size_t column) {
        const std::size_t row = row_of_[column];
        const std::int64_t there = distance_[column] - cost(row, column);
        for (std::size_t i = reached_ + 1; i < size_; ++i) {
            const std::size_t next = columns_[i];
            const std::int64_t distance = there + cost(row, next);
            if (distance >= distance_[next]) continue;
            distance_[next] = distance;
            before_[next] = row;
        }
    }

    /// So that no row pays less for another column than for its own.
    void raise_prices(std::int64_t distance) {
        for (std::size_t i = 0; i < reached_; ++i) price_[columns_[i]] += distance_[columns_[i]] - distance;
    }

    /// Each row of the path gives up its column for the next one, from the end to the row that is added.
    void hand_over(std::size_t added, std::size_t column) {
        std::size_t row = kNoRow;
        while (row != added) {
            row = before_[column];
            row_of_[column] = row;
            std::swap(column, column_of_[row]);
        }
    }

    const std::vector<std::int64_t>& costs_;
    std::size_t size_;
    std::vector<std::int64_t> price_;     ///< by column
    std::vector<std::size_t> row_of_;     ///< by column
    std::vector<std::size_t> column_of_;  ///< by row
    std::vector<std::size_t> before_;     ///< by column: the row from which it was reached
    std::vector<std::int64_t> distance_;  ///< by column
    std::vector<std::size_t> columns_;    ///< those reached first
    std::size_t reached_ = 0;
};

}  // namespace

std::vector<std::size_t> cheapest_assignment(const std::vector<std::int64_t>& costs, std::size_t size) {
    Assigner assigner(costs, size);
    std::vector<std::size_t> left;
    for (std::size_t row = 0; row < size; ++row) {
        if (!assigner.add_easily(row)) left.push_back(row);
    }
    for (const std::size_t row : left) assigner.add(row);
    return assigner.columns();
}

}  // namespace tiffin::planning
