#pragma once

#include <optional>
#include <vector>

#include "domain/rsvp.h"

namespace tiffin {

/// How many can take part in each way; nothing: everybody.
struct Capacities {
    std::optional<int> in_person{};
    std::optional<int> remote{};
};

/// Somebody who says yes.
struct Seat {
    PersonId person{};
    Mode mode = Mode::in_person;
    std::optional<int> waiting{};  ///< the position in the waiting list, from 1; nothing: has a place

    bool operator==(const Seat&) const = default;
};

/// Who has a place and who waits for one: by when they asked, but who has a duty goes before, and until they
/// answer a place is kept for them, so that their yes takes nobody's. Each way has a waiting list of its own.
/// Who said no mode takes part as `otherwise`. Those who take part in person come first, then each list in
/// its order.
std::vector<Seat> seats(const std::vector<Rsvp>& answers, const std::vector<PersonId>& with_duty,
                        const Capacities& capacities, Mode otherwise);

/// Those who waited before and have a place now, in the order of `now`.
std::vector<PersonId> moved_up(const std::vector<Seat>& before, const std::vector<Seat>& now);

/// Null where the person does not say yes.
const Seat* seat_of(const std::vector<Seat>& seats, PersonId person);

}  // namespace tiffin
