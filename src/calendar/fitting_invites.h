#pragma once

#include <optional>
#include <vector>

#include "calendar/recurrence.h"
#include "domain/series.h"
#include "domain/series_invite.h"

namespace tiffin::calendar {

/// The last day on which a series can take place by its rule, its last day and a pause without an end;
/// nothing: it goes on.
std::optional<Date> end_of(const Series& series);

/// The dates of a recurring invite up to its end; without one they go on.
Recurrence rule_of(const SeriesInvite& invite, std::optional<Date> end);

/// The first of its dates that is not over at `now`, and that is no later than `end`.
std::optional<Date> next_date(const SeriesInvite& invite, std::chrono::minutes length,
                              std::optional<Date> end, Instant now);

/// The last of its dates up to and on `day`, which is no earlier than the first of them.
Date last_date(const SeriesInvite& invite, Date day);

/// `known` made to fit what the series is now: an invite that it no longer goes by ends with the last of its
/// dates that is over, and where the series invites as one and still has a date, the last of them is the one
/// it goes by: a new one, without an id, unless it was there. Nothing else is changed, and a second call
/// changes nothing.
std::vector<SeriesInvite> fitted(const Series& series, std::vector<SeriesInvite> known, Instant now);

}  // namespace tiffin::calendar
