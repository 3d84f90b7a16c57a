#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "planning/fairness.h"
#include "planning/programme.h"

namespace tiffin::planning {

/// How the turns of one person were spread over a stretch of time.
struct TurnRecord {
    MicroTurns turns = 0;
    MicroTurns worst = 0;                    ///< the balance farthest from zero after any session
    std::optional<std::int64_t> shortest{};  ///< days between two turns
    std::int64_t longest_wait = 0;  ///< days without a turn, from the first session they were there for
};

struct Record {
    std::vector<TurnRecord> members;  ///< in the order of Programme::members
    std::optional<WorstBalance> worst{};
    MicroTurns squares = 0;       ///< the sum of the squared balances at the end, in millionths
    std::size_t close_pairs = 0;  ///< turns sooner after the same person's last than `close_days`
    std::int64_t longest_wait = 0;
    std::optional<std::int64_t> shortest{};
    std::size_t together = 0;  ///< the most people present at one session
};

/// All slots count that have presenters and are not off.
Record record(const Programme& programme, int close_days);

/// Who is not known to have joined or left did so with their first and their last turn.
void bound_memberships(Programme& programme);

/// The days from one turn of a person to the next, if all had been shared alike; 0 if there are no turns.
int fair_interval(const Programme& programme);

/// The same slots planned from the first to the last as if none had taken place: with the same rules, but
/// that topics are not known and newcomers may be asked at once. Balances that never reach a full turn come
/// first, then even ones at the end, then turns no closer than `close_days`.
Programme replay(const Programme& programme, int close_days);

}  // namespace tiffin::planning
