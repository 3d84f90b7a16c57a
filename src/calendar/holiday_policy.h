#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/date.h"
#include "domain/holiday.h"
#include "domain/series.h"
#include "domain/session_layout.h"

namespace tiffin::calendar {

/// Days off for asking about single dates. Of two with the same date the first one's name is kept.
class Holidays {
  public:
    Holidays() = default;
    explicit Holidays(std::vector<Holiday> dates);

    /// The holiday's name, or null.
    [[nodiscard]] const std::string* on(Date date) const;

    /// Monday to Friday, and no holiday.
    [[nodiscard]] bool is_working_day(Date date) const;

  private:
    std::vector<Holiday> dates_;
};

/// How far an occurrence may be moved to find a working day.
constexpr std::chrono::days kFarthestMove{31};

/// The date on which an occurrence takes place. Only holidays move it, weekends alone do not; nothing when it
/// is skipped, or when no working day is within kFarthestMove or the years that are kept.
std::optional<Date> place_occurrence(Date occurrence, const Holidays& holidays, HolidayPolicy policy);

/// The dates of a series from `from` to `until`, both included, in the order of the occurrences; an
/// occurrence that does not take place is listed when it would have been in that time. The same occurrence
/// has the same outcome whatever `from` and `until` are. Occurrences before the series' first day, after its
/// last and in its pauses are left out, and nothing is moved to such a day. No two have the same date: an
/// occurrence that a holiday moves gives way to the one that is there by rule, and to an earlier one that is
/// moved there. Failure as of parse_rrule for a broken rule; a series without a rule has no dates.
std::vector<PlannedDate> series_dates(const Series& series, const Holidays& holidays, Date from, Date until);

/// "Christmas Day: moved to Mon 28 Dec 2026"; empty for an occurrence that no holiday touches.
std::string describe(const PlannedDate& planned);

}  // namespace tiffin::calendar
