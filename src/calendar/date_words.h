#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "domain/date.h"

namespace tiffin::calendar {

/// "thu", "thur", "thurs", "Thursday" or "thursdays", in any letter case; three letters at least.
std::optional<std::chrono::weekday> parse_weekday(std::string_view text);

std::string_view weekday_name(std::chrono::weekday day);  ///< "Thursday"
std::string_view month_name(std::chrono::month month);    ///< "February"

/// A date as people type it, in any letter case:
/// - 2027-02-18, 2027/2/18; 18.2.2027, since dots always put the day first; 18/2/2027 or 2/18/2027, where
/// only one of the two numbers can be a month; 18 Feb 2027, Feb 18, 2027 or Thu 18 Feb 2027, months also in
/// full;
/// - today, tomorrow, yesterday;
/// - thu: the next Thursday after today, a week away when today is one;
/// - next thu: the Thursday of the next week, weeks starting on Monday;
/// - +10d, +2w, +1m, +1y or with a minus: that far from today, months and years to the same day of the month.
/// Failure bad_input for all else: what could be two dates (12/11/2026) names both, what does not exist says
/// why.
Date parse_date_words(std::string_view text, Date today);

/// Which number stands first in dates such as 12/11/2026.
enum class DateOrder { unknown, day_first, month_first };

/// The forms of numbers alone; nothing for text that is no date in numbers. Failure bad_input as above, and
/// for a date that cannot have that order.
std::optional<Date> parse_date_numbers(std::string_view text, DateOrder order = DateOrder::unknown);

/// A date as spreadsheets and programs write it: in numbers or with the month's name (5-Nov-2026), and a time
/// of day behind it, which is passed over. Nothing for text that is no date. Failure bad_input as above, for
/// a year of two digits, and for a time with its distance from UTC, which may belong to another day here.
std::optional<Date> parse_date_cell(std::string_view text, DateOrder order = DateOrder::unknown);

/// What order a cell's date shows: day_first for 18/2/2027; unknown where it may have either or is none.
DateOrder order_shown(std::string_view text);
/// 12/11/2026, but neither 11/11/2026 nor 18/2/2027.
bool has_two_readings(std::string_view text);

/// "12:30", "12:30:00", "12:30 PM", "2:30pm"; nothing for anything else.
std::optional<TimeOfDay> parse_time_words(std::string_view text);

/// "Thu 18 Feb 2027"
std::string render_date_words(Date date);

/// The length of a session: "45m", "1h", "1h30m", "90" (minutes), "90 min". Failure bad_input for anything
/// else, and for less than a minute or more than a day.
std::chrono::minutes parse_duration(std::string_view text);

/// "45m", "1h", "1h30m"; read back by parse_duration.
std::string render_duration(std::chrono::minutes duration);

}  // namespace tiffin::calendar
