#pragma once

#include <string>
#include <string_view>

#include "calendar/recurrence.h"
#include "calendar/zone.h"
#include "domain/date.h"

namespace tiffin::calendar {

/// The local start that the dates of a rule have, for an UNTIL in UTC.
struct LocalStart {
    Zone zone;
    TimeOfDay time;
};

/// Reads an RRULE's value, with or without "RRULE:", in any letter case. UNTIL may be a date; it may be a
/// time in UTC where `start` is known. Failure bad_input names the part that is wrong or not supported and
/// what is.
Recurrence parse_rrule(std::string_view text, const LocalStart* start = nullptr);

/// A rule as others write it, with UNTIL cut down to its date: a time may stand there only where the zone of
/// the start is known, and should not beside a whole-day start (RFC 5545 3.3.10), where many programs write
/// one.
std::string without_time_of_until(const std::string& rule);

/// "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", parts and lists always in the same order; UNTIL as a date.
std::string render_rrule(const Recurrence& rule);

/// As above with UNTIL in UTC, which RFC 5545 3.3.10 asks for beside a DTSTART with a zone.
std::string render_rrule(const Recurrence& rule, const LocalStart& start);

}  // namespace tiffin::calendar
