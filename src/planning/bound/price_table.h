#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "planning/objective.h"
#include "planning/problem.h"

namespace tiffin::planning {

/// What neighbours in a series may have in common.
enum class Look : std::uint8_t { team, format, tag };
constexpr std::size_t kLooks = 3;

using Cost = std::int64_t;
constexpr Cost kNeverPaid = std::numeric_limits<Cost>::max() / 4;

/// Fairness is counted in micro-turns × turns, and its price is that of so many: about kTurn.
constexpr Cost kFairnessStep = 1 << 20;

/// Rounded down: a bound must not promise too much. Of a price up to 2^30 and an amount up to 2^36 from zero.
inline Cost cost_of_fairness(Cost price, std::int64_t amount) {
    return ((price * (amount >> 5U)) >> 15U) + ((price * (amount & 31)) >> 20U);
}

/// A turn that somebody takes at given prices.
struct Taken {
    Index session = kNone;
    Index person = kNone;
    Index topic = kNone;
    auto operator<=>(const Taken&) const = default;
};

/// Where the prices stand, one after the other, that make plans fall apart into people, who take turns, and
/// rows of sessions, which look like something. There is a price for
/// - a session, which whoever gives it gets, so that exactly one does;
/// - a topic, which whoever gives it pays, so that at most one does;
/// - a step of each level, so that a plan is as good on it as another;
/// - an open seat, so that no more stay open;
/// - a look at a place of a row, which the row pays and the presenter gets, so that both mean the same.
class PriceTable {
  public:
    explicit PriceTable(const Problem& problem);

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::size_t of(Level level) const { return topics_ + sessions_ + index_of(level); }
    [[nodiscard]] std::size_t of_session(Index session) const { return session; }
    [[nodiscard]] std::size_t of_topic(Index topic) const { return sessions_ + topic; }
    [[nodiscard]] std::size_t of_open() const { return sessions_ + topics_ + kLevels; }
    /// The value kNone, nothing to look at, has no price, but a number.
    [[nodiscard]] std::size_t of(Look look, Index place, Index value) const {
        const auto kind = static_cast<std::size_t>(look);
        return begin_[kind] + place * width_[kind] + (value == kNone ? width_[kind] - 1 : value);
    }

  private:
    std::size_t sessions_;
    std::size_t topics_;
    std::array<std::size_t, kLooks> begin_{};
    std::array<std::size_t, kLooks> width_{};
    std::size_t size_ = 0;
};

}  // namespace tiffin::planning
