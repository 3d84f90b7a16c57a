#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tiffin::planning {

/// What a good plan is, as the manual's section FAIRNESS AND PLANNING says it. No hard rule is ever broken; a
/// session that nobody may give stays open. The fewer of these the better; then level by level in the
/// organizer's order, less is better on each:
enum class Level : std::uint8_t {
    changes,     ///< presenters and topics that differ from what was planned before or announced
    fairness,    ///< the sum of the squared balances at the end
    steadiness,  ///< sessions that turns come before or after their window: sessions with somebody a turn off
    spread,      ///< turns sooner after the same person's last than the soft gap
    variety,     ///< team, format and tag equal to those of the session before in the series
    demand,      ///< votes × days that their topic waits
};
constexpr std::size_t kLevels = 6;

/// "fairness"
std::string_view to_string(Level level);

/// Which levels count, the first before the second and so on; each at most once. Those left out don't.
using LevelOrder = std::vector<Level>;
/// All of them, as they stand above.
const LevelOrder& usual_order();

/// True if `one` counts and `other` counts less, or not at all.
inline bool comes_before(const LevelOrder& order, Level one, Level other) {
    return std::find(order.begin(), order.end(), one) < std::find(order.begin(), order.end(), other);
}

constexpr std::size_t index_of(Level level) {
    return static_cast<std::size_t>(level);
}

/// What a plan is worth. Fairness counts from the plan in which nobody speaks, in micro-turns × turns.
struct Score {
    std::int64_t open = 0;  ///< sessions that nobody gives
    std::array<std::int64_t, kLevels> levels{};

    [[nodiscard]] std::int64_t operator[](Level level) const { return levels[index_of(level)]; }
    std::int64_t& operator[](Level level) { return levels[index_of(level)]; }
    bool operator==(const Score&) const = default;
};

/// True if `one` is better than `other` on the first level where they differ.
inline bool is_better(const Score& one, const Score& other, const LevelOrder& order) {
    if (one.open != other.open) return one.open < other.open;
    for (const Level level : order) {
        if (one[level] != other[level]) return one[level] < other[level];
    }
    return false;
}

}  // namespace tiffin::planning
