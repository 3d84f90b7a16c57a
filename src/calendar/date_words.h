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
/// - 2027-02-18; 18.2.2027, since dots always put the day first; 18 Feb 2027, Feb 18 2027 or Thu 18 Feb 2027,
/// months also in full;
/// - today, tomorrow, yesterday;
/// - thu: the next Thursday after today, a week away when today is one;
/// - next thu: the Thursday of the next week, weeks starting on Monday;
/// - +10d, +2w, +1m, +1y or with a minus: that far from today, months and years to the same day of the month.
/// Failure bad_input for all else: what could be two dates (12/11/2026) names both, what does not exist says
/// why.
Date parse_date_words(std::string_view text, Date today);

/// The first two of those forms, as files hold dates; nothing for text that is no date in numbers. Failure
/// bad_input as above.
std::optional<Date> parse_date_numbers(std::string_view text);

/// "Thu 18 Feb 2027"
std::string render_date_words(Date date);

/// The length of a session: "45m", "1h", "1h30m", "90" (minutes), "90 min". Failure bad_input for anything
/// else, and for less than a minute or more than a day.
std::chrono::minutes parse_duration(std::string_view text);

/// "45m", "1h", "1h30m"; read back by parse_duration.
std::string render_duration(std::chrono::minutes duration);

}  // namespace tiffin::calendar
