#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "planning/bound/price_table.h"
#include "planning/draft.h"

namespace tiffin::planning {

/// The turns that are cheapest for a person at given prices, of all that the rules about them alone allow:
/// presence, pins, gaps, years, a topic for each session that needs one. Where series differ a gap is that of
/// the later session, as a bound must not promise too much.
class CheapestTurns {
  public:
    /// How many turns people have, in parts of Problem::turn: so many each; or, without an entry, what plans
    /// leave that are at most as unfair, if that is set, and give all sessions or not.
    struct Loads {
        std::vector<std::size_t> exact;
        std::optional<std::int64_t> fairness;
        bool are_all_given = false;
    };
    /// `empty` has nothing but what is fixed; all but the loads live longer.
    CheapestTurns(const Problem& problem, const Draft& empty, const PriceTable& table, const Loads& loads);

    /// The time that all people take grows with this.
    [[nodiscard]] std::size_t size() const { return size_; }
    /// Those of one person, and what they cost. What they come to on each level and what they use is added to
    /// `slopes`: of fairness in micro-turns × turns. What isn't fixed is added to `taken`, if that is given.
    Cost take(Index person, const std::vector<Cost>& prices, std::vector<Cost>& slopes,
              std::vector<Taken>* taken = nullptr);

  private:
    /// A topic, and where its looks stand among those of a place.
    struct Subject {
        Index topic = kNone;
        std::int64_t votes = 0;
        std::size_t format = 0;
        std::size_t tag = 0;
    };
    /// What one person can do, whatever the prices.
    struct Own {
        std::vector<Subject> subjects;
        std::vector<Index> sessions;
        std::vector<char> may_be_first;    ///< by session
        std::vector<char> first_is_close;  ///< to their last turn before
        std::vector<Index> kept;           ///< how many of them are as long before each as it must be
        std::vector<Index> apart;          ///< and as wanted
        std::size_t least = 0;             ///< parts of turns
        std::size_t most = 0;
        std::size_t fixed = 0;          ///< of `most`
        std::size_t counted = 0;        ///< turns in one year that are told apart
        std::vector<std::size_t> room;  ///< by year: of those that count; kNoLimit: of all
        bool may_break_gaps = false;    ///< as what is fixed does already
    };
    /// Turns up to some session, as the last of them; kNone: none so far.
    struct Way {
        Cost cost = kNeverPaid;
        Index at = kNone;  ///< in Own::sessions
        Index state = 0;   ///< with it: parts given × turns of its year
    };
    struct Node {
        Way before;
        Cost cost = kNeverPaid;
        bool is_close = false;
    };

    void learn(Index person);
    void limit_loads(std::int64_t fairness, bool are_all_given);
    void add_room(Index person, Own& own) const;
    [[nodiscard]] std::size_t most_parts(const Own& own) const;
    [[nodiscard]] std::int64_t unfairness(Index person, std::size_t parts) const;
    [[nodiscard]] std::size_t parts(Index person, Index session) const;

    [[nodiscard]] Cost cost_of_session(Index person, Index session, Index& topic) const;
    [[nodiscard]] Subject subject(Index topic) const;
    [[nodiscard]] std::int64_t unsteady(Index person, Index session, std::size_t given) const;
    [[nodiscard]] std::int64_t unsteady_end(Index person, std::size_t given) const;
    [[nodiscard]] Cost cost_of_end(Index person, std::size_t given) const;
    void enter(Index person, const Own& own, std::size_t at);
    void begin_year(std::size_t sessions);
    void add_up(Index person, const Own& own, Way last, std::vector<Cost>& slopes,
                std::vector<Taken>* taken) const;

    const Problem& problem_;
    const Draft& empty_;
    const PriceTable& table_;
    std::vector<Own> own_;  ///< by person
    std::size_t size_ = 0;

    // Of the person who takes turns:
    const std::vector<Cost>* prices_ = nullptr;
    std::size_t counts_ = 1;     ///< states of each number of parts
    std::size_t states_ = 1;     ///< parts × turns of the year
    std::vector<Node> nodes_;    ///< by session and state
    std::vector<Way> cheapest_;  ///< up to each session, and behind the last, by state
    std::vector<Index> topics_;  ///< by session
    bool is_begun_ = false;      ///< something fixed has been given
};

}  // namespace tiffin::planning
