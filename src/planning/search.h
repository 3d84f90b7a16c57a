#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "planning/draft.h"
#include "planning/random.h"

namespace tiffin::planning {

/// Moves that cost so much are made every other time.
constexpr std::int64_t kEvenOdds = 1 << 14;

/// What a step of a level costs in the course of a stage: at first so much, and doubled so often until the
/// end.
struct Price {
    std::int64_t first = 0;
    std::int64_t doublings = 0;
};
struct Stage {
    std::uint64_t percent = 100;        ///< of a round's moves
    std::array<Price, kLevels> prices;  ///< of the first level of the order, the second, …; of fewer than
                                        ///< there are, the last three have the last three prices
};

/// Betters a draft by simulated annealing: changes of two or three sessions at once, most of which leave
/// everybody's number of turns as it is. What is pinned stays, and no gap, year or run is ever broken that
/// was not broken before. The same draft, seed and stages give the same plan on every machine.
class Search {
  public:
    Search(const Problem& problem, const LevelOrder& order, Draft& draft, std::uint64_t seed);

    /// Makes so many moves, or fewer once `stop` says so.
    void anneal(const Stage& stage, std::uint64_t moves, const std::function<bool()>& stop);
    /// The draft becomes the best plan seen so far.
    void restore_best();
    [[nodiscard]] const Score& best() const { return best_score_; }

  private:
    struct Change {
        Index session = kNone;
        Duty before;
        Duty after;
    };
    /// A person's turn moves from one session to another; kNone: it is new, or they lose it.
    struct Shift {
        Index person = kNone;
        Index from = kNone;
        Index to = kNone;
    };

    /// Where the draft is or would be: its score, and Draft::unfair().
    struct Standing {
        Score score;
        std::int64_t unfair = 0;
    };

    void weigh(const Stage& stage, std::uint64_t move, std::uint64_t moves);
    [[nodiscard]] Standing standing() const { return {draft_.score(), draft_.unfair()}; }
    [[nodiscard]] std::int64_t energy(const Standing& standing) const;
    [[nodiscard]] Standing least() const;
    [[nodiscard]] bool is_hopeless() const;
    void settle();
    void keep_best();

    bool propose();
    bool swap();
    bool move_to_open(Index from, Index open);
    bool rotate();
    bool replace();
    bool relieve();
    bool retopic();
    [[nodiscard]] Index any_session();
    [[nodiscard]] bool is_topic_bound(Index session) const;
    [[nodiscard]] Index session_near(Index session);
    [[nodiscard]] Index any_person();
    [[nodiscard]] Index any_topic(Index session, Index person);
    bool change(Index session, Duty after);
    void shift(Index person, Index from, Index to);

    const Problem& problem_;
    LevelOrder order_;
    std::vector<Index> movable_;  ///< sessions that are not fixed
    Draft& draft_;
    Random random_;
    std::array<std::int64_t, kLevels> weight_{};  ///< by level
    std::int64_t open_weight_ = 0;
    std::int64_t limit_ = 0;  ///< energy that the next change may lead to
    std::vector<Change> changes_;
    std::vector<Shift> shifts_;  ///< none: nobody's turns move, or several of one person
    std::vector<Index> ring_;
    std::vector<Duty> best_;
    Score best_score_;
    std::vector<Index> touched_;  ///< sessions that may differ from the best
    std::vector<char> is_touched_;
};

}  // namespace tiffin::planning
