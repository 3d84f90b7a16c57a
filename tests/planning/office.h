#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "planning/fairness.h"
#include "planning/programme.h"
#include "planning/rotation.h"

/// Programmes for tests, and checks of them that share no code with the room.
namespace tiffin::planning::office {

inline Date day(std::string_view text) {
    return parse_iso_date(text).value();
}

/// Members called "A", "B", … without teams, always here.
std::vector<Member> people(std::size_t count);

/// One series over all members, with a slot every `every` days from `first` on.
Programme weekly(std::size_t people, std::size_t slots, Date first, int every = 7);

/// A slot of the first series, already given.
Slot given(Date date, std::vector<std::size_t> presenters);

/// Numbers that are the same on every machine.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed * 2 + 1) {}
    /// 0 … sides - 1
    std::size_t roll(std::size_t sides);

  private:
    std::uint64_t state_;
};

bool present(const Member& member, Date date);
/// 0 for somebody who is not there.
Hundredths weight_on(const Member& member, Date date);

/// The accounts over the first `slots` slots, slot by slot and person by person; each part rounded down.
std::vector<Account> plain_accounts(const Programme& programme, std::size_t slots);
void add_to_accounts(const Programme& programme, const Slot& slot, std::vector<Account>& accounts);

/// `programme` with the presenters and topics of `plan`.
Programme with(Programme programme, const Plan& plan);

/// The accounts after the plan.
std::vector<Account> accounts_after(const Programme& programme, const Plan& plan);

/// The balance farthest from zero that anybody has after any of the slots.
MicroTurns worst_prefix(const Programme& programme);

/// fixed.

/// A sentence for each hard rule that somebody breaks who presents an open or kept slot from the day `from`
/// on.
std::vector<std::string> breaches(const Programme& programme, Date from);

/// What a random programme has.
struct Spice {
    std::size_t people = 12;
    std::size_t slots = 30;
    std::size_t series = 1;
    bool has_rules = false;
    bool has_past = false;
    bool has_commitments = false;
};

/// A programme with joiners, leavers and absences from 2026-01-05 on. Past slots are given by anybody; the
/// plan's first day is 2026-07-01.
Programme random_programme(std::uint64_t seed, const Spice& spice);

}  // namespace tiffin::planning::office
