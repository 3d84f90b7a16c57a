#include "calendar/vtimezone.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace tiffin::calendar {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::seconds;
using std::chrono::year_month_day;

// Far enough before the first session to see each yearly change once, and far enough after the last one that
// a change which stops coming is noticed before it matters.
constexpr days kBefore{400};
constexpr days kAfter{380};
// The nth weekday of a month comes back after 364 or 371 days.
constexpr days kLongestYear{372};

/// The changes of one kind: equal month, weekday, time and offsets.
struct YearlyClass {
    std::chrono::month month;
    std::chrono::weekday weekday;
    seconds time;
    seconds from;
    seconds to;
    std::vector<Transition> onsets;
};

struct Onset {
    Date date;
    seconds time;
};

Onset local_onset(const Transition& change) {
    const auto local = change.at + change.from;
    const auto date = floor<days>(local);
    return {date, local - date};
}

ZoneBlock block_of(const Transition& change, std::optional<YearlyChange> yearly) {
    const auto onset = local_onset(change);
    const auto kind = change.to > change.from ? ZoneBlock::Kind::daylight : ZoneBlock::Kind::standard;
    return {kind, onset.date, onset.time, change.from, change.to, change.abbreviation, yearly};
}

/// Stands for all that was before the changes listed.
ZoneBlock initial_block(const Zone& zone, Instant instant) {
    const auto offset = zone.offset_at(instant);
    constexpr Date epoch = std::chrono::year{1970} / 1 / 1;
    const Date date = std::min(epoch, floor<days>(instant) - days{1});
    return {ZoneBlock::Kind::standard,     date,        seconds{0}, offset, offset,
            zone.abbreviation_at(instant), std::nullopt};
}

std::vector<Transition> changes_between(const Zone& zone, Instant first, Instant last) {
    std::vector<Transition> changes;
    for (auto change = zone.next_transition(first); change && change->at <= last;
         change = zone.next_transition(change->at)) {
        changes.push_back(*change);
    }
    return changes;
}

std::vector<YearlyClass> classify(const std::vector<Transition>& changes) {
    std::vector<YearlyClass> classes;
    for (const auto& change : changes) {
        const auto onset = local_onset(change);
        const auto month = year_month_day{onset.date}.month();
        const std::chrono::weekday weekday{onset.date};
        auto found = std::find_if(classes.begin(), classes.end(), [&](const YearlyClass& known) {
            return known.month == month && known.weekday == weekday && known.time == onset.time &&
                   known.from == change.from && known.to == change.to;
        });
        if (found == classes.end()) {
            found = classes.insert(found, {month, weekday, onset.time, change.from, change.to, {}});
        }
        found->onsets.push_back(change);
    }
    return classes;
}

/// The rule that gives all onsets of the class, if they came in each year between the two instants.
std::optional<YearlyChange> yearly_rule(const YearlyClass& known, Instant begin, Instant end) {
    if (known.onsets.front().at > begin + kLongestYear || known.onsets.back().at < end - kLongestYear) {
        return std::nullopt;
    }
    bool always_last = true;
    bool always_same = true;
    const auto nth_of = [](year_month_day day) {
        return static_cast<int>((static_cast<unsigned>(day.day()) + 6) / 7);
    };
    const year_month_day first{local_onset(known.onsets.front()).date};
    auto year = first.year();
    for (const auto& change : known.onsets) {
        const auto date = local_onset(change).date;
        const year_month_day day{date};
        if (day.year() != year) return std::nullopt;
        ++year;
        always_last = always_last && year_month_day{date + days{7}}.month() != known.month;
        always_same = always_same && nth_of(day) == nth_of(first);
    }
    // Fourth and last may agree for some years; of laws written by weekday, "last" is the usual one.
    if (always_last) return YearlyChange{known.month, known.weekday, -1};
    if (always_same) return YearlyChange{known.month, known.weekday, nth_of(first)};
    return std::nullopt;
}

void put_digits(std::string& to, std::int64_t number) {
    if (number < 10) to += '0';
    to += std::to_string(number);
}

/// RFC 5545 3.3.14: "+0100", with seconds only where there are some.
std::string render_utc_offset(seconds offset) {
    const auto amount = std::abs(offset.count());
    std::string text(1, offset < seconds::zero() ? '-' : '+');
    put_digits(text, amount / 3600);
    put_digits(text, amount / 60 % 60);
    if (amount % 60 != 0) put_digits(text, amount % 60);
    return text;
}

std::string render_onset(const ZoneBlock& block) {
    std::string text = render_date(block.date);
    text.erase(std::remove(text.begin(), text.end(), '-'), text.end());
    text += 'T';
    put_digits(text, block.time.count() / 3600);
    put_digits(text, block.time.count() / 60 % 60);
    put_digits(text, block.time.count() % 60);
    return text;
}

std::string render_yearly(const YearlyChange& change) {
    constexpr std::array<const char*, 7> kNames{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
    return "RRULE:FREQ=YEARLY;BYMONTH=" + std::to_string(static_cast<unsigned>(change.month)) +
           ";BYDAY=" + std::to_string(change.nth) + kNames[change.weekday.c_encoding()];
}

}  // namespace

VTimeZone define_zone(const Zone& zone, Instant first, Instant last) {
    const Instant begin = first - kBefore;
    const Instant end = last + kAfter;
    const auto changes = changes_between(zone, begin, end);
    if (changes.empty() || changes.back().at <= first) {
        return {zone.name(), VTimeZone::Form::fixed, {initial_block(zone, first)}};
    }
    if (const auto classes = classify(changes); classes.size() == 2) {
        const auto one = yearly_rule(classes[0], begin, end);
        const auto other = yearly_rule(classes[1], begin, end);
        if (one && other) {
            return {zone.name(),
                    VTimeZone::Form::yearly,
                    {block_of(classes[0].onsets.front(), one), block_of(classes[1].onsets.front(), other)}};
        }
    }
    VTimeZone definition{zone.name(), VTimeZone::Form::changes, {initial_block(zone, begin)}};
    for (const auto& change : changes) definition.blocks.push_back(block_of(change, std::nullopt));
    return definition;
}

bool lists_changes(const VTimeZone& definition) {
    return definition.form == VTimeZone::Form::changes;
}

bool recurs_well(const Zone& zone, DateRange days) {
    return !lists_changes(define_zone(zone, Instant{days.first}, Instant{days.last}));
}

std::vector<std::string> render_vtimezone(const VTimeZone& definition) {
    std::vector<std::string> lines{"BEGIN:VTIMEZONE", "TZID:" + definition.name};
    for (const auto& block : definition.blocks) {
        const std::string kind = block.kind == ZoneBlock::Kind::daylight ? "DAYLIGHT" : "STANDARD";
        lines.push_back("BEGIN:" + kind);
        lines.push_back("DTSTART:" + render_onset(block));
        if (block.yearly) lines.push_back(render_yearly(*block.yearly));
        lines.push_back("TZOFFSETFROM:" + render_utc_offset(block.from));
        lines.push_back("TZOFFSETTO:" + render_utc_offset(block.to));
        lines.push_back("TZNAME:" + block.abbreviation);
        lines.push_back("END:" + kind);
    }
    lines.emplace_back("END:VTIMEZONE");
    return lines;
}

}  // namespace tiffin::calendar
