#include "planning/course.h"

#include <algorithm>

namespace tiffin::planning {

Course::Course(const Programme& programme, const Presence& presence, const Roster& roster,
               const Ledger& ledger, std::size_t begin)
    : programme_(programme),
      ledger_(ledger),
      begin_(begin),
      comes_(programme.slots.size() + 1),
      goes_(programme.slots.size() + 1),
      starts_anew_(programme.slots.size() + 1),
      here_(programme.members.size(), 0) {
    const Date first = begin < programme.slots.size() ? programme.slots[begin].date : kEarliestDate;
    for (std::size_t member = 0; member < programme.members.size(); ++member) {
        for (const auto range : presence.of(member)) {
            if (range.end <= begin) continue;
            comes_[std::max(range.begin, begin)].push_back({member, range.weight});
            goes_[range.end].push_back(member);
        }
        balance_.push_back(ledger.at_start(member));
        if (ledger.anew(member) > begin) starts_anew_[ledger.anew(member)].push_back(member);
        last_turn_.push_back(roster.last_turn(member, first).value_or(kEarliestDate));
    }
}

void Course::enter(std::size_t slot) {
    slot_ = slot;
    for (const std::size_t member : goes_[slot]) here_[member] = 0;
    for (const auto& coming : comes_[slot]) here_[coming.member] = coming.weight;
    for (const std::size_t member : starts_anew_[slot]) balance_[member] = 0;
}

void Course::leave(const std::vector<std::size_t>& presenters) {
    for (const std::size_t member : pool()) balance_[member] -= ledger_.part(slot_, here_[member]);
    for (const std::size_t member : presenters) {
        balance_[member] += ledger_.turn(slot_);
        last_turn_[member] = programme_.slots[slot_].date;
    }
}

}  // namespace tiffin::planning
