#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "planning/fairness.h"
#include "planning/objective.h"

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
    MicroTurns balance = 0;           ///< before the session
    std::optional<Date> last_turn{};  ///< before the session
    std::optional<Date> decisive{};   ///< what it rests on: last day away, other turn, first day to be asked
    int figure = 0;                   ///< the rule's figure: days, turns, weeks, sessions
    /// Of who is ranked: the first level on which the plan would be worse with them there instead, and by
    /// how much in its units; no level: it would be as good.
    std::optional<Level> worse{};
    std::int64_t by = 0;
    std::optional<std::size_t> exchange{};  ///< the slot of theirs that the chosen one would take for it
    std::string why{};                      ///< one clause, only with explanations
};

/// What the plan says of one slot.
struct Choice {
    std::size_t slot = 0;
    std::vector<std::size_t> presenters;  ///< empty: left open
    std::optional<std::size_t> topic;
    bool changed = false;  ///< differs from what the slot had
    std::string reason;    ///< one clause for a table: why these, or why nobody
    std::vector<Consideration>
        considered;  ///< the chosen, then who owes most; of an open slot all; only with explanations
};

/// How many moves the search may make, so that the plan is the same on every machine.
struct PlanEffort {
    std::uint64_t per_session = 40'000;
    std::uint64_t most = 300'000;
    std::uint64_t proof = 3'000'000;  ///< to raise each level's bound (bound_by_prices)
};
constexpr PlanEffort kQuick{1'000, 300'000, 300'000};
constexpr PlanEffort kNormal{};
constexpr PlanEffort kThorough{500'000, 100'000'000, 100'000'000};

constexpr std::size_t kEverybody = std::numeric_limits<std::size_t>::max();

struct PlanOptions {
    bool anew = false;  ///< kept slots are open
    /// Besides the chosen so many others, who owe most, are considered; not set: no explanations.
    std::optional<std::size_t> explained{};
    LevelOrder order = usual_order();
    PlanEffort effort = kNormal;
    std::uint64_t seed = 1;
};

/// What the plan comes to on one level of its order.
struct Measure {
    Level level = Level::changes;
    std::int64_t value = 0;  ///< fairness in millionths of a squared turn, from zero on
    std::int64_t bound = 0;  ///< no plan as good on all levels before has less
    bool is_proven = false;  ///< nor is any plan better on these levels
};

struct Plan {
    std::vector<Choice> choices;    ///< one for each slot from `from` on that is not off or given, in order
    std::int64_t open = 0;          ///< seats that stay empty
    std::int64_t least_open = 0;    ///< no plan leaves fewer empty
    std::vector<Measure> measures;  ///< in the order of the levels; none if nothing is planned
};

/// Fills the slots of `programme` from the day `from` on. Deterministic; the order of absences doesn't
/// matter. Hard rules are never broken: a slot for which a search finds nobody is left open with its reason.
/// Of the plans that the search sees the best by the levels in their order is taken (objective.h), and of
/// equals the one in which whoever owes more goes first.
///
/// Where nothing but presence and pools limits the choice, one presenter gives each session and all balances
/// start at zero, every balance stays less than one turn from zero after each slot, as far as the search
/// finds such a plan; one always exists. Balances that start farther out come back as fast as the rules let
/// them.
Plan make_plan(const Programme& programme, Date from, const PlanOptions& options = {});

/// The presenters of kept slots from the day `from` on whom a hard rule forbids, beside all that stays, in
/// the order of the slots.
std::vector<Consideration> forbidden(const Programme& programme, Date from);

/// What it would come to if the open and kept slots from the day `from` on had the presenters and topics that
/// they have in `other`, which is the same programme but for these; without bounds. Changes count against
/// what is kept.
std::vector<Measure> measure(const Programme& programme, const Programme& other, Date from,
                             const LevelOrder& order);

/// "balance -0.63, last talk 2027-01-07"
std::string render_balance(MicroTurns balance, const std::optional<Date>& last_turn);

/// "away until 2027-03-05", "spoke on 2027-02-18, 14 days before; the gap is 21": one clause.
std::string render_verdict(const Programme& programme, const Consideration& consideration);

}  // namespace tiffin::planning
