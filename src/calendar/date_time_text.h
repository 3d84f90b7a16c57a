#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "domain/date.h"

namespace tiffin::calendar {

// The forms in which calendars write days and hours (RFC 5545 3.3.4, 3.3.12, 3.3.14); nothing for anything
// else.

/// All digits, at most nine.
std::optional<int> parse_number(std::string_view digits);
/// "20270218"
std::optional<Date> parse_basic_date(std::string_view text);
/// "T123000", or "T1230" as some programs write it. A leap second is the one before.
std::optional<std::chrono::seconds> parse_basic_time(std::string_view text);
/// "+0100", "-043015", or with colons.
std::optional<std::chrono::seconds> parse_utc_offset(std::string_view text);

}  // namespace tiffin::calendar
