#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "planning/problem.h"

namespace tiffin::planning {

/// Who gives a session, and what.
struct Duty {
    Index presenter = kNone;
    Index topic = kNone;
    bool operator==(const Duty&) const = default;
};

/// A plan under construction with its score, which every step keeps up to date in time that grows only with
/// the turns of one person and the length of a team's run.
class Draft {
  public:
    explicit Draft(const Problem& problem);

    [[nodiscard]] const Score& score() const { return score_; }
    [[nodiscard]] const Duty& duty(Index session) const { return duties_[session]; }
    [[nodiscard]] const std::vector<Duty>& duties() const { return duties_; }
    /// The session that has the topic, or kNone.
    [[nodiscard]] Index holder(Index topic) const { return holder_[topic]; }
    /// A person's sessions, in order.
    [[nodiscard]] const std::vector<Index>& turns(Index person) const { return turns_[person]; }
    /// Turns given at a burden above the margin, and turns not given at one below it, compared with the
    /// start.
    [[nodiscard]] std::int64_t unfair() const { return unfair_; }
    /// What it adds to fairness and to unfair() if the person's balance changes by so much.
    struct Burden {
        std::int64_t fairness = 0;
        std::int64_t unfair = 0;
    };
    [[nodiscard]] Burden burden(Index person, MicroTurns change) const;
    void set_margin(MicroTurns margin) { margin_ = std::max(margin, -(MicroTurns{1} << 50U)); }
    /// One more turn would burden the person less than the margin.
    [[nodiscard]] bool is_below_margin(Index person) const { return 2 * balance_[person] + kTurn < margin_; }
    /// At the end of the plan.
    [[nodiscard]] MicroTurns balance(Index person) const { return balance_[person]; }

    /// The session is open, its presenter may take it and fits, and no other session has the topic.
    void place(Index session, Duty duty);
    /// Nothing happens if the session is open.
    void clear(Index session);
    /// Places what another draft of the problem has, in this one that has nothing but what is fixed.
    void place_all(const std::vector<Duty>& duties);
    /// True if the rules about gaps, years and teams let the person give the session if it is or were open.
    [[nodiscard]] bool fits(Index session, Index person) const;
    /// True of a co-presenter's seat whose first one is empty. Nobody takes such a seat: who presents alone
    /// presents in front, where the topic and the team are that neighbours in the series see.
    [[nodiscard]] bool lacks_lead(Index session) const;
    /// True if the team would have more sessions in a row than it may once it takes the place.
    [[nodiscard]] bool is_run_too_long(Index place, Index team) const;

    /// Gaps of one person that are too small, and that are smaller than wanted.
    struct Near {
        std::int64_t broken = 0;
        std::int64_t close = 0;
    };
    /// What that comes to for a person in all, with one session left out and another put in; either may be
    /// kNone.
    [[nodiscard]] Near near(Index person, Index without, Index with) const;
    /// Of two sessions that one person gives, and of a session that is the first one of theirs.
    [[nodiscard]] Near between(Index earlier, Index later) const;
    [[nodiscard]] Near since_last(Index person, Index session) const;
    /// The person's turns in a year leave room for one of them to move from a session to another.
    [[nodiscard]] bool has_room(Index person, Index from, Index to) const {
        const Index year = problem_->sessions[to].year;
        return year == problem_->sessions[from].year || room_[person * problem_->years + year] > 0;
    }
    /// How many sessions out of their windows the person's turns are in all, with one session left out and
    /// another put in; either may be kNone. 0 where steadiness doesn't count.
    [[nodiscard]] std::int64_t unsteady(Index person, Index without, Index with) const;
    [[nodiscard]] std::int64_t unsteady(Index person) const { return unsteady_[person]; }
    [[nodiscard]] const Problem::Link& link(Index place) const { return chain_[place]; }
    /// Another duty for a session.
    struct Change {
        Index session = kNone;
        Duty before;
        Duty after;
    };
    [[nodiscard]] std::int64_t more_changes(const Change& change) const {
        return changes(change.session, change.after) - changes(change.session, change.before);
    }
    /// How many more repeats of team, format and tag there would be with these changes, which may not name a
    /// session twice; nothing if a team would get too many sessions in a row.
    [[nodiscard]] std::optional<std::int64_t> more_repeats(const std::vector<Change>& changes);

  private:
    [[nodiscard]] Near added(Index person, std::size_t position, Index session) const;
    [[nodiscard]] std::int64_t repeats(Index place) const;
    [[nodiscard]] std::int64_t changes(Index session, Duty duty) const;
    [[nodiscard]] bool shows(Index place, Index team) const {
        return chain_[place].team == team || (chain_[place].seats > 1 && shows_beside(place, team));
    }
    [[nodiscard]] bool shows_beside(Index place, Index team) const;
    [[nodiscard]] std::int64_t unfair_at(MicroTurns balance) const;
    void turn(Index person, MicroTurns change);
    void show(Index session, Duty duty);
    std::int64_t show_and_count(Index session, Duty duty);
    void steady(Index person);
    std::int32_t& room(Index person, Index session);
    void count(Index session, std::size_t position, std::int64_t sign);

    const Problem* problem_;
    Score score_;
    std::int64_t unfair_ = 0;
    MicroTurns margin_ = 0;
    std::vector<Duty> duties_;
    std::vector<Index> holder_;
    std::vector<Problem::Link> chain_;
    std::vector<std::vector<Index>> co_teams_;
    std::vector<MicroTurns> balance_;
    std::vector<std::int32_t> room_;
    std::vector<std::vector<Index>> turns_;
    std::vector<std::int64_t> unsteady_;  ///< by person
};

}  // namespace tiffin::planning
