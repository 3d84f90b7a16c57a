#pragma once

#include <string>

#include "calendar/recurrence.h"

namespace tiffin::calendar {

/// "every second Thursday", "the third Tuesday of every month", "on day 15 of every month, 10 times". A rule
/// that takes its days from its first date does not name them: call with_days_of first.
std::string describe(const Recurrence& rule);

}  // namespace tiffin::calendar
