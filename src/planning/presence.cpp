#include "planning/presence.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

namespace tiffin::planning {

namespace {

std::size_t first_from(const std::vector<Date>& dates, Date day) {
    return static_cast<std::size_t>(std::lower_bound(dates.begin(), dates.end(), day) - dates.begin());
}

std::size_t first_after(const std::vector<Date>& dates, Date day) {
    return static_cast<std::size_t>(std::upper_bound(dates.begin(), dates.end(), day) - dates.begin());
}

std::uint64_t fingerprint(const std::vector<std::size_t>& pool) {
    std::uint64_t hash = pool.size();
    for (const std::size_t member : pool) hash = (hash ^ member) * 0x9E3779B97F4A7C15U + (hash >> 29U);
    return hash;
}

}  // namespace

std::vector<Date> slot_dates(const Programme& programme) {
    std::vector<Date> dates;
    dates.reserve(programme.slots.size());
    for (const auto& slot : programme.slots) dates.push_back(slot.date);
    return dates;
}

std::size_t first_slot_from(const Programme& programme, Date from) {
    const auto first = std::lower_bound(programme.slots.begin(), programme.slots.end(), from,
                                        [](const Slot& slot, Date day) { return slot.date < day; });
    return static_cast<std::size_t>(first - programme.slots.begin());
}

Presence::Presence(const std::vector<Member>& members, const std::vector<Date>& dates) {
    first_.reserve(members.size() + 1);
    ranges_.reserve(members.size() * 2);
    std::vector<DateRange> away;
    for (const auto& member : members) {
        first_.push_back(ranges_.size());
        add(member, dates, away);
    }
    first_.push_back(ranges_.size());
}

void Presence::add_range(const Member& member, const std::vector<Date>& dates, IndexRange range) {
    Hundredths weight = kWhole;
    for (const auto& one : member.weights) {
        const std::size_t change = std::min(first_from(dates, one.first), range.end);
        if (range.begin < change) {
            ranges_.push_back({{range.begin, change}, weight});
            range.begin = change;
        }
        weight = one.hundredths;
    }
    if (range.begin < range.end) ranges_.push_back({range, weight});
}

void Presence::add(const Member& member, const std::vector<Date>& dates, std::vector<DateRange>& away) {
    std::size_t begin = first_from(dates, member.here.first);
    const std::size_t end = first_after(dates, member.here.last);
    away.assign(member.away.begin(), member.away.end());
    std::sort(away.begin(), away.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& absence : away) {
        if (absence.last < absence.first) continue;
        const std::size_t gone = std::min(first_from(dates, absence.first), end);
        add_range(member, dates, {begin, gone});
        begin = std::max(begin, first_after(dates, absence.last));
    }
    add_range(member, dates, {begin, end});
}

DistinctPools::DistinctPools(const std::vector<SeriesInPlan>& series) {
    std::unordered_multimap<std::uint64_t, std::size_t> known;
    for (std::size_t i = 0; i < series.size(); ++i) {
        const std::uint64_t print = fingerprint(series[i].pool);
        const auto [first, last] = known.equal_range(print);
        const auto same = std::find_if(first, last, [&](const auto& entry) {
            return series[first_series[entry.second]].pool == series[i].pool;
        });
        if (same != last) {
            of_series.push_back(same->second);
            continue;
        }
        of_series.push_back(first_series.size());
        known.emplace(print, first_series.size());
        first_series.push_back(i);
    }
}

}  // namespace tiffin::planning
