#include "calendar/holiday_policy.h"

#include <algorithm>
#include <map>
#include <utility>

#include "calendar/date_words.h"
#include "calendar/recurrence.h"
#include "calendar/rrule.h"

namespace tiffin::calendar {

namespace {

using std::chrono::days;

bool is_kept(Date date) {
    return kEarliestDate <= date && date <= kLatestDate;
}

/// Whether the series takes place at all on such a day.
bool is_running(const Series& series, Date date) {
    if (date < series.first || date > series.last.value_or(kLatestDate)) return false;
    return std::none_of(series.pauses.begin(), series.pauses.end(),
                        [&](const DateRange& pause) { return pause.contains(date); });
}

/// The occurrences of the series' rule from `from` to `until` that are not in a pause.
std::vector<Date> running_occurrences(const Series& series, Date from, Date until) {
    std::vector<Date> dates;
    Occurrences occurrences(parse_rrule(series.rule), series.first);
    occurrences.skip_to(from);
    for (auto date = occurrences.next(); date && *date <= until; date = occurrences.next()) {
        if (is_running(series, *date)) dates.push_back(*date);
    }
    return dates;
}

PlannedDate plan_date(const Series& series, const Holidays& holidays, Date occurrence) {
    const std::string* holiday = holidays.on(occurrence);
    if (holiday == nullptr) return {occurrence, occurrence, {}};
    PlannedDate planned{occurrence, place_occurrence(occurrence, holidays, series.holidays), *holiday};
    planned.ask = series.holidays == HolidayPolicy::ask;
    if (planned.date && !is_running(series, *planned.date)) planned.date.reset();
    return planned;
}

/// Leaves each date to one occurrence: to the one there by rule, else to the earliest that is moved there.
void keep_apart(std::vector<PlannedDate>& all) {
    std::map<Date, Date> taken;
    for (const auto& planned : all) {
        if (planned.date == planned.occurrence) taken.emplace(planned.occurrence, planned.occurrence);
    }
    for (auto& planned : all) {
        if (!planned.date) continue;
        const auto [holder, free] = taken.emplace(*planned.date, planned.occurrence);
        if (free || holder->second == planned.occurrence) continue;
        planned.taken_by = holder->second;
        planned.date.reset();
    }
}

}  // namespace

Holidays::Holidays(std::vector<Holiday> dates) : dates_(std::move(dates)) {
    std::stable_sort(dates_.begin(), dates_.end(),
                     [](const Holiday& left, const Holiday& right) { return left.date < right.date; });
}

const std::string* Holidays::on(Date date) const {
    const auto found =
        std::lower_bound(dates_.begin(), dates_.end(), date,
                         [](const Holiday& holiday, Date wanted) { return holiday.date < wanted; });
    return found != dates_.end() && found->date == date ? &found->name : nullptr;
}

bool Holidays::is_working_day(Date date) const {
    return std::chrono::weekday{date}.iso_encoding() <= 5 && on(date) == nullptr;
}

std::optional<Date> place_occurrence(Date occurrence, const Holidays& holidays, HolidayPolicy policy) {
    if (holidays.on(occurrence) == nullptr || policy == HolidayPolicy::ask) return occurrence;
    if (policy == HolidayPolicy::skip) return std::nullopt;
    const days step{policy == HolidayPolicy::next ? 1 : -1};
    for (days moved{1}; moved <= kFarthestMove; ++moved) {
        const Date date = occurrence + step * moved.count();
        if (!is_kept(date)) break;
        if (holidays.is_working_day(date)) return date;
    }
    return std::nullopt;
}

std::vector<PlannedDate> series_dates(const Series& series, const Holidays& holidays, Date from, Date until) {
    std::vector<PlannedDate> all;
    if (series.rule.empty() || from > until) return all;
    // Twice as far as a move goes: what is moved into the time asked for, and what is moved to where that
    // would go.
    const Date earliest = std::max(from, kEarliestDate + 2 * kFarthestMove) - 2 * kFarthestMove;
    const Date latest = std::min(until, kLatestDate - 2 * kFarthestMove) + 2 * kFarthestMove;
    for (const Date occurrence : running_occurrences(series, earliest, latest)) {
        all.push_back(plan_date(series, holidays, occurrence));
    }
    keep_apart(all);
    const auto is_outside = [&](const PlannedDate& planned) {
        return !DateRange{from, until}.contains(planned.date.value_or(planned.occurrence));
    };
    all.erase(std::remove_if(all.begin(), all.end(), is_outside), all.end());
    return all;
}

std::string describe(const PlannedDate& planned) {
    if (planned.holiday.empty()) return {};
    if (planned.ask) return planned.holiday + ": to be decided";
    if (planned.taken_by) {
        return planned.holiday + ": skipped, as the day to move to has the session of " +
               render_date_words(*planned.taken_by);
    }
    if (!planned.date) return planned.holiday + ": skipped";
    return planned.holiday + ": moved to " + render_date_words(*planned.date);
}

}  // namespace tiffin::calendar
