#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/content_reader.h"
#include "calendar/event_time.h"
#include "domain/date.h"

namespace tiffin::calendar {

/// A VEVENT as somebody else wrote it.
struct FoundEvent {
    std::size_t line = 0;  ///< of its BEGIN, counted from 1
    std::string uid;
    std::string summary;
    EventTime start;
    std::optional<EventTime> end;                  ///< DTEND
    std::optional<std::chrono::seconds> duration;  ///< DURATION
    std::string rule;                              ///< RRULE's value as written; empty: none
    std::vector<EventTime> also;                   ///< RDATE
    std::vector<EventTime> except;                 ///< EXDATE
    std::optional<EventTime> replaces;             ///< RECURRENCE-ID: the occurrence in whose place it stands
    bool cancelled = false;
    bool free = false;        ///< TRANSP:TRANSPARENT
    bool observance = false;  ///< Google's feeds of holidays say so of days that are no days off
};

/// What the DTEND of a whole-day event means. RFC 5545 3.6.1 excludes that day; some feeds include it.
enum class LastDay { excluded, included };

/// The events of one or more calendars in the order of the text; what was not understood goes to `skipped`.
/// Fails with bad_input, naming `file`, for a text that holds no calendar or goes beyond the limits.
std::vector<FoundEvent> read_events(std::string_view file, std::string_view text, Skipped& skipped,
                                    const ReaderLimits& limits = {});

/// As a message calls it: "\"Skiing\"", or "the event" where it has no name.
std::string shown_event(const FoundEvent& event);

/// The days that an event covers, repetitions aside; nothing for one that begins or ends within a day.
std::optional<DateRange> whole_days(const FoundEvent& event, LastDay last_day);

}  // namespace tiffin::calendar
