#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "calendar/zone.h"
#include "domain/date.h"

namespace tiffin::calendar {

/// "Last Sunday of March": FREQ=YEARLY with one BYMONTH and one numbered BYDAY, the only form that Exchange
/// reads (MS-OXCICAL 2.1.3.1.1.19.2).
struct YearlyChange {
    std::chrono::month month;
    std::chrono::weekday weekday;
    int nth;  ///< 1 … 4, or -1 for the last

    bool operator==(const YearlyChange&) const = default;
};

/// One STANDARD or DAYLIGHT part of a VTIMEZONE (RFC 5545 3.6.5). DAYLIGHT is the one with the larger offset,
/// whatever the zone's law calls it: Dublin's winter is STANDARD here.
struct ZoneBlock {
    enum class Kind { standard, daylight };
    Kind kind;
    Date date;                  ///< the first onset, on the local clock before the change
    std::chrono::seconds time;  ///< since midnight of `date`
    std::chrono::seconds from;
    std::chrono::seconds to;
    std::string abbreviation;
    std::optional<YearlyChange> yearly;  ///< nothing: this onset only
};

struct VTimeZone {
    /// fixed: one block without a rule; yearly: two blocks with rules; changes: one block for each change.
    enum class Form { fixed, yearly, changes };
    std::string name;
    Form form;
    std::vector<ZoneBlock> blocks;
};

/// The horizon for a series without an end: a rule that holds until then is taken to hold for good.
constexpr Date kOpenEnd = std::chrono::year{2036} / 12 / 31;

/// The definition of `zone` that is right from `first` to `last`.
VTimeZone define_zone(const Zone& zone, Instant first, Instant last);

/// True when the changes could only be listed one by one. Outlook ignores or misreads such a list, so single
/// sessions are better sent in UTC.
bool lists_changes(const VTimeZone& definition);

/// True where clients can follow the zone's clock in an event that recurs on these days.
bool recurs_well(const Zone& zone, DateRange days);

/// BEGIN:VTIMEZONE … END:VTIMEZONE as content lines, unfolded and without line ends.
std::vector<std::string> render_vtimezone(const VTimeZone& definition);

}  // namespace tiffin::calendar
