#pragma once

#include <set>
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

/// How to read a calendar of days off.
struct Reading {
    LastDay last_day = LastDay::excluded;
    bool observances = false;  ///< of holidays: take days that are kept, but not off
    bool free = false;         ///< of absences: take whole-day events that are marked free
};

/// What else fell into the window and was left out on purpose.
struct LeftOut {
    std::set<std::string> observances, free;  ///< names of events
    bool own = false;                         ///< events that tiffin itself invited to
};

/// The days off that a holiday calendar names within `window`, sorted, each pair of date and name once:
/// repetitions by rule and by date, without exceptions, cancelled events and observances. Events that do not
/// last whole days are skipped. Fails like read_events, and for a calendar of more days than anybody has.
std::vector<NamedDay> read_holidays(std::string_view file, std::string_view text, DateRange window,
                                    Skipped& skipped, LeftOut& left_out, const Reading& reading = {});

/// The hours of a person's day that an absence must touch to count, their zone, and the days in question.
struct LunchHours {
    Zone zone;
    TimeOfDay from;
    TimeOfDay until;
    DateRange days{};
};

struct NamedRange {
    DateRange days;
    std::string name;

    bool operator==(const NamedRange&) const = default;
};

/// The days in question on which a person's calendar has them away, sorted by first day: whole-day
/// events, and those with a time that touch the lunch hours. What is marked free does not count, and no lunch
/// of tiffin's own keeps anybody from lunch. Repetitions and exceptions as in read_holidays; a time without a
/// known zone is one of `lunch.zone`. Fails like read_holidays.
std::vector<NamedRange> read_absences(std::string_view file, std::string_view text, const LunchHours& lunch,
                                      Skipped& skipped, LeftOut& left_out, const Reading& reading = {});

}  // namespace tiffin::calendar
