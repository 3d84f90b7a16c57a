#pragma once

#include <optional>
#include <string>

#include "calendar/recurrence.h"
#include "calendar/recurrence_sentence.h"
#include "calendar/rrule.h"
#include "domain/date.h"

namespace tiffin::calendar {

/// The options with which a schedule is typed.
struct ScheduleWords {
    /// "2w", "2 weeks", "week", "3d", "1m", "1y"
    std::optional<std::string> every = {};
    /// "thu", "mon,thu"
    std::optional<std::string> on = {};
    /// "third tue", "1st and 3rd tuesday", "last fri", "15", "last day", "-1"
    std::optional<std::string> monthly = {};
    /// like monthly, in January, April, July and October
    std::optional<std::string> quarterly = {};
    /// RFC 5545
    std::optional<std::string> rrule = {};
};

/// The rule that the options state, with its days written out: what they leave open comes from `from`, the
/// first day of the series. `every` goes with `on` (weeks) or with `monthly` (months); the others stand
/// alone. Failure usage for options that contradict one another and for none at all, bad_input for words that
/// cannot be read and for days that not every month has; each with what to type. `start` is for an rrule
/// whose UNTIL is in UTC.
Recurrence parse_schedule(const ScheduleWords& words, Date from, const LocalStart* start = nullptr);

}  // namespace tiffin::calendar
