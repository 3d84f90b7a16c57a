#pragma once

#include <optional>
#include <vector>

#include "planning/draft.h"

namespace tiffin::planning {

/// A plan with one duty in other hands.
struct Alternative {
    Index session = kNone;
    Duty duty;               ///< in place of the draft's
    Index exchange = kNone;  ///< what its presenter gives instead; kNone: nothing, or nobody had it
    Duty exchange_duty;
    Score score;
};

/// The first level on which the alternative differs from the draft.
struct Difference {
    Level level = Level::changes;
    std::int64_t more = 0;  ///< than the draft; less is better
};
std::optional<Difference> first_difference(const Score& draft, const Score& other, const LevelOrder& order);

enum class Way { any, exchange };

/// The topics that the person could give in the session while `before`, its duty or that of what they
/// exchange, is free: that one's first. A few of them; kNone for none where none is needed.
std::vector<Index> topics_for(const Problem& problem, const Draft& draft, Index session, Index person,
                              Duty before);

/// What would become of a draft if somebody else gave a session: that person as well, or in exchange for one
/// of their own.
class Alternatives {
  public:
    Alternatives(const Problem& problem, const LevelOrder& order, Draft& draft)
        : problem_(problem), order_(order), draft_(draft) {}

    /// The best of them that keeps the hard rules.
    [[nodiscard]] std::optional<Alternative> best(Index session, Index person, Way way);
    /// The person gives the session with the topic that was planned for it, which another session has now and
    /// gives back.
    [[nodiscard]] std::optional<Alternative> with_planned_topic(Index session, Index person);
    /// The draft becomes the alternative, or was it and is again as before.
    void apply(const Alternative& alternative);
    /// True if the person has something to give there that no other session has.
    [[nodiscard]] bool has_topic(Index session, Index person) const;

  private:
    void try_exchange(Index session, Index person, Index own);
    void consider(const Alternative& found);
    void place_back(Index session, Duty duty);

    const Problem& problem_;
    const LevelOrder& order_;
    Draft& draft_;
    std::optional<Alternative> best_;
};

}  // namespace tiffin::planning
