#include "calendar/rrule.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>
#include <vector>

#include "calendar/content_reader.h"
#include "domain/failure.h"
#include "text/fold.h"

namespace tiffin::calendar {

namespace {

using std::chrono::days;
using std::chrono::month;
using std::chrono::weekday;

constexpr std::array<std::string_view, 4> kFrequencies{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
constexpr std::array<std::string_view, 7> kWeekdays{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
constexpr std::array<std::string_view, 9> kParts{"FREQ",  "INTERVAL",   "COUNT",   "UNTIL",   "WKST",
                                                 "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"};
constexpr int kMostInterval = 9999;
constexpr int kMostCount = 99999;

std::string render_weekday(weekday day) {
    return std::string(kWeekdays[day.c_encoding()]);
}

/// Separators kept apart: "a;;b" has three parts.
std::vector<std::string_view> split_at(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (auto end = text.find(separator); end != std::string_view::npos; end = text.find(separator)) {
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    parts.push_back(text);
    return parts;
}

std::optional<int> parse_digits(std::string_view text) {
    if (text.empty() || text.size() > 5) return std::nullopt;
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

/// "3", "+3" or "-3".
std::optional<int> parse_signed(std::string_view text) {
    const bool negative = !text.empty() && text.front() == '-';
    if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
    const auto number = parse_digits(text);
    if (!number) return std::nullopt;
    return negative ? -*number : *number;
}

std::optional<weekday> parse_rule_weekday(std::string_view text) {
    const auto found = std::find(kWeekdays.begin(), kWeekdays.end(), text);
    if (found == kWeekdays.end()) return std::nullopt;
    return weekday{static_cast<unsigned>(found - kWeekdays.begin())};
}

unsigned order_of(const WeekdayInRule& day) {
    return day.day.iso_encoding();
}

bool comes_before(const WeekdayInRule& left, const WeekdayInRule& right) {
    return std::pair(order_of(left), left.nth) < std::pair(order_of(right), right.nth);
}

template <class Value, class Less = std::less<>>
void sort_unique(std::vector<Value>& values, Less less = {}) {
    std::sort(values.begin(), values.end(), less);
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// Reads one rule; keeps its text for the sentences.
class RuleReader {
  public:
    RuleReader(std::string text, const LocalStart* start) : text_(std::move(text)), start_(start) {}

    Recurrence read() {
        for (const auto part : split_at(text_, ';')) {
            const auto equals = part.find('=');
            if (equals == std::string_view::npos) {
                refuse("\"" + std::string(part) + "\" is not a part NAME=VALUE",
                       "write it like FREQ=WEEKLY;INTERVAL=2;BYDAY=TH");
            }
            const auto name = part.substr(0, equals);
            if (std::find(seen_.begin(), seen_.end(), name) != seen_.end()) {
                refuse(std::string(name) + " is given twice", "keep one " + std::string(name));
            }
            seen_.push_back(name);
            read_part(name, part.substr(equals + 1));
        }
        check_combination();
        return std::move(rule_);
    }

  private:
    [[noreturn]] void refuse(const std::string& why, const std::string& remedy) const {
        throw Failure(ExitStatus::bad_input, "recurrence rule \"" + text_ + "\": " + why, remedy);
    }

    [[noreturn]] void refuse_value(std::string_view name, std::string_view value,
                                   const std::string& remedy) const {
        refuse("\"" + std::string(value) + "\" is no value for " + std::string(name), remedy);
    }

    void read_part(std::string_view name, std::string_view value) {
        if (name == "FREQ") {
            read_frequency(value);
        } else if (name == "INTERVAL") {
            rule_.interval = read_number(name, value, kMostInterval);
        } else if (name == "COUNT") {
            rule_.count = read_number(name, value, kMostCount);
        } else if (name == "UNTIL") {
            rule_.until = read_until(value);
        } else if (name == "WKST") {
            const auto day = parse_rule_weekday(value);
            if (!day) refuse_value(name, value, "write WKST=MO or WKST=SU");
            rule_.week_start = *day;
        } else if (name == "BYDAY") {
            for (const auto item : split_at(value, ',')) rule_.by_day.push_back(read_weekday(item));
            sort_unique(rule_.by_day, comes_before);
        } else if (name == "BYMONTHDAY") {
            rule_.by_month_day = read_numbers(name, value, 31);
        } else if (name == "BYMONTH") {
            for (const auto item : split_at(value, ',')) {
                rule_.by_month.emplace_back(static_cast<unsigned>(read_number(name, item, 12)));
            }
            sort_unique(rule_.by_month);
        } else if (name == "BYSETPOS") {
            rule_.by_set_pos = read_numbers(name, value, 366);
        } else {
            std::string supported(kParts.front());
            for (std::size_t i = 1; i < kParts.size(); ++i) supported += ", " + std::string(kParts[i]);
            refuse("the part " + std::string(name) + " is not supported", "use only " + supported);
        }
    }

    void read_frequency(std::string_view value) {
        const auto found = std::find(kFrequencies.begin(), kFrequencies.end(), value);
        if (found == kFrequencies.end()) {
            refuse("FREQ=" + std::string(value) + " is not supported",
                   "use FREQ=DAILY, WEEKLY, MONTHLY or YEARLY");
        }
        rule_.frequency = static_cast<Frequency>(found - kFrequencies.begin());
    }

    [[nodiscard]] int read_number(std::string_view name, std::string_view value, int most) const {
        const auto number = parse_digits(value);
        if (!number || *number < 1 || *number > most) {
            refuse_value(name, value, "write a number from 1 to " + std::to_string(most));
        }
        return *number;
    }

    [[nodiscard]] std::vector<int> read_numbers(std::string_view name, std::string_view list,
                                                int most) const {
        std::vector<int> numbers;
        for (const auto item : split_at(list, ',')) {
            const auto number = parse_signed(item);
            if (!number || *number == 0 || std::abs(*number) > most) {
                const auto limit = std::to_string(most);
                refuse_value(name, item,
                             "write numbers from 1 to " + limit + ", or from -1 to -" + limit +
                                 " counting from the end");
            }
            numbers.push_back(*number);
        }
        sort_unique(numbers);
        return numbers;
    }

    [[nodiscard]] WeekdayInRule read_weekday(std::string_view item) const {
        const auto name = item.size() < 2 ? std::string_view{} : item.substr(item.size() - 2);
        const auto day = parse_rule_weekday(name);
        const auto number = item.size() > 2 ? parse_signed(item.substr(0, item.size() - 2)) : 0;
        const bool zero = item.size() > 2 && number == 0;
        if (!day || !number || zero || std::abs(*number) > 5) {
            refuse_value("BYDAY", item,
                         "write MO, TU, WE, TH, FR, SA or SU, with 1 to 5 or -1 to -5 before it");
        }
        return {*day, *number};
    }

    [[nodiscard]] Date read_until(std::string_view value) const {
        const std::string remedy = "write the last day as a date, such as UNTIL=20271231";
        if (value.size() < 8) refuse_value("UNTIL", value, remedy);
        const auto dashed = [&] {
            std::string text(value.substr(0, 8));
            return text.insert(6, "-").insert(4, "-");
        }();
        const auto date = parse_iso_date(dashed);
        if (!date) refuse_value("UNTIL", value, remedy);
        if (value.size() == 8) return *date;
        const auto instant = parse_time_in_utc(dashed, value.substr(8));
        if (!instant) refuse_value("UNTIL", value, remedy);
        if (start_ == nullptr) refuse("UNTIL has a time of day", remedy);
        // The last day whose start is not after the instant; a zone is never more than a day away from UTC.
        Date last = *date + days{2};
        while (start_->zone.to_instant(last, start_->time) > *instant) last -= days{1};
        return last;
    }

    /// "THHMMSSZ" on the day given as YYYY-MM-DD.
    static std::optional<Instant> parse_time_in_utc(const std::string& day, std::string_view time) {
        if (time.size() != 8) return std::nullopt;
        std::string text(time);
        return parse_instant(day + text.insert(5, ":").insert(3, ":"));
    }

    void check_combination() const {
        const bool days_of_month =
            rule_.frequency == Frequency::monthly || rule_.frequency == Frequency::yearly;
        const auto is_numbered = [](const WeekdayInRule& day) { return day.nth != 0; };
        const bool numbered = std::any_of(rule_.by_day.begin(), rule_.by_day.end(), is_numbered);
        if (std::find(seen_.begin(), seen_.end(), "FREQ") == seen_.end()) {
            refuse("FREQ is missing", "begin it with FREQ=WEEKLY; or FREQ=MONTHLY;");
        }
        if (rule_.count && rule_.until) refuse("COUNT and UNTIL exclude one another", "keep one of the two");
        if (numbered && !std::all_of(rule_.by_day.begin(), rule_.by_day.end(), is_numbered)) {
            refuse("BYDAY mixes numbered weekdays with others", "number all of them, such as BYDAY=1TU,3TU");
        }
        if (numbered && !(rule_.frequency == Frequency::monthly ||
                          (rule_.frequency == Frequency::yearly && !rule_.by_month.empty()))) {
            refuse("a numbered weekday is supported only with FREQ=MONTHLY, or with FREQ=YEARLY and BYMONTH",
                   "write FREQ=MONTHLY;BYDAY=3TU for the third Tuesday of each month");
        }
        if (!rule_.by_month_day.empty() && !days_of_month) {
            refuse("BYMONTHDAY is supported only with FREQ=MONTHLY or FREQ=YEARLY",
                   "write FREQ=MONTHLY;BYMONTHDAY=15 for day 15 of each month");
        }
        if (!rule_.by_set_pos.empty() && (!days_of_month || rule_.by_day.empty())) {
            refuse(
                "BYSETPOS is supported only with FREQ=MONTHLY or FREQ=YEARLY and BYDAY",
                "write FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 for the last working day of each month");
        }
    }

    std::string text_;
    const LocalStart* start_;
    Recurrence rule_;
    std::vector<std::string_view> seen_;
};

std::string digits_of(std::string dashed) {
    dashed.erase(std::remove_if(dashed.begin(), dashed.end(), [](char c) { return c == '-' || c == ':'; }),
                 dashed.end());
    return dashed;
}

std::string render_parts(const Recurrence& rule, const std::string& until) {
    std::string text = "FREQ=" + std::string(kFrequencies[static_cast<std::size_t>(rule.frequency)]);
    const auto put_list = [&](const char* name, const auto& values, const auto& render) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            text += i == 0 ? std::string(";") + name + "=" : ",";
            text += render(values[i]);
        }
    };
    const auto render_number = [](int number) { return std::to_string(number); };
    if (rule.interval != 1) text += ";INTERVAL=" + std::to_string(rule.interval);
    if (rule.count) text += ";COUNT=" + std::to_string(*rule.count);
    if (rule.until) text += ";UNTIL=" + until;
    put_list("BYMONTH", rule.by_month, [](month m) { return std::to_string(static_cast<unsigned>(m)); });
    put_list("BYMONTHDAY", rule.by_month_day, render_number);
    put_list("BYDAY", rule.by_day, [](const WeekdayInRule& day) {
        return (day.nth == 0 ? std::string() : std::to_string(day.nth)) + render_weekday(day.day);
    });
    put_list("BYSETPOS", rule.by_set_pos, render_number);
    if (rule.week_start != std::chrono::Monday) text += ";WKST=" + render_weekday(rule.week_start);
    return text;
}

}  // namespace

Recurrence parse_rrule(std::string_view text, const LocalStart* start) {
    std::string upper(text::trim(text));
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    constexpr std::string_view prefix = "RRULE:";
    if (upper.compare(0, prefix.size(), prefix) == 0) upper.erase(0, prefix.size());
    return RuleReader(std::move(upper), start).read();
}

std::string without_time_of_until(const std::string& rule) {
    std::vector<std::string> parts = text::split(rule, ";");
    for (auto& part : parts) {
        constexpr std::size_t kDateEnds = 6 + 8;  // "UNTIL=20301231"
        if (part.size() > kDateEnds && equal_without_case(std::string_view(part).substr(0, 6), "UNTIL="))
            part.resize(kDateEnds);
    }
    return text::join(parts, ";");
}

std::string render_rrule(const Recurrence& rule) {
    return render_parts(rule, rule.until ? digits_of(render_date(*rule.until)) : "");
}

std::string render_rrule(const Recurrence& rule, const LocalStart& start) {
    if (!rule.until) return render_rrule(rule);
    return render_parts(rule, digits_of(render_instant(start.zone.to_instant(*rule.until, start.time))));
}

}  // namespace tiffin::calendar
