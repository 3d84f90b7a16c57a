#include "calendar/recurrence_sentence.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "calendar/date_words.h"

namespace tiffin::calendar {

namespace {

constexpr std::array<std::string_view, 12> kOrdinals{"first", "second", "third",    "fourth",
                                                     "fifth", "sixth",  "seventh",  "eighth",
                                                     "ninth", "tenth",  "eleventh", "twelfth"};

std::string join_words(const std::vector<std::string>& words, std::string_view last) {
    std::string joined;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) joined += i + 1 == words.size() ? " " + std::string(last) + " " : ", ";
        joined += words[i];
    }
    return joined;
}

/// "third", "13th", "last", "second-last"
std::string ordinal(int number) {
    if (number == -1) return "last";
    if (number < 0) return ordinal(-number) + "-last";
    if (static_cast<std::size_t>(number) <= kOrdinals.size()) {
        return std::string(kOrdinals[static_cast<std::size_t>(number) - 1]);
    }
    const int tens = number / 10 % 10;
    const int ones = number % 10;
    const char* ending = tens == 1 || ones > 3 || ones == 0 ? "th"
                         : ones == 1                        ? "st"
                         : ones == 2                        ? "nd"
                                                            : "rd";
    return std::to_string(number) + ending;
}

/// 1, 2, 3, then -2, -1: the order in which they come in a month.
std::vector<int> in_month_order(std::vector<int> numbers) {
    std::sort(numbers.begin(), numbers.end(),
              [](int left, int right) { return std::pair(left < 0, left) < std::pair(right < 0, right); });
    return numbers;
}

std::string ordinals(const std::vector<int>& numbers) {
    std::vector<std::string> words;
    for (const int number : in_month_order(numbers)) words.push_back(ordinal(number));
    return join_words(words, "and");
}

std::string every_nth(int interval, const std::string& unit) {
    return interval == 1 ? "every " + unit : "every " + ordinal(interval) + " " + unit;
}

bool is_numbered(const Recurrence& rule) {
    return !rule.by_day.empty() && rule.by_day.front().nth != 0;
}

/// "Monday and Thursday"; Monday to Friday are "weekday", all seven "day".
std::string weekdays(const Recurrence& rule, std::string_view last) {
    if (rule.by_day.size() == 7) return "day";
    const bool working = std::all_of(rule.by_day.begin(), rule.by_day.end(),
                                     [](const WeekdayInRule& day) { return day.day.iso_encoding() <= 5; });
    if (rule.by_day.size() == 5 && working) return "weekday";
    std::vector<std::string> names;
    for (const auto& day : rule.by_day) names.emplace_back(weekday_name(day.day));
    return join_words(names, last);
}

/// "the first and third Tuesday and the last Friday"
std::string numbered_weekdays(const Recurrence& rule) {
    std::vector<std::string> phrases;
    for (auto day = rule.by_day.begin(); day != rule.by_day.end();) {
        std::vector<int> numbers;
        const auto same = day->day;
        for (; day != rule.by_day.end() && day->day == same; ++day) numbers.push_back(day->nth);
        phrases.push_back("the " + ordinals(numbers) + " " + std::string(weekday_name(same)));
    }
    return join_words(phrases, "and");
}

/// "day 15", "days 1 and 15", "day 1 and the last day"
std::string month_days(const Recurrence& rule, std::string_view last) {
    const auto numbers = in_month_order(rule.by_month_day);
    std::vector<std::string> words;
    if (numbers.back() > 0 && numbers.size() > 1) {
        for (const int number : numbers) words.push_back(std::to_string(number));
        return "days " + join_words(words, last);
    }
    for (const int number : numbers) {
        words.push_back(number > 0 ? "day " + std::to_string(number) : "the " + ordinal(number) + " day");
    }
    return join_words(words, last);
}

std::string months(const Recurrence& rule, std::string_view last) {
    std::vector<std::string> names;
    for (const auto month : rule.by_month) names.emplace_back(month_name(month));
    return join_words(names, last);
}

std::string in_months(const Recurrence& rule) {
    return rule.by_month.empty() ? "" : " in " + months(rule, "and");
}

std::string once_in_months(const Recurrence& rule) {
    return (rule.by_month.size() == 1 ? "once in " : "once in each of ") + months(rule, "and");
}

std::string describe_daily(const Recurrence& rule) {
    std::string text = every_nth(rule.interval, "day");
    if (!rule.by_day.empty() && rule.interval == 1) text = "every " + weekdays(rule, "and");
    if (!rule.by_day.empty() && rule.interval > 1) text += " if it is a " + weekdays(rule, "or");
    return text + in_months(rule);
}

std::string describe_weekly(const Recurrence& rule) {
    std::string text = every_nth(rule.interval, "week");
    if (!rule.by_day.empty() && rule.interval == 1) text = "every " + weekdays(rule, "and");
    if (rule.by_day.size() == 1)
        text = every_nth(rule.interval, std::string(weekday_name(rule.by_day.front().day)));
    if (rule.by_day.size() > 1 && rule.interval > 1) {
        const std::string names = weekdays(rule, "and");
        text += " on " +
                (rule.by_day.size() >= 5 && names.find(' ') == std::string::npos ? "every " + names : names);
        if (rule.week_start != std::chrono::Monday) {
            text += ", weeks starting on " + std::string(weekday_name(rule.week_start)) + ",";
        }
    }
    text += in_months(rule);
    if (text.back() == ',') text.pop_back();
    return text;
}

/// The days that a monthly or yearly rule names, to be followed by " of " and the months.
std::string named_days(const Recurrence& rule) {
    const bool among_days = !rule.by_month_day.empty() && !rule.by_day.empty();
    std::string positions = rule.by_set_pos.empty() ? "" : "the " + ordinals(rule.by_set_pos) + " ";
    if (among_days) {
        const std::string limit = month_days(rule, "or");
        if (is_numbered(rule)) {
            const std::string both = numbered_weekdays(rule) + ", if on " + limit + ",";
            return positions.empty() ? both : positions + "day among " + both;
        }
        if (positions.empty()) return "every " + weekdays(rule, "and") + " that is " + limit;
        return positions + weekdays(rule, "or") + " among " + limit;
    }
    if (!rule.by_month_day.empty())
        return (rule.by_month_day.back() > 0 ? "on " : "") + month_days(rule, "and");
    if (is_numbered(rule)) {
        return positions.empty() ? numbered_weekdays(rule)
                                 : positions + "day among " + numbered_weekdays(rule);
    }
    return positions.empty() ? "every " + weekdays(rule, "and") : positions + weekdays(rule, "or");
}

std::string describe_monthly(const Recurrence& rule) {
    const bool anything = !rule.by_day.empty() || !rule.by_month_day.empty();
    std::string period = every_nth(rule.interval, "month");
    if (!rule.by_month.empty()) {
        period = rule.interval == 1 ? months(rule, "and") : period + " if it is " + months(rule, "or");
    }
    if (anything) return named_days(rule) + " of " + period;
    return rule.by_month.empty() || rule.interval > 1 ? period : once_in_months(rule);
}

std::string describe_yearly(const Recurrence& rule) {
    const bool anything = !rule.by_day.empty() || !rule.by_month_day.empty();
    const std::string years = every_nth(rule.interval, "year");
    const std::string in_years = rule.interval == 1 ? "" : " in " + years;
    if (!anything) return rule.by_month.empty() ? years : once_in_months(rule) + in_years;
    if (rule.by_set_pos.empty()) {
        const std::string period = rule.by_month.empty() ? "every month" : months(rule, "and");
        return named_days(rule) + " of " + period + in_years;
    }
    // The positions are those of the whole year (RFC 5545 3.3.10, BYSETPOS).
    if (rule.by_month.empty())
        return named_days(rule) + " of " + (rule.by_month_day.empty() ? "" : "any month of ") + years;
    if (rule.by_month.size() == 1) return named_days(rule) + " of " + months(rule, "and") + in_years;
    return named_days(rule) + " of " + months(rule, "and") + " together" + in_years;
}

}  // namespace

std::string describe(const Recurrence& rule) {
    std::string text;
    switch (rule.frequency) {
        case Frequency::daily:
            text = describe_daily(rule);
            break;
        case Frequency::weekly:
            text = describe_weekly(rule);
            break;
        case Frequency::monthly:
            text = describe_monthly(rule);
            break;
        case Frequency::yearly:
            text = describe_yearly(rule);
            break;
    }
    if (rule.count) text += *rule.count == 1 ? ", once" : ", " + std::to_string(*rule.count) + " times";
    if (rule.until) text += " until " + render_date(*rule.until);
    return text;
}

}  // namespace tiffin::calendar
