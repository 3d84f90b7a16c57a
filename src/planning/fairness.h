#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "planning/programme.h"

namespace tiffin::planning {

/// Turns and parts of turns, in millionths of a turn.
using MicroTurns = std::int64_t;
constexpr MicroTurns kTurn = 1'000'000;
/// Parts of one session are no whole numbers of millionths: they are summed in millionths of these, so that
/// nobody's share is off by one, however long the programme lasts, and equal people always owe the same.
constexpr MicroTurns kFine = 1'000'000;

/// What one of `presenters` people who give a session together gets: kTurn, or kTurn div presenters.
MicroTurns turn_of_each(const Rules& rules, std::size_t presenters);

/// What the pool owes for a session with so many presenters: what they get together.
MicroTurns turns_owed(const Rules& rules, std::size_t presenters);

/// One person's account. A turn is a talk given. For each session that has presenters, each member of its
/// pool who was here and not away on its date owes a part of it: equal ones, or by their weight. Shares are
/// rounded to millionths once, at the end. A presenter from outside the pool, or who was away, still gets the
/// turn. Where duties were exchanged, it is theirs whom the slot names as credited. Slots of the past may
/// name the terms on which they were held.
struct Account {
    MicroTurns turns = 0;
    MicroTurns share = 0;  ///< parts owed
    MicroTurns ended = 0;  ///< the balance that ended when somebody left, and began at zero again

    [[nodiscard]] MicroTurns balance() const { return turns - share - ended; }
};

/// The accounts of all members over the slots that `counts` accepts, in the order of Programme::members, as
/// they stand on a day, on which those count as members anew who have rejoined by then. Slots that are off or
/// have no presenters count nothing. Takes O(slots + people + absences) per distinct pool, up to logarithms.
std::vector<Account> accounts(const Programme& programme, const std::function<bool(const Slot&)>& counts,
                              Date as_of = kLatestDate);

/// The last day up to `as_of` on which the member's balance began at zero again.
std::optional<Date> restart_of(const Member& member, Date as_of);

/// What each gets more, or less, than what they present: of the slots that `counts` accepts and whose duties
/// were exchanged. For who counts the turns as they are presented.
std::vector<MicroTurns> exchanged_turns(const Programme& programme,
                                        const std::function<bool(const Slot&)>& counts);

/// One member's turns around a day, over all series.
struct TurnDates {
    std::optional<Date> last;  ///< before the day
    std::optional<Date> next;  ///< on the day or later
};

/// In the order of Programme::members.
std::vector<TurnDates> turn_dates(const Programme& programme, Date day);

struct WorstBalance {
    std::size_t member = 0;
    MicroTurns balance = 0;
};

/// The balance farthest from zero among these members; the first of equals; nothing among nobody.
std::optional<WorstBalance> worst_balance(const std::vector<Account>& accounts,
                                          const std::vector<std::size_t>& among);

/// How far from zero the balance of n people who share alike ever needs to get: 1 - 1/n turns (Tijdeman, "The
/// chairman assignment problem", 1980). Nothing is owed among nobody.
MicroTurns balance_bound(std::size_t people);

/// "-0.63": turns with two decimals, rounded half away from zero, never "-0.00".
std::string render_turns(MicroTurns turns);

}  // namespace tiffin::planning
