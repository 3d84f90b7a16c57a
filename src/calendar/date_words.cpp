#include "calendar/date_words.h"

#include <algorithm>
#include <array>
#include <locale>
#include <sstream>
#include <vector>

#include <date/date.h>

#include "domain/failure.h"
#include "text/fold.h"

namespace tiffin::calendar {

namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::months;
using std::chrono::weekday;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 7> kWeekdayNames{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                        "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> kMonthNames{"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kShortWeekdays{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

[[noreturn]] void refuse(const std::string& sentence, const std::string& remedy) {
    throw Failure(ExitStatus::bad_input, sentence, remedy);
}

std::string quoted(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

/// Four digits at most, so that a year after that many years can still be named.
std::optional<int> parse_digits(std::string_view text) {
    if (text.empty() || text.size() > 4) return std::nullopt;
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

year_month_day make_day(int year, int month, int day) {
    return std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} /
           std::chrono::day{static_cast<unsigned>(day)};
}

/// ISO form of a day that may not exist.
std::string render_day(year_month_day day) {
    std::string text = std::to_string(static_cast<int>(day.year()));
    if (text.size() < 4) text.insert(0, 4 - text.size(), '0');
    for (const auto part : {static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day())}) {
        text += part < 10 ? "-0" : "-";
        text += std::to_string(part);
    }
    return text;
}

/// The day itself; Failure when it does not exist or lies outside the years that are kept.
Date existing(year_month_day day) {
    if (!day.month().ok())
        refuse(render_day(day) + " does not exist; months go from 01 to 12", "check the month");
    const auto last = static_cast<unsigned>((day.year() / day.month() / std::chrono::last).day());
    const auto month = day.year() / day.month();
    if (static_cast<unsigned>(day.day()) > last) {
        refuse(render_day(day) + " does not exist; " + std::string(month_name(day.month())) + " " +
                   std::to_string(static_cast<int>(day.year())) + " has " + std::to_string(last) + " days",
               "its last day is " + render_date(month / std::chrono::day{last}));
    }
    if (!day.day().ok()) refuse(render_day(day) + " does not exist; days start at 01", "check the day");
    const Date date{day};
    if (date < kEarliestDate || date > kLatestDate) {
        refuse(render_day(day) + " is out of range",
               "write a date from " + render_date(kEarliestDate) + " to " + render_date(kLatestDate));
    }
    return date;
}

[[noreturn]] void refuse_unknown(std::string_view text) {
    refuse(quoted(text) + " is not a date",
           "write it like 2027-02-18, today, tomorrow, thu, next thu or +2w");
}

std::string day_and_month(year_month_day day) {
    return std::to_string(static_cast<unsigned>(day.day())) + " " + std::string(month_name(day.month()));
}

/// Three numbers with the year at the end: 12/11/2026, 12-11-2026 or 12.11.2026.
struct YearLast {
    std::array<int, 3> numbers;

    [[nodiscard]] year_month_day day_first() const { return make_day(numbers[2], numbers[1], numbers[0]); }
    [[nodiscard]] year_month_day month_first() const { return make_day(numbers[2], numbers[0], numbers[1]); }
    [[nodiscard]] DateOrder order() const {
        if (day_first().ok() == month_first().ok()) return DateOrder::unknown;
        return day_first().ok() ? DateOrder::day_first : DateOrder::month_first;
    }
};

/// The three numbers between dots, slashes or hyphens, whatever they mean.
std::optional<std::array<int, 3>> three_numbers(std::string_view text) {
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    if (text.find_first_not_of("0123456789-/.") != std::string_view::npos) return std::nullopt;
    const auto marks = std::count_if(text.begin(), text.end(), [](char c) { return c < '0'; });
    const auto parts = text::split(text, "-/.");
    if (marks != 2 || parts.size() != 3 || parts[1].size() > 2) return std::nullopt;
    std::array<int, 3> numbers{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto number = parse_digits(parts[i]);
        if (!number) return std::nullopt;
        numbers[i] = *number;
    }
    return numbers;
}

bool has_year_first(std::string_view text) {
    return text.find_first_of("-/.") == 4 && text.size() - text.find_last_of("-/.") <= 3;
}

std::optional<YearLast> year_last(std::string_view text) {
    const auto numbers = three_numbers(text);
    const bool has_year = numbers && text.size() - text.find_last_of("-/.") == 5;
    return has_year && text.find_first_of("-/.") < 3 ? std::optional(YearLast{*numbers}) : std::nullopt;
}

/// European or American order.
Date read_year_last(std::string_view text, const YearLast& date, DateOrder wanted) {
    const auto day_first = date.day_first();
    const auto month_first = date.month_first();
    // No country writes the month first with dots.
    if (text.find_first_of("-/") == std::string_view::npos) return existing(day_first);
    if (wanted == DateOrder::unknown && day_first.ok() && month_first.ok() && day_first != month_first) {
        refuse(
            std::string(text) + " could be " + day_and_month(day_first) + " or " + day_and_month(month_first),
            "write " + render_day(day_first) + " or " + render_day(month_first));
    }
    if (wanted == DateOrder::unknown) wanted = date.order();
    const bool is_day_first = wanted == DateOrder::day_first;
    const auto day = is_day_first ? day_first : month_first;
    const auto other = is_day_first ? month_first : day_first;
    if (!day.ok() && other.ok()) {
        refuse(quoted(text) + " does not have the " + (is_day_first ? "day" : "month") + " first",
               "write " + render_day(other));
    }
    if (!day.ok() && wanted == DateOrder::unknown) refuse_unknown(text);
    return existing(day);
}

/// Only digits and marks between them, as two digits for each part: nobody knows which century is meant.
bool has_short_year(std::string_view text) {
    return three_numbers(text) && text.find_first_of("-/.") < 3 && !year_last(text);
}

/// A cell's date, and the time behind it.
struct DateAndTime {
    std::string date;
    std::string time;
};

/// Folded: "2026-11-05t12:30" is cut before the hour, at the t or blank.
DateAndTime split_time(const std::string& words) {
    const auto colon = words.find(':');
    const auto cut = colon == std::string::npos ? colon : words.find_last_of(" t", colon);
    if (cut == std::string::npos || cut == 0) return {words, {}};
    return {std::string(text::trim(std::string_view(words).substr(0, cut))), words.substr(cut + 1)};
}

/// "18 feb 2027" or "feb 18, 2027", with or without the weekday and with any of the marks between.
std::optional<Date> parse_names(std::string words) {
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == ',' || c == '.' || c == '-'; }, ' ');
    const auto spaced = text::one_line(words);
    std::string_view rest = spaced;
    const auto stated = parse_weekday(rest.substr(0, std::min(rest.find(' '), rest.size())));
    if (stated) rest.remove_prefix(std::min(rest.find(' '), rest.size() - 1) + 1);
    for (const char* format : {"%d %b %Y", "%b %d %Y"}) {
        std::istringstream in{std::string(rest)};
        in.imbue(std::locale::classic());
        date::fields<std::chrono::seconds> fields;
        date::from_stream(in, format, fields);
        if (in.fail() || in.peek() != std::char_traits<char>::eof()) continue;
        const Date date = existing(make_day(static_cast<int>(fields.ymd.year()),
                                            static_cast<int>(static_cast<unsigned>(fields.ymd.month())),
                                            static_cast<int>(static_cast<unsigned>(fields.ymd.day()))));
        if (stated && *stated != weekday{date}) {
            refuse(render_date(date) + " is a " + std::string(weekday_name(weekday{date})) + ", not a " +
                       std::string(weekday_name(*stated)),
                   "leave out the weekday or correct the date");
        }
        return date;
    }
    return std::nullopt;
}

/// "+2w", "-3d", "+1m", "+1y" from `today`.
std::optional<Date> parse_distance(std::string_view text, Date today) {
    const bool back = text.front() == '-';
    if (!back && text.front() != '+') return std::nullopt;
    const auto number = parse_digits(text.substr(1, text.size() - 2));
    if (!number || text.size() < 3) {
        refuse(quoted(text) + " does not say days, weeks, months or years",
               "write it like +10d, +2w, +1m or +1y");
    }
    const int amount = back ? -*number : *number;
    const year_month_day day{today};
    switch (text.back()) {
        case 'd':
            return existing(year_month_day{today + days{amount}});
        case 'w':
            return existing(year_month_day{today + days{7 * amount}});
        case 'm':
            return existing(day + months{amount});
        case 'y':
            return existing(day + months{12 * std::int64_t{amount}});
        default:
            refuse_unknown(text);
    }
}

std::optional<Date> parse_day_name(std::string_view text, Date today) {
    constexpr std::string_view next = "next ";
    const weekday now{today};
    if (const auto named = parse_weekday(text))
        return today + days{(*named - now).count() == 0 ? days{7} : *named - now};
    if (text.substr(0, next.size()) != next) return std::nullopt;
    const auto named = parse_weekday(text.substr(next.size()));
    if (!named) return std::nullopt;
    const Date monday = today - (now - std::chrono::Monday);
    return monday + days{7} + (*named - std::chrono::Monday);
}

}  // namespace

std::optional<weekday> parse_weekday(std::string_view text) {
    const std::string word = text::fold(text);
    if (word.size() < 3) return std::nullopt;
    for (unsigned i = 0; i < kWeekdayNames.size(); ++i) {
        const std::string name = text::fold(kWeekdayNames[i]) + "s";
        if (name.compare(0, word.size(), word) != 0) continue;
        // What people shorten to: three letters, "tues", "thur", "thurs"; never "thursd".
        const bool whole = word.size() + 1 >= name.size();
        if (whole || word == kShortWeekdays[i] || word == "tues" || word == "thur" || word == "thurs")
            return weekday{i};
    }
    return std::nullopt;
}

std::string_view weekday_name(weekday day) {
    return kWeekdayNames[day.c_encoding()];
}
std::string_view month_name(std::chrono::month month) {
    return kMonthNames[static_cast<unsigned>(month) - 1];
}

std::optional<Date> parse_date_numbers(std::string_view text, DateOrder order) {
    if (text.empty()) return std::nullopt;
    if (const auto date = parse_iso_date(text)) return date;
    if (text.size() == 8 && text.find_first_not_of("0123456789") == std::string_view::npos) {
        const std::string spaced = std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) +
                                   "-" + std::string(text.substr(6));
        const auto date = parse_iso_date(spaced);
        if (date) refuse(quoted(text) + " is not written as a date", "write " + spaced);
    }
    if (const auto date = year_last(text)) return read_year_last(text, *date, order);
    const auto numbers = three_numbers(text);
    if (!numbers || !has_year_first(text)) return std::nullopt;
    return existing(make_day((*numbers)[0], (*numbers)[1], (*numbers)[2]));
}

std::optional<Date> parse_date_cell(std::string_view text, DateOrder order) {
    const auto [date, time] = split_time(text::fold(text));
    if (!time.empty()) {
        const auto offset = time.find_first_of("z+-");
        const auto fraction = time.find('.');
        if (offset != std::string::npos && parse_instant_leniently("2000-01-01T" + time.substr(0, 5) + "Z")) {
            refuse(quoted(text) + " is a time by UTC, which may be another day here",
                   "write the day alone, such as 2027-02-18");
        }
        if (!parse_time_words(time.substr(0, fraction))) return std::nullopt;
    }
    if (const auto found = parse_date_numbers(date, order)) return found;
    if (has_short_year(date)) {
        refuse(quoted(text) + " has a year of two digits", "write dates as 2027-02-18");
    }
    return parse_names(date);
}

DateOrder order_shown(std::string_view text) {
    const auto date = split_time(text::fold(text)).date;
    const auto numbers = year_last(date);
    return numbers && date.find_first_of("-/") != std::string::npos ? numbers->order() : DateOrder::unknown;
}

bool has_two_readings(std::string_view text) {
    const auto date = split_time(text::fold(text)).date;
    const auto numbers = year_last(date);
    return numbers && date.find_first_of("-/") != std::string::npos && numbers->day_first().ok() &&
           numbers->month_first().ok() && numbers->day_first() != numbers->month_first();
}

std::optional<TimeOfDay> parse_time_words(std::string_view text) {
    auto words = text::fold(text);
    std::optional<bool> afternoon;
    for (const auto* const half : {"am", "pm", "a.m.", "p.m."}) {
        const std::string_view mark = half;
        if (words.size() <= mark.size() || !std::string_view(words).ends_with(mark)) continue;
        afternoon = half[0] == 'p';
        words = text::trim(std::string_view(words).substr(0, words.size() - mark.size()));
        break;
    }
    if (words.size() > 6 && std::string_view(words).ends_with(":00")) words.resize(words.size() - 3);
    const auto time = parse_time_of_day(words);
    if (!time || !afternoon) return time;
    using std::chrono::hours;
    if (*time < hours{1} || *time >= hours{13}) return std::nullopt;
    return *time % hours{12} + (*afternoon ? hours{12} : hours{0});
}

Date parse_date_words(std::string_view text, Date today) {
    const std::string words = text::fold(text);
    if (words.empty()) refuse("a date is missing", "write it like 2027-02-18, today, thu or +2w");
    if (words == "today") return today;
    if (words == "tomorrow") return existing(year_month_day{today + days{1}});
    if (words == "yesterday") return existing(year_month_day{today - days{1}});
    if (const auto date = parse_day_name(words, today)) return existing(year_month_day{*date});
    if (const auto date = parse_distance(words, today)) return *date;
    if (const auto date = parse_date_numbers(words)) return *date;
    if (const auto date = parse_names(words)) return *date;
    refuse_unknown(text);
}

std::string render_date_words(Date date) {
    const year_month_day day{date};
    return std::string(weekday_name(weekday{date}).substr(0, 3)) + " " +
           std::to_string(static_cast<unsigned>(day.day())) + " " +
           std::string(month_name(day.month()).substr(0, 3)) + " " +
           std::to_string(static_cast<int>(day.year()));
}

minutes parse_duration(std::string_view text) {
    const std::string remedy = "write it like 45m, 1h or 1h30m";
    std::string words = text::fold(text);
    words.erase(std::remove(words.begin(), words.end(), ' '), words.end());
    if (words.size() > 3 && words.compare(words.size() - 3, 3, "min") == 0) words.resize(words.size() - 2);
    const auto h = words.find('h');
    const auto hours =
        h == std::string::npos ? std::optional(0) : parse_digits(std::string_view(words).substr(0, h));
    std::string_view rest = words;
    if (h != std::string::npos) rest.remove_prefix(h + 1);
    const bool only_hours = h != std::string::npos && rest.empty();
    if (!rest.empty() && rest.back() == 'm') rest.remove_suffix(1);
    const auto extra = only_hours ? std::optional(0) : parse_digits(rest);
    if (!hours || !extra) refuse(quoted(text) + " is not a length of time", remedy);
    if (h != std::string::npos && *extra > 59) {
        refuse(quoted(text) + " has more than 59 minutes after the hours",
               "write " + render_duration(std::chrono::hours{*hours} + minutes{*extra}));
    }
    const minutes duration = std::chrono::hours{*hours} + minutes{*extra};
    if (duration < minutes{1} || duration > days{1}) {
        refuse(quoted(text) + " is not between a minute and a day", remedy);
    }
    return duration;
}

std::string render_duration(minutes duration) {
    const auto hours = duration.count() / 60;
    const auto rest = duration.count() % 60;
    if (hours == 0) return std::to_string(rest) + "m";
    return std::to_string(hours) + "h" + (rest == 0 ? "" : std::to_string(rest) + "m");
}

}  // namespace tiffin::calendar
