#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "planning/draft.h"
#include "planning/random.h"
#include "planning/reach.h"

namespace tiffin::planning {

/// Moves that cost so much are made every other time.
constexpr std::int64_t kEvenOdds = 1 << 14;
constexpr std::int64_t kUnits = 64;  ///< of energy, in a unit of price

/// What a step of a level costs in the course of a stage: at first so much, and doubled so often until the
/// end.
struct Price {
    std::int64_t first = 0;
    std::int64_t doublings = 0;
};
/// Of the first level of the order, the second, …; of fewer than there are, the last three have the last
/// three prices.
using Prices = std::array<Price, kLevels>;

/// Betters a draft by simulated annealing: changes of two or three sessions at once, most of which leave
/// everybody's number of turns as it is, and now and then of many. What is pinned stays, and no gap, year or
/// run is ever broken that was not broken before. The same draft, seed and prices give the same plan on every
/// machine.
class Search {
  public:
    /// After `rarity` small changes comes one of many sessions, which counts as the moves it takes the time
    /// of; 0: never.
    Search(const Problem& problem, LevelOrder order, Draft& draft, std::uint64_t seed, std::uint64_t rarity);

    /// Makes so many moves or a few more, fewer once `stop` says so. Returns their number.
    std::uint64_t anneal(const Prices& prices, std::uint64_t moves, const std::function<bool()>& stop);
    /// Sets what a step of each level costs from now on: what it does after so many of 65536 parts of a
    /// stage.
    void set_prices(const Prices& prices, std::int64_t progress);
    /// Makes so many moves at these prices, or a few more. Returns their number.
    std::uint64_t walk(std::uint64_t moves);
    /// Exchanges prices with another search, as two temperatures do that are next to each other: always if
    /// that costs nothing, else the less often the more it costs. True if they did.
    bool trade(Search& other);
    /// What is less fair than this is a step worse.
    void set_fairest(std::int64_t fairness) { fairest_ = std::min(fairest_, fairness); }
    /// The draft becomes the best plan seen so far.
    void restore_best();
    [[nodiscard]] const Score& best() const { return best_score_; }
    [[nodiscard]] Draft best_draft() const;

  private:
    using Change = Draft::Change;
    /// A person's turn moves from one session to another; kNone: it is new, or they lose it. Both kNone: all
    /// their turns move, and what that comes to shows when it is tried.
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

    /// Who could give one of the sessions that reassign() hands out, and what: for the session of these that
    /// they have now, or for none.
    struct Candidate {
        Index session = kNone;
        Duty duty;
        std::vector<Index> topics;  ///< that none of the others are offered: their own, then the most wanted
    };
    /// What topics cost in a session as long as its neighbours stay.
    struct TopicCosts {
        const Problem& problem;
        const Problem::Link& before;
        const Problem::Link& after;
        Index announced = kNone;
        std::int64_t change = 0;
        std::int64_t variety = 0;
        std::int64_t vote = 0;  ///< what each saves

        [[nodiscard]] std::int64_t of(Index topic) const {
            const auto& one = problem.topics[topic];
            const int repeats = repeat(one.format, before.format) + repeat(one.format, after.format) +
                                repeat(one.tag, before.tag) + repeat(one.tag, after.tag);
            const bool is_change = announced != kNone && announced != topic;
            return least(topic) + variety * repeats + (is_change ? change : 0);
        }
        /// No topic that is wanted less costs less than this.
        [[nodiscard]] std::int64_t least(Index topic) const { return -vote * problem.topics[topic].votes; }
    };
    struct Choice {
        Index topic = kNone;
        std::int64_t cost = 0;
    };

    [[nodiscard]] Standing standing() const { return {draft_.score(), draft_.unfair()}; }
    [[nodiscard]] std::int64_t energy(const Standing& standing) const;
    [[nodiscard]] std::int64_t cost_of_burden(std::int64_t fairness, std::int64_t unfair) const;
    std::int64_t toss() { return random_.waiting_time() * (kEvenOdds * kUnits / 65536); }
    void add_what_is_sure(Standing& standing) const;
    [[nodiscard]] std::optional<std::int64_t> more_close() const;
    [[nodiscard]] std::int64_t more_unsteady() const;
    [[nodiscard]] bool keeps_leads() const;
    [[nodiscard]] bool is_affordable();
    [[nodiscard]] bool moves_all_turns() const {
        return !shifts_.empty() && shifts_[0].from == kNone && shifts_[0].to == kNone;
    }
    void settle();
    [[nodiscard]] std::int64_t slack();
    bool move_up();
    static int repeat(Index one, Index other) { return one == other && one != kNone ? 1 : 0; }
    [[nodiscard]] TopicCosts topic_costs(Index session) const;
    /// Nobody has the topic but sessions of the ring, and it is not promised.
    [[nodiscard]] bool is_free(Index topic) const {
        const Index holder = draft_.holder(topic);
        return (holder == kNone || std::find(ring_.begin(), ring_.end(), holder) != ring_.end()) &&
               !is_promised(topic);
    }
    [[nodiscard]] bool is_promised(Index topic) const;
    void keep_best();
    void put_best_into(Draft& draft) const;

    bool propose();
    bool swap();
    bool move_to_open(Index from, Index open);
    bool exchange_all();
    bool rotate();
    bool rotate_row();
    bool replace();
    bool relieve();
    bool retopic();
    bool reassign();
    void gather();
    void add_session_of(Index person);
    void add_idle(Index person);
    void offer_topics();
    [[nodiscard]] Choice choose_topic(const Candidate& candidate, Index session) const;
    [[nodiscard]] std::int64_t cost_of_turn(Index person, Index from, Index to) const;
    [[nodiscard]] std::int64_t cost_without(const Candidate& candidate) const;
    [[nodiscard]] std::int64_t cost_with(const Candidate& candidate, Index session) const;
    [[nodiscard]] Index any_session();
    [[nodiscard]] bool is_topic_bound(Index session) const;
    [[nodiscard]] Index session_near(Index session);
    [[nodiscard]] Index any_person();
    [[nodiscard]] Index owing_person();
    [[nodiscard]] Index burdened_session();
    [[nodiscard]] Index good_topic(Index session, Index person);
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
    bool has_leads_ = false;  ///< seats of co-presenters beside a first one
    std::vector<Change> changes_;
    std::vector<Shift> shifts_;  ///< no two of one person
    std::vector<Index> ring_;
    std::optional<Reach> reach_;  ///< not of large programmes
    std::uint64_t rarity_ = 0;
    std::uint64_t small_changes_ = 0;  ///< since the last of many sessions
    std::vector<Candidate> candidates_;
    std::size_t sessions_to_assign_ = 0;  ///< those of the first candidates
    std::vector<std::int64_t> costs_;
    std::vector<char> is_candidate_;       ///< by person
    std::vector<Index> able_;              ///< by topic: how many of the candidates can give it
    std::vector<std::size_t> offered_to_;  ///< by topic: one of these
    std::vector<char> is_place_taken_;     ///< in the chain, by a session to assign
    std::vector<Duty> best_;
    Score best_score_;
    std::int64_t fairest_ = 0;
    std::vector<Index> touched_;  ///< sessions that may differ from the best
    std::vector<char> is_touched_;
};

}  // namespace tiffin::planning
