#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "planning/fairness.h"

namespace tiffin::planning {

/// Why somebody can't present a session, hard rules first; `ranked` people can.
enum class Verdict {
    chosen,
    ranked,  ///< could present it, but others owe more
    not_in_pool,
    not_here_yet,
    left,
    away,
    declined,  ///< says no to this session
    newcomer,  ///< in their first weeks
    busy_that_day,
    gap,  ///< too close to another turn of theirs
    max_per_year,
    team_run,
    no_topic,  ///< can't give the session's topic, or has none left to give
};

/// "max-per-year", "away": the verdict in a word for scripts.
std::string_view to_string(Verdict verdict);

/// One person as seen from one session.
struct Consideration {
    std::size_t slot = 0;
    std::size_t member = 0;
    Verdict verdict = Verdict::ranked;
    MicroTurns balance = 0;         ///< before the session
    std::optional<Date> last_turn;  ///< before the session
    std::optional<Date> decisive;   ///< what it rests on: last day away, other turn, first day to be asked
    int figure = 0;                 ///< the rule's figure: days, turns, weeks, sessions
};

/// What the plan says of one slot.
struct Choice {
    std::size_t slot = 0;
    std::vector<std::size_t> presenters;  ///< empty: left open
    std::optional<std::size_t> topic;
    bool changed = false;  ///< differs from what the slot had
    std::string reason;    ///< one clause for a table: why these, or why nobody
    std::vector<Consideration>
        considered;  ///< chosen first, then by rank, then the excluded; only with explain
};

struct PlanOptions {
    bool anew = false;  ///< kept slots are open
    bool explain = false;
};

struct Plan {
    std::vector<Choice> choices;    ///< one for each slot from `from` on that is not off or given, in order
    std::vector<Account> accounts;  ///< after the plan
};

/// Fills the slots of `programme` from the day `from` on. Deterministic; the order of absences doesn't
/// matter. Hard rules are never broken: a slot nobody may take, even after a bounded search for exchanges
/// with other slots of the plan, is left open with its reason.
///
/// Who owes most goes first. Where nothing but presence and pools limits the choice, one presenter gives each
/// session and all balances start at zero, every balance stays less than one turn from zero after each slot,
/// as far as a search bounded by a counted number of steps finds such a plan; one always exists. Balances
/// that start farther out come back as fast as the rules let them.
Plan make_plan(const Programme& programme, Date from, const PlanOptions& options = {});

/// "balance -0.63, last talk 2027-01-07"
std::string render_balance(MicroTurns balance, const std::optional<Date>& last_turn);

/// "away until 2027-03-05", "spoke on 2027-02-18, 14 days before; the gap is 21": one clause.
std::string render_verdict(const Programme& programme, const Consideration& consideration);

}  // namespace tiffin::planning
