#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"

namespace tiffin::calendar {

/// What a clock on the wall shows. Seconds are cut off; so are those of offsets before zones were kept to
/// minutes.
struct Local {
    Date date;
    TimeOfDay time;
    std::chrono::minutes offset;  ///< local time minus UTC

    bool operator==(const Local&) const = default;
};

/// A moment at which a zone's offset changes.
struct Transition {
    Instant at;
    std::chrono::seconds from;  ///< the offset before `at`
    std::chrono::seconds to;    ///< the offset from `at` on
    std::string abbreviation;   ///< from `at` on, such as "CEST" or "+03"
};

/// A time zone of the IANA database, with the rules of the system's zone files. Right up to kLatestDate: the
/// rule at the end of a zone file is kept. Loading reads one file, once per zone and process; copies are
/// cheap.
class Zone {
  public:
    /// Only IANA names with their own letter case, and "UTC". Failure bad_input for any other name, with the
    /// nearest known ones; Failure configuration when the system has no zone files.
    static Zone load(std::string_view name);
    /// As load; nothing for a name that is unknown here.
    static std::optional<Zone> find(std::string_view name);

    [[nodiscard]] const std::string& name() const;

    /// RFC 5545 3.3.5: a local time that does not exist is read with the offset before the gap, one that
    /// exists twice is the first of the two.
    [[nodiscard]] Instant to_instant(Date date, TimeOfDay time) const;
    [[nodiscard]] Local to_local(Instant instant) const;

    [[nodiscard]] std::chrono::seconds offset_at(Instant instant) const;
    [[nodiscard]] std::string abbreviation_at(Instant instant) const;

    /// The first change of the offset after `instant`; changes of the abbreviation alone do not count. Known
    /// for about four hundred years ahead.
    [[nodiscard]] std::optional<Transition> next_transition(Instant instant) const;

  private:
    struct Rules;
    explicit Zone(std::shared_ptr<const Rules> rules);
    std::shared_ptr<const Rules> rules_;
};

/// Clocks are changed at night: between eight in the morning and eight in the evening none jumps, so that
/// what a clock shows then can be told without its zone. True of every zone from 2026 on.
bool is_by_day(TimeOfDay start, std::chrono::minutes length);

/// The names in the system's zone folder.
std::vector<std::string> zone_names();

/// RFC 3339 with the zone's offset: "2027-02-18T12:30:00+01:00". Offsets with seconds are rounded to minutes,
/// and the time with them, so that the text always names `instant`.
std::string render_offset_time(Instant instant, const Zone& zone);

}  // namespace tiffin::calendar
