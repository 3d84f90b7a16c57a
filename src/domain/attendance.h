#pragma once

#include <optional>

#include "domain/rsvp.h"

namespace tiffin {

/// Somebody was there. Of a session for which nobody is named, nothing is known.
struct Attendance {
    SessionId session{};
    PersonId person{};
    std::optional<Mode> mode{};  ///< nothing: in person, or nobody noted it

    bool operator==(const Attendance&) const = default;
};

/// Of those who answered alike, how many came.
struct Turnout {
    int asked = 0;
    int came = 0;
};

/// Fewer say nothing yet.
constexpr int kEnoughAsked = 20;

/// Of a hundred, rounded up, since it is better to have one meal too many; nothing where too few were asked.
std::optional<int> show_rate(const Turnout& turnout);

}  // namespace tiffin
