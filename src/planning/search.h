#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "planning/draft.h"
#include "planning/random.h"

namespace tiffin::planning {

/// How a search weighs and how bold it is. Energies are in days that an average vote waits.
struct Stage {
    std::uint64_t percent = 100;  ///< of a round's moves
    std::int64_t hot = 1;         ///< at first moves that cost so much are made every other time,
    std::int64_t cold = 1;        ///< in the end such
    std::array<std::int64_t, kLevels>
        weights;  ///< of one step of the first level of the order, the second, …
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

    void weigh(const Stage& stage);
    [[nodiscard]] std::int64_t energy() const;
    [[nodiscard]] std::int64_t least_cost() const;
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
    [[nodiscard]] Index any_person();
    [[nodiscard]] Index any_topic(Index session, Index person);
    bool change(Index session, Duty after);
    void shift(Index person, Index from, Index to);

    const Problem& problem_;
    LevelOrder order_;
    Draft& draft_;
    Random random_;
    std::array<std::int64_t, kLevels> weight_{};  ///< by level; of fairness for each turn misplaced
    std::int64_t demand_share_ = 1;               ///< weight of demand: for so many …
    std::int64_t demand_whole_ = 1;               ///< … of these
    std::int64_t open_weight_ = 0;
    std::int64_t allowed_ = 0;  ///< what the next change may cost
    std::vector<Change> changes_;
    std::vector<Shift> shifts_;  ///< none: nobody's turns move, or several of one person
    std::vector<Index> ring_;
    std::vector<Duty> best_;
    Score best_score_;
    std::vector<Index> touched_;  ///< sessions that may differ from the best
    std::vector<char> is_touched_;
};

}  // namespace tiffin::planning
