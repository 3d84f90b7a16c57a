#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tiffin {

/// A calendar day, without a zone.
using Date = std::chrono::sys_days;
/// A wall-clock time: minutes since midnight, 0 … 1439.
using TimeOfDay = std::chrono::minutes;
/// A point on the UTC time line.
using Instant = std::chrono::sys_seconds;

/// Years that every calendar, database and client in reach can hold.
constexpr Date kEarliestDate = std::chrono::year{1900} / 1 / 1;
constexpr Date kLatestDate = std::chrono::year{9999} / 12 / 31;

/// Both days included. An open end is kLatestDate, an open beginning kEarliestDate.
struct DateRange {
    Date first = kEarliestDate;
    Date last = kLatestDate;

    [[nodiscard]] bool contains(Date day) const { return first <= day && day <= last; }
    bool operator==(const DateRange&) const = default;
};

/// "2027-02-18" and nothing else; nothing for a day that does not exist or lies outside the years above.
std::optional<Date> parse_iso_date(std::string_view text);
std::string render_date(Date day);

/// "12:30" or "9:05"; nothing for "24:00" or "12.30".
std::optional<TimeOfDay> parse_time_of_day(std::string_view text);
std::string render_time_of_day(TimeOfDay time);

/// "2027-02-18T11:30:00Z" and nothing else.
std::optional<Instant> parse_instant(std::string_view text);
std::string render_instant(Instant instant);

/// As parse_instant, and also without seconds, with an offset such as +01:00 in place of Z, or with neither
/// (UTC).
std::optional<Instant> parse_instant_leniently(std::string_view text);

Date first_of_year(Date day);

}  // namespace tiffin
