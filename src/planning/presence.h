#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "planning/programme.h"

namespace tiffin::planning {

/// Indexes from `begin` up to, but not including, `end`.
struct IndexRange {
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::vector<Date> slot_dates(const Programme& programme);
std::size_t first_slot_from(const Programme& programme, Date from);

/// The same with the weight that somebody has there.
struct WeighedRange : IndexRange {
    Hundredths weight = kWhole;
};

/// When members are here and not away, as ranges of indexes of `dates` (ascending, equal ones allowed). The
/// ranges of one member are ascending and disjoint, and divided where the weight changes; an absence whose
/// end lies before its beginning counts nothing.
class Presence {
  public:
    Presence(const std::vector<Member>& members, const std::vector<Date>& dates);

    [[nodiscard]] std::span<const WeighedRange> of(std::size_t member) const {
        return {ranges_.data() + first_[member], first_[member + 1] - first_[member]};
    }

  private:
    void add_range(const Member& member, const std::vector<Date>& dates, IndexRange range);
    void add(const Member& member, const std::vector<Date>& dates, std::vector<DateRange>& away);

    std::vector<std::size_t> first_;  ///< of each member's ranges, and one behind the last
    std::vector<WeighedRange> ranges_;
};

/// Pools that are equal have equal numbers, counted from 0 in order of first appearance; one for each series.
struct DistinctPools {
    explicit DistinctPools(const std::vector<SeriesInPlan>& series);

    std::vector<std::size_t> of_series;
    std::vector<std::size_t> first_series;  ///< a series that has the pool
};

}  // namespace tiffin::planning
