#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "domain/date.h"
#include "planning/fairness.h"
#include "planning/objective.h"
#include "planning/programme.h"

namespace tiffin::planning {

using Index = std::uint32_t;
constexpr Index kNone = std::numeric_limits<Index>::max();

/// A programme as the solver works on it: the sessions to be planned and what the past leaves of itself, all
/// names as numbers. People and topics are numbered as in the Programme, sessions by date, then series. A
/// slot for several presenters has a session for each, its seats; the first one has the topic.
struct Problem {
    struct Session {
        std::size_t slot = 0;  ///< in Programme::slots
        Index seat = 0;        ///< of the slot
        Index place = 0;       ///< in `chain`; of all seats of a slot the same
        Index year = 0;        ///< counted from the first session's
        std::int32_t day = 0;
        std::int32_t min_gap = 1;
        std::int32_t soft_gap = 0;
        MicroTurns turn = kTurn;  ///< that its presenter gets; 0 if fixed: it is in their balance already
        std::size_t parts = 1;    ///< that come to `turn`, of Problem::turn each
        bool is_fixed = false;    ///< as pinned in every plan, whatever rule that breaks
        bool needs_topic = false;
        Index pinned_presenter = kNone;
        Index pinned_topic = kNone;
        Index announced_presenter = kNone;
        Index announced_topic = kNone;
    };
    struct Person {
        Index team = kNone;
        MicroTurns balance = 0;      ///< at the end, if they get no turn in the plan
        std::int32_t last_day = -1;  ///< of their last turn before the plan; -1: none
        std::int32_t last_min_gap = 1;
        std::int32_t last_soft_gap = 0;
        std::vector<Index> topics;  ///< that they can give, most wanted first, pinned ones left out
        std::size_t first_window = 0;
        std::size_t windows = 0;
        Index anew = 0;  ///< turns in earlier sessions are over and done with: they come back within the plan
    };
    /// With so many parts of turns given as its number says, the last may not come before `release`, as the
    /// balance would reach one turn, and the next not after `deadline`, as it would have fallen to one turn
    /// below zero. The number of sessions: never.
    struct Window {
        Index release = 0;
        Index deadline = 0;
    };
    struct Topic {
        std::int32_t votes = 0;
        Index format = kNone;
        Index tag = kNone;
        std::vector<Index> presenters;
    };
    /// One session of a series between its neighbours. The last of the past stand before those of the plan,
    /// and an empty one before these, so that a neighbour is always there.
    struct Link {
        Index team = kNone;
        Index format = kNone;
        Index tag = kNone;
        std::int32_t team_run = 0;  ///< at most so many in a row by one team; 0: as many as you like
        Index session = kNone;      ///< of the plan: its first seat
        Index seats = 1;
    };

    std::vector<Session> sessions;
    std::vector<Person> people;
    std::vector<Topic> topics;
    std::vector<Link> chain;
    /// The teams of co-presenters by place, kNone for seats of the plan; nothing for one presenter.
    std::vector<std::vector<Index>> co_teams;
    std::vector<Window> windows;  ///< of one person after the other; none if steadiness doesn't count
    MicroTurns turn = kTurn;      ///< the smallest part of a turn that a session gives
    std::int32_t first_day = 0;   ///< votes wait from here
    std::int32_t unplanned_wait = 0;
    Index years = 0;
    std::vector<std::int32_t> room;    ///< turns left by person and year
    std::vector<std::uint64_t> there;  ///< bits of may_take() by person and session
    std::size_t words = 0;             ///< of a person in `there`

    /// In the pool, present, no newcomer, and at odds with no pin.
    [[nodiscard]] bool may_take(Index person, Index session) const {
        return ((there[person * words + session / 64U] >> (session % 64U)) & 1U) != 0;
    }
    [[nodiscard]] bool can_give(Index person, Index topic) const;
    /// What the session adds to the balance that somebody has at the end.
    [[nodiscard]] MicroTurns worth(Index person, Index session) const {
        return session < people[person].anew ? 0 : sessions[session].turn;
    }
    /// What sessions add is made of whole parts: not so of thirds of a turn beside halves or whole ones.
    [[nodiscard]] bool has_exact_parts() const;
    /// Days that the session's topic waits.
    [[nodiscard]] std::int32_t wait(Index session) const { return sessions[session].day - first_day; }
    /// The first that the person may take from `from` on, or the number of sessions.
    [[nodiscard]] Index next_session(Index person, Index from) const;
    /// The window of somebody who has given so many parts.
    [[nodiscard]] Window window(Index person, std::size_t parts) const {
        const auto& one = people[person];
        const auto never = static_cast<Index>(sessions.size());
        return parts < one.windows ? windows[one.first_window + parts] : Window{never, never};
    }
};

/// The slots of the horizon: those that are open or kept, or fixed with a pin, are planned, what is kept as
/// if it had been announced; others that are fixed stay; all earlier ones are the past. A topic without a
/// slot waits as long as the horizon, and four weeks more.
Problem pose(const Programme& programme, DateRange horizon, const LevelOrder& order);

}  // namespace tiffin::planning
