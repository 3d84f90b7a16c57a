#include "planning/seating.h"

#include <algorithm>

namespace tiffin::planning {

namespace {

/// kNone on the seats that stay empty.
std::vector<Index> arrange(const Problem& problem, const Seats& seats, std::vector<std::size_t> presenters) {
    std::vector<Index> people(seats.end - seats.first, kNone);
    for (Index seat = seats.first; seat < seats.end; ++seat) {
        const Index before = problem.sessions[seat].announced_presenter;
        const auto same = std::find(presenters.begin(), presenters.end(), before);
        if (before == kNone || same == presenters.end()) continue;
        people[seat - seats.first] = before;
        presenters.erase(same);
    }
    for (auto& person : people) {
        if (person != kNone || presenters.empty()) continue;
        person = static_cast<Index>(presenters.front());
        presenters.erase(presenters.begin());
    }
    return people;
}

}  // namespace

void take_seats(const Problem& problem, const Seats& seats, const std::vector<std::size_t>& presenters,
                const std::optional<std::size_t>& topic, Draft& draft) {
    const Index given = topic ? static_cast<Index>(*topic) : kNone;
    auto people = arrange(problem, seats, presenters);
    const auto can_lead = [&](Index person) {
        return person != kNone && (given == kNone || problem.can_give(person, given));
    };
    const auto lead = std::find_if(people.begin(), people.end(), can_lead);
    if (lead == people.end()) return;
    std::iter_swap(lead, people.begin());
    for (Index seat = seats.first; seat < seats.end; ++seat) {
        const Index person = people[seat - seats.first];
        if (person != kNone) draft.place(seat, {person, seat == seats.first ? given : kNone});
    }
}

}  // namespace tiffin::planning
