#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "planning/draft.h"
#include "planning/problem.h"

namespace tiffin::planning {

/// The seats of a slot, from the first session to before `end`.
struct Seats {
    std::size_t slot = 0;
    Index first = 0;
    Index end = 0;
};

template <class Visit>
void each_planned_slot(const Problem& problem, const Visit& visit) {
    const auto sessions = static_cast<Index>(problem.sessions.size());
    for (Seats seats; seats.first < sessions; seats.first = seats.end) {
        seats.slot = problem.sessions[seats.first].slot;
        seats.end = seats.first;
        while (seats.end < sessions && problem.sessions[seats.end].slot == seats.slot) ++seats.end;
        if (!problem.sessions[seats.first].is_fixed) visit(seats);
    }
}

/// Puts people on the seats of a slot that is open: each on the one that they had, if any, and in front
/// somebody who can give the topic. Without such a one it stays open.
void take_seats(const Problem& problem, const Seats& seats, const std::vector<std::size_t>& presenters,
                const std::optional<std::size_t>& topic, Draft& draft);

}  // namespace tiffin::planning
