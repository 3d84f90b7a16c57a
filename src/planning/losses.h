#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "planning/alternatives.h"

namespace tiffin::planning {

/// What a plan would lose if somebody else gave a slot.
struct Loss {
    Score more;                             ///< on each level than the plan has
    std::optional<Level> level{};           ///< the first on which it differs
    std::int64_t by = 0;                    ///< more on that level
    std::optional<std::size_t> exchange{};  ///< the slot of theirs that its presenter would take
    std::string why{};                      ///< one clause; empty: nothing
};

/// The order with changes after all others.
LevelOrder changes_last(const LevelOrder& order);

/// "(in exchange for lunch/2027-02-18)"
std::string render_exchange(const Programme& programme, std::size_t slot);

/// Says what a plan would lose with other presenters.
class Losses {
  public:
    Losses(const Programme& programme, const Problem& problem, const LevelOrder& order, Draft& draft);

    /// The least that it takes for the member to give the slot; nothing if the hard rules forbid it.
    [[nodiscard]] std::optional<Loss> least(std::size_t slot, std::size_t member, Way way);
    /// Without it the member can't give the slot.
    [[nodiscard]] bool has_topic(std::size_t slot, std::size_t member) const;

  private:
    [[nodiscard]] std::optional<Alternative> best(std::size_t slot, std::size_t member, Way way);
    [[nodiscard]] std::string render_all(const Alternative& alternative, const Difference& difference);
    [[nodiscard]] std::string render_worse(const Alternative& alternative, const Difference& difference);
    [[nodiscard]] std::string render_spread(const Alternative& alternative) const;
    [[nodiscard]] std::string render_variety(const Alternative& alternative, const Draft& before) const;
    [[nodiscard]] std::string render_demand(const Alternative& alternative, const Draft& before) const;
    [[nodiscard]] const std::string& name(Index person) const { return programme_.members[person].name; }

    const Programme& programme_;
    const Problem& problem_;
    const LevelOrder& order_;
    Draft& draft_;
    Alternatives alternatives_;
    std::vector<Index> session_of_;  ///< the first seat by slot, or kNone
};

}  // namespace tiffin::planning
