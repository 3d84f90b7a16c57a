#include "calendar/recurrence.h"

#include <algorithm>
#include <utility>

namespace tiffin::calendar {

namespace {

using std::chrono::days;
using std::chrono::month;
using std::chrono::weekday;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;

std::int64_t months_of(Date date) {
    const year_month_day day{date};
    return std::int64_t{static_cast<int>(day.year())} * 12 + static_cast<unsigned>(day.month()) - 1;
}

Date start_of_week(Date date, weekday week_start) {
    return date - (weekday{date} - week_start);
}

/// The first day of each month and the number of its days.
struct MonthDays {
    explicit MonthDays(year_month month) : first(month / 1) {
        length = static_cast<int>(static_cast<unsigned>((month / std::chrono::last).day()));
    }
    [[nodiscard]] Date day(int number) const { return first + days{number - 1}; }

    Date first;
    int length;
};

/// Whether day `number` of a month with `length` days is one of the rule's weekdays.
bool is_weekday_of(const std::vector<WeekdayInRule>& by_day, Date date, int number, int length) {
    const weekday day{date};
    return std::any_of(by_day.begin(), by_day.end(), [&](const WeekdayInRule& wanted) {
        if (wanted.day != day) return false;
        if (wanted.nth == 0) return true;
        return wanted.nth == (wanted.nth > 0 ? (number + 6) / 7 : -((length - number) / 7 + 1));
    });
}

}  // namespace

Recurrence with_days_of(Recurrence rule, Date first) {
    const year_month_day day{first};
    const int number = static_cast<int>(static_cast<unsigned>(day.day()));
    if (!rule.by_day.empty() || !rule.by_month_day.empty()) return rule;
    switch (rule.frequency) {
        case Frequency::daily:
            break;
        case Frequency::weekly:
            rule.by_day = {{weekday{first}, 0}};
            break;
        case Frequency::monthly:
            rule.by_month_day = {number};
            break;
        case Frequency::yearly:
            if (rule.by_month.empty()) rule.by_month = {day.month()};
            rule.by_month_day = {number};
            break;
    }
    return rule;
}

Occurrences::Occurrences(Recurrence rule, Date first, Date last)
    : rule_(with_days_of(std::move(rule), first)),
      first_(first),
      last_(std::min(rule_.until.value_or(last), last)),
      from_(first) {
    if (rule_.frequency == Frequency::weekly) {
        std::sort(rule_.by_day.begin(), rule_.by_day.end(), [this](const auto& left, const auto& right) {
            return left.day - rule_.week_start < right.day - rule_.week_start;
        });
    }
    fill();
}

std::optional<Date> Occurrences::next() {
    while (!over_) {
        if (position_ == set_.size()) {
            period_ += rule_.interval;
            fill();
            continue;
        }
        const Date date = set_[position_++];
        if (date < first_) continue;
        over_ = date > last_;
        if (over_) break;
        ++given_;
        over_ = rule_.count && given_ == *rule_.count;
        if (date >= from_) return date;
    }
    return std::nullopt;
}

void Occurrences::skip_to(Date from) {
    if (from <= from_) return;
    from_ = from;
    if (rule_.count || over_) return;
    if (from > last_) {
        over_ = true;
        return;
    }
    const auto period = period_of(from) / rule_.interval * rule_.interval;
    if (period <= period_) return;
    period_ = period;
    fill();
}

std::int64_t Occurrences::period_of(Date date) const {
    switch (rule_.frequency) {
        case Frequency::daily:
            return (date - first_).count();
        case Frequency::weekly:
            return (start_of_week(date, rule_.week_start) - start_of_week(first_, rule_.week_start)).count() /
                   7;
        case Frequency::monthly:
            return months_of(date) - months_of(first_);
        case Frequency::yearly:
            return months_of(date) / 12 - months_of(first_) / 12;
    }
    return 0;
}

void Occurrences::fill() {
    set_.clear();
    position_ = 0;
    switch (rule_.frequency) {
        case Frequency::daily:
            fill_days();
            break;
        case Frequency::weekly:
            fill_week(start_of_week(first_, rule_.week_start) + days{period_ * 7});
            break;
        case Frequency::monthly:
            fill_months(months_of(first_) + period_, 1);
            break;
        case Frequency::yearly:
            fill_months((months_of(first_) / 12 + period_) * 12, 12);
            break;
    }
    if (!rule_.by_set_pos.empty()) keep_set_positions();
}

bool Occurrences::is_in_month(month wanted) const {
    const auto& months = rule_.by_month;
    return months.empty() || std::find(months.begin(), months.end(), wanted) != months.end();
}

void Occurrences::add(Date date) {
    if (rule_.by_month.empty() || is_in_month(year_month_day{date}.month())) set_.push_back(date);
}

void Occurrences::fill_days() {
    // One by one, most of the time would go by between them. Positions are within one day.
    int left = rule_.by_set_pos.empty() ? 32 : 1;
    over_ = first_ + days{period_} > last_;
    for (;; period_ += rule_.interval) {
        const Date date = first_ + days{period_};
        if (date > last_) break;
        if (!rule_.by_month.empty()) {
            const year_month_day day{date};
            if (!is_in_month(day.month())) {
                // On to the last of the rule's days that is still before the next month.
                const Date next_month = (day.year() / day.month() + std::chrono::months{1}) / 1;
                period_ += ((next_month - date).count() - 1) / rule_.interval * rule_.interval;
                continue;
            }
        }
        if (rule_.by_day.empty() || is_weekday_of(rule_.by_day, date, 1, 1)) set_.push_back(date);
        if (--left == 0) break;
    }
}

void Occurrences::fill_week(Date start) {
    over_ = start > last_;
    for (const auto& wanted : rule_.by_day) add(start + (wanted.day - rule_.week_start));
}

void Occurrences::fill_months(std::int64_t first_month, int number) {
    over_ = first_month > months_of(last_);
    if (over_) return;
    for (std::int64_t index = first_month; index < first_month + number; ++index) {
        const month wanted{static_cast<unsigned>(index % 12) + 1};
        if (is_in_month(wanted)) fill_month(year{static_cast<int>(index / 12)} / wanted);
    }
}

void Occurrences::fill_month(year_month month) {
    const MonthDays in_month(month);
    const auto begin = static_cast<std::ptrdiff_t>(set_.size());
    for (const int wanted : rule_.by_month_day) {
        const int number = wanted > 0 ? wanted : in_month.length + 1 + wanted;
        if (number < 1 || number > in_month.length) continue;
        const Date date = in_month.day(number);
        if (rule_.by_day.empty() || is_weekday_of(rule_.by_day, date, number, in_month.length)) {
            set_.push_back(date);
        }
    }
    if (rule_.by_month_day.empty()) {
        for (const auto& wanted : rule_.by_day) add_weekdays(wanted, in_month.first, in_month.length);
    }
    std::sort(set_.begin() + begin, set_.end());
    set_.erase(std::unique(set_.begin() + begin, set_.end()), set_.end());
}

void Occurrences::add_weekdays(const WeekdayInRule& wanted, Date first_of_month, int length) {
    const int earliest = 1 + static_cast<int>((wanted.day - weekday{first_of_month}).count());
    const int number_of_them = (length - earliest) / 7 + 1;
    int nth = wanted.nth == 0 ? 1 : wanted.nth;
    if (nth < 0) nth += number_of_them + 1;
    const int last = wanted.nth == 0 ? number_of_them : nth;
    for (; nth >= 1 && nth <= std::min(last, number_of_them); ++nth) {
        set_.push_back(first_of_month + days{earliest - 1 + (nth - 1) * 7});
    }
}

void Occurrences::keep_set_positions() {
    chosen_.clear();
    const int size = static_cast<int>(set_.size());
    for (const int wanted : rule_.by_set_pos) {
        const int position = wanted > 0 ? wanted - 1 : size + wanted;
        if (position >= 0 && position < size) chosen_.push_back(set_[static_cast<std::size_t>(position)]);
    }
    std::sort(chosen_.begin(), chosen_.end());
    chosen_.erase(std::unique(chosen_.begin(), chosen_.end()), chosen_.end());
    set_.swap(chosen_);
}

std::optional<Date> first_occurrence(const Recurrence& rule, Date from) {
    Recurrence every = rule;
    every.interval = 1;
    every.count.reset();
    return Occurrences(std::move(every), from).next();
}

}  // namespace tiffin::calendar
