#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "calendar/content_reader.h"
#include "calendar/zone.h"
#include "domain/date.h"

namespace tiffin::calendar {

/// A DATE or a DATE-TIME as it was written.
struct EventTime {
    Date date{};
    std::optional<std::chrono::seconds> time;  ///< since midnight; nothing: the whole day
    std::string zone;                          ///< IANA name where one is known, "UTC", or empty: floating

    bool operator==(const EventTime&) const = default;
};

/// One DATE or DATE-TIME of a line's value, with its TZID as written; a PERIOD counts by its start. Nothing
/// for anything else.
std::optional<EventTime> parse_event_time(const ContentLine& line, std::string_view text);

/// A time without a zone, or in one that is unknown here, is read in `floating`; nothing for a whole day.
std::optional<Instant> instant_of(const EventTime& time, const Zone& floating);

}  // namespace tiffin::calendar
