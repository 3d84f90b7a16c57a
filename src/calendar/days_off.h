#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "calendar/event_reader.h"
#include "calendar/zone.h"
#include "domain/date.h"

namespace tiffin::calendar {

struct NamedDay {
    Date date;
    std::string name;

    bool operator==(const NamedDay&) const = default;
};

/// The days off that a holiday calendar names within `window`, sorted, each pair of date and name once:
/// repetitions by rule and by date, without exceptions and cancelled events. Events that do not last whole
/// days are skipped. Fails like read_events, and for a calendar of more days than anybody has.
std::vector<NamedDay> read_holidays(std::string_view file, std::string_view text, DateRange window,
                                    Skipped& skipped, LastDay last_day = LastDay::excluded);

/// The hours of a person's day that an absence must touch to count, and their zone.
struct LunchHours {
    Zone zone;
    TimeOfDay from;
    TimeOfDay until;
};

struct NamedRange {
    DateRange days;
    std::string name;

    bool operator==(const NamedRange&) const = default;
};

/// The days within `window` on which a person's calendar has them away, sorted by first day: whole-day
/// events, and those with a time that touch the lunch hours and are not marked free. Whole-day events count
/// even if they are, as some programs mark all of them. Repetitions and exceptions as in read_holidays; a
/// time without a known zone is one of `lunch.zone`. Fails like read_holidays.
std::vector<NamedRange> read_absences(std::string_view file, std::string_view text, DateRange window,
                                      const LunchHours& lunch, Skipped& skipped,
                                      LastDay last_day = LastDay::excluded);

}  // namespace tiffin::calendar
