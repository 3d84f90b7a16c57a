#pragma once

#include <cstdint>
#include <vector>

#include "planning/draft.h"

namespace tiffin::planning {

/// How many turns each person would give if only who can give what, gaps and limits counted, and not who
/// gives which session: no plan is fairer.
struct FairLoads {
    std::vector<std::size_t> turns;  ///< in parts of Problem::turn
    std::int64_t fairness = 0;       ///< of Score: what it comes to
    MicroTurns margin = 0;           ///< the burden of the turn handed out last
    std::size_t missing = 0;         ///< sessions that cannot all be given
};

/// The days between two turns of one person, of all sessions together: at least so many by hard rule, or so
/// many that none is closer than wanted.
enum class Gap { smallest, wanted };

/// Turns are handed out one by one to whom they burden least: (b + 1)² - b² for the balance b. For sums of
/// convex functions under a matroid (here: people with topics of their own, and limits) that is exact
/// (Federgruen and Groenevelt, Operations Research 34, 1986). `forced` have their turns first: one entry for
/// each. O((sessions + people) log people), but for exchanges of topics.
/// Where sessions give turns of different sizes the forced don't count, and all are handed out in parts.
/// With sessions left open only the rest is handed out.
FairLoads fair_loads(const Problem& problem, const std::vector<Index>& forced, Gap gap, std::size_t open = 0);

/// Moves turns along chains of people, from somebody who gives more to somebody who gives less, until no
/// chain is found that keeps the hard rules. Those who keep what was announced are left alone.
void even_out(const Problem& problem, Draft& draft);

}  // namespace tiffin::planning
