#include "calendar/recurrence_words.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "calendar/date_words.h"
#include "domain/failure.h"
#include "text/fold.h"

namespace tiffin::calendar {

namespace {

using std::chrono::weekday;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 5> kOrdinals{"first", "second", "third", "fourth", "fifth"};
// The 29th, and the fifth Tuesday, are missing from some months.
constexpr int kSafeMonthDay = 28;
constexpr int kSafeWeekdayNumber = 4;

[[noreturn]] void refuse(const std::string& sentence, const std::string& remedy) {
    throw Failure(ExitStatus::bad_input, sentence, remedy);
}

[[noreturn]] void refuse_together(const std::string& sentence, const std::string& remedy) {
    throw Failure(ExitStatus::usage, sentence, remedy);
}

std::string quoted(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

/// "2w" or "2 weeks": how many of what.
struct Step {
    int number;
    Frequency unit;
};

std::optional<Frequency> parse_unit(std::string_view word) {
    constexpr std::array<std::array<std::string_view, 3>, 4> units{
        {{"d", "day", "days"}, {"w", "week", "weeks"}, {"m", "month", "months"}, {"y", "year", "years"}}};
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (std::find(units[i].begin(), units[i].end(), word) != units[i].end())
            return static_cast<Frequency>(i);
    }
    return std::nullopt;
}

/// Up to three digits.
std::optional<int> parse_number(std::string_view text) {
    if (text.empty() || text.size() > 3 || text.find_first_not_of("0123456789") != std::string_view::npos) {
        return std::nullopt;
    }
    int number = 0;
    for (const char c : text) number = number * 10 + (c - '0');
    return number;
}

Step parse_every(std::string_view text) {
    const std::string words = text::fold(text);
    if (parse_weekday(words)) {
        refuse("--every takes a number of days, weeks or months, not a weekday",
               "write --every 1w --on " + words);
    }
    const std::size_t digits = std::min(words.find_first_not_of("0123456789"), words.size());
    const auto number =
        digits == 0 ? std::optional(1) : parse_number(std::string_view(words).substr(0, digits));
    const auto unit = parse_unit(text::trim(std::string_view(words).substr(digits)));
    if (!number || *number == 0 || !unit) {
        refuse(quoted(text) + " is not a number of days, weeks, months or years",
               "write it like --every 1w, --every 2w, --every 3d or --every 1m");
    }
    return {*number, *unit};
}

std::vector<WeekdayInRule> parse_weekdays(std::string_view text) {
    std::vector<WeekdayInRule> days;
    for (const auto& word : text::split(text::fold(text), ", ")) {
        if (word == "and") continue;
        const auto day = parse_weekday(word);
        if (!day) refuse(quoted(word) + " is not a weekday", "write it like --on thu or --on mon,thu");
        days.push_back({*day, 0});
    }
    if (days.empty()) refuse("--on names no weekday", "write it like --on thu or --on mon,thu");
    return days;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// Reads "third tue", "1st and 3rd tuesday", "last fri", "second-last fri", "15", "1,15", "last day", "-1".
class MonthDayReader {
  public:
    MonthDayReader(std::string_view option, std::string_view text) : option_(option), text_(text) {}

    /// Puts the days into `rule`.
    void read(Recurrence& rule) {
        const auto words = replaced(replaced(text::fold(text_), ",", " and "), "-last", " last");
        for (const auto& word : text::split(words, " ")) {
            if (word == "the" || word == "on") continue;
            if (word != "and") read_word(word, rule);
            if (word == "and") follows_number_ = false;
        }
        if (spelled_) refuse_unread();
        take_month_days(rule);
        if (rule.by_day.empty() == rule.by_month_day.empty()) refuse_unread();
    }

  private:
    [[noreturn]] void refuse_unread() const {
        refuse(quoted(text_) + " does not say which day of the month",
               "write it like " + example("third tue") + ", " + example("last fri") + ", " + example("15") +
                   " or " + example("last day"));
    }

    [[nodiscard]] std::string example(std::string_view words) const {
        return std::string(option_) + " " + quoted(words);
    }

    void read_word(std::string_view word, Recurrence& rule) {
        const bool counts_back = word == "last" && follows_number_;
        follows_number_ = false;
        if (counts_back) {
            if (numbers_.back() < 2) refuse_unread();
            numbers_.back() *= -1;
            spelled_ = true;
        } else if (const auto number = parse_spelled(word)) {
            numbers_.push_back(*number);
            spelled_ = follows_number_ = true;
        } else if (const auto figure = parse_figure(word)) {
            numbers_.push_back(*figure);
            follows_number_ = true;
        } else if (const auto day = parse_weekday(word)) {
            take_weekdays(*day, rule);
        } else if (word == "day" || word == "days") {
            take_month_days(rule);
        } else {
            refuse_unread();
        }
    }

    static std::optional<int> parse_spelled(std::string_view word) {
        if (word == "last") return -1;
        const auto found = std::find(kOrdinals.begin(), kOrdinals.end(), word);
        if (found == kOrdinals.end()) return std::nullopt;
        return static_cast<int>(found - kOrdinals.begin()) + 1;
    }

    /// "3", "3rd" or "-1"; 1 … 31 either way.
    static std::optional<int> parse_figure(std::string_view word) {
        const bool negative = word.front() == '-';
        if (negative) word.remove_prefix(1);
        for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
            if (word.size() > 2 && word.substr(word.size() - 2) == ending) word.remove_suffix(2);
        }
        const auto number = parse_number(word);
        if (!number || *number < 1 || *number > 31) return std::nullopt;
        return negative ? -*number : *number;
    }

    void take_weekdays(weekday day, Recurrence& rule) {
        const std::string name(weekday_name(day));
        if (numbers_.empty()) {
            refuse(quoted(text_) + " does not say which " + name + " of the month",
                   "write it like " + example("first " + text::fold(name.substr(0, 3))));
        }
        for (const int nth : numbers_) {
            if (std::abs(nth) > kSafeWeekdayNumber) {
                refuse("not every month has " + std::to_string(std::abs(nth)) + " " + name + "s",
                       "write " + example("last " + text::fold(name.substr(0, 3))));
            }
            rule.by_day.push_back({day, nth});
        }
        numbers_.clear();
        spelled_ = false;
    }

    void take_month_days(Recurrence& rule) {
        for (const int number : numbers_) {
            if (std::abs(number) > kSafeMonthDay) {
                refuse("not every month has " + std::to_string(std::abs(number)) + " days",
                       "write " + example("last day") + ", or --rrule \"FREQ=MONTHLY;BYMONTHDAY=" +
                           std::to_string(number) + "\" to leave out the months without it");
            }
            rule.by_month_day.push_back(number);
        }
        numbers_.clear();
        spelled_ = false;
    }

    std::string_view option_;
    std::string_view text_;
    std::vector<int> numbers_;     ///< read, and not yet of any day
    bool follows_number_ = false;  ///< the word before is one, so that "last" after it counts back
    bool spelled_ = false;         ///< one of them is a word, which needs a noun: "first" alone is no day
};

/// From `every` and `on`.
Recurrence parse_steps(const ScheduleWords& words, Date from) {
    const Step step = words.every ? parse_every(*words.every) : Step{1, Frequency::weekly};
    Recurrence rule;
    rule.frequency = step.unit;
    rule.interval = step.number;
    if (words.on && step.unit == Frequency::daily) {
        refuse_together("--every " + *words.every + " counts days, so --on cannot choose the weekday",
                        "write --every 1w --on " + *words.on);
    }
    if (words.on && step.unit != Frequency::weekly) {
        refuse_together("--on does not say which of the month's days it is",
                        "write --every " + *words.every + " --monthly \"third " + *words.on + "\"");
    }
    if (words.on) rule.by_day = parse_weekdays(*words.on);
    const year_month_day day{from};
    if (step.unit == Frequency::monthly && static_cast<unsigned>(day.day()) > kSafeMonthDay) {
        refuse("the series starts on " + render_date(from) + ", and not every month has such a day",
               "add --monthly \"last day\" or start it on an earlier day of the month");
    }
    if (step.unit == Frequency::yearly && day.month() == std::chrono::February &&
        day.day() == std::chrono::day{29}) {
        refuse("the series starts on " + render_date(from) + ", and not every year has that day",
               "start it on another day");
    }
    return rule;
}

}  // namespace

Recurrence parse_schedule(const ScheduleWords& words, Date from, const LocalStart* start) {
    const bool others = words.every || words.on || words.monthly || words.quarterly;
    if (words.rrule) {
        if (others) {
            refuse_together("--rrule states the whole schedule",
                            "leave out --every, --on, --monthly and --quarterly");
        }
        return with_days_of(parse_rrule(*words.rrule, start), from);
    }
    if (!others) {
        refuse_together("the schedule is missing", "add --every 1w --on thu, or --monthly \"third tue\"");
    }
    if (words.quarterly && (words.every || words.on || words.monthly)) {
        refuse_together(
            "--quarterly already names the day and the months",
            "leave out --every, --on and --monthly, or write --monthly \"first tue\" for every month");
    }
    Recurrence rule;
    if (words.quarterly) {
        rule.frequency = Frequency::monthly;
        rule.by_month = {std::chrono::January, std::chrono::April, std::chrono::July, std::chrono::October};
        MonthDayReader("--quarterly", *words.quarterly).read(rule);
    } else if (words.monthly) {
        if (words.on) {
            refuse_together("--monthly already names the day",
                            "leave out --on, and write --monthly \"third " + *words.on + "\"");
        }
        const Step step = words.every ? parse_every(*words.every) : Step{1, Frequency::monthly};
        if (step.unit != Frequency::monthly) {
            refuse_together("--every " + *words.every + " does not count months, as --monthly does",
                            "write --every 2m for every second month, or leave it out");
        }
        rule.frequency = Frequency::monthly;
        rule.interval = step.number;
        MonthDayReader("--monthly", *words.monthly).read(rule);
    } else {
        rule = parse_steps(words, from);
    }
    // Through the text, so that lists are sorted and free of duplicates, as in every rule that is read.
    return parse_rrule(render_rrule(with_days_of(std::move(rule), from)));
}

}  // namespace tiffin::calendar
