#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "domain/date.h"

namespace tiffin::calendar {

enum class Frequency { daily, weekly, monthly, yearly };

/// "TH", "3TH" or "-1TH".
struct WeekdayInRule {
    std::chrono::weekday day{};
    int nth = 0;  ///< 1 … 5 or -1 … -5 of its month; 0: each one

    bool operator==(const WeekdayInRule&) const = default;
};

/// The part of RFC 5545 3.3.10 on which the calendar programs in use agree:
/// FREQ DAILY, WEEKLY, MONTHLY, YEARLY; INTERVAL; COUNT or UNTIL; WKST; BYMONTH; BYDAY, numbered with
/// MONTHLY, or with YEARLY and BYMONTH; BYMONTHDAY with MONTHLY or YEARLY; BYSETPOS with MONTHLY or YEARLY
/// and BYDAY. Lists are sorted and free of duplicates. It gives dates of a local calendar; times and zones
/// are attached to them.
struct Recurrence {
    Frequency frequency = Frequency::weekly;
    int interval = 1;
    std::optional<int> count;
    std::optional<Date> until;          ///< the last day that may be given, on the local calendar
    std::vector<WeekdayInRule> by_day;  ///< Monday first, then by number
    std::vector<int> by_month_day;      ///< 1 … 31 or -1 … -31
    std::vector<std::chrono::month> by_month;
    std::vector<int> by_set_pos;  ///< 1 … 366 or -1 … -366
    std::chrono::weekday week_start = std::chrono::Monday;

    bool operator==(const Recurrence&) const = default;
};

/// The rule with the days written out that it would otherwise take from its DTSTART: BYDAY for a plain
/// WEEKLY, BYMONTHDAY for a plain MONTHLY, BYMONTH and BYMONTHDAY for a plain YEARLY. Gives the same dates
/// from `first`.
Recurrence with_days_of(Recurrence rule, Date first);

/// The dates of a rule, in order, from DTSTART `first` on. A DTSTART that the rule itself does not give is
/// not among them (RFC 5545 3.8.5.3 leaves that case undefined), but its week, month or year is the one from
/// which INTERVAL counts, and COUNT counts the dates that are given. Ends at kLatestDate at the latest, also
/// for a rule that never comes true such as 30 February.
class Occurrences {
  public:
    /// Gives no date after `last`, nor looks for one.
    Occurrences(Recurrence rule, Date first, Date last = kLatestDate);

    std::optional<Date> next();

    /// Leaves out the dates before `from`; they still count for COUNT. Does not go back. Takes no time for
    /// the years in between unless there is a COUNT.
    void skip_to(Date from);

  private:
    void fill();
    void fill_days();
    void fill_week(Date start);
    void fill_months(std::int64_t first_month, int number);
    void fill_month(std::chrono::year_month month);
    void add(Date date);
    void add_weekdays(const WeekdayInRule& wanted, Date first_of_month, int length);
    void keep_set_positions();
    [[nodiscard]] bool is_in_month(std::chrono::month wanted) const;
    [[nodiscard]] std::int64_t period_of(Date date) const;

    Recurrence rule_;
    Date first_;
    Date last_;
    Date from_;  ///< dates before it are counted but not given
    std::int64_t period_ =
        0;  ///< the last one looked at: days, weeks, months or years since that of `first_`
    int given_ = 0;
    std::vector<Date> set_;     ///< the dates of the present period
    std::vector<Date> chosen_;  ///< those that BYSETPOS keeps
    std::size_t position_ = 0;
    bool over_ = false;
};

/// The first date from `from` on with which a series by this rule can start: one of the rule's days, whatever
/// its INTERVAL and COUNT. It is the DTSTART to use. Nothing when no such day exists or UNTIL comes first.
std::optional<Date> first_occurrence(const Recurrence& rule, Date from);

}  // namespace tiffin::calendar
