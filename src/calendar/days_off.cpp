#include "calendar/days_off.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "calendar/recurrence.h"
#include "calendar/rrule.h"
#include "domain/failure.h"
#include "domain/id.h"
#include "text/fold.h"

namespace tiffin::calendar {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kMostDays = 100'000;

/// The day of `time` on the clock of `start`: EXDATE and RECURRENCE-ID come in UTC where DTSTART has a zone.
Date date_beside(const EventTime& time, const EventTime& start) {
    if (!time.time || !start.time || time.zone == start.zone) return time.date;
    const auto from = Zone::find(time.zone);
    const auto to = Zone::find(start.zone);
    if (!from || !to) return time.date;
    return to->to_local(from->to_instant(time.date, floor<minutes>(*time.time))).date;
}

Recurrence rule_of(const FoundEvent& event) {
    const auto& start = event.start;
    const auto zone = start.time ? Zone::find(start.zone) : std::nullopt;
    const bool utc = event.rule.find('Z') != std::string::npos || event.rule.find('z') != std::string::npos;
    if (!zone || !utc) return parse_rrule(without_time_of_until(event.rule));
    const LocalStart local{*zone, floor<minutes>(*start.time)};
    return parse_rrule(text::join(text::split(event.rule, ";"), ";"), &local);
}

/// Which occurrences stand elsewhere: uid, and the day on the clock of their series.
using Replaced = std::set<std::pair<std::string, Date>>;

Replaced replaced(const std::vector<FoundEvent>& events) {
    std::map<std::string, const EventTime*> series;
    for (const auto& event : events) {
        if (!event.replaces) series.emplace(event.uid, &event.start);
    }
    Replaced found;
    for (const auto& event : events) {
        if (!event.replaces || event.uid.empty()) continue;
        const auto master = series.find(event.uid);
        const auto& start = master == series.end() ? event.start : *master->second;
        found.emplace(event.uid, date_beside(*event.replaces, start));
    }
    return found;
}

/// The first days of an event's occurrences that can touch `window`, exceptions left out; cut off where there
/// are too many. `length` is how many days an occurrence can reach beyond its first.
std::vector<Date> occurrences(const FoundEvent& event, const Replaced& elsewhere, days length,
                              DateRange window, Skipped& skipped) {
    std::vector<Date> starts{event.start.date};
    for (const auto& time : event.also) starts.push_back(date_beside(time, event.start));
    try {
        if (!event.rule.empty()) {
            Occurrences dates(rule_of(event), event.start.date, window.last);
            dates.skip_to(window.first - length);
            for (auto date = dates.next(); date; date = dates.next()) {
                starts.push_back(*date);
                if (starts.size() > kMostDays) break;
            }
        }
    } catch (const Failure& failure) {
        skipped.add(event.line, std::string(failure.what()) + "; only its first date is taken");
    }
    std::set<Date> except;
    for (const auto& time : event.except) except.insert(date_beside(time, event.start));
    const auto is_off = [&](Date start) {
        return except.contains(start) || (!event.replaces && elsewhere.contains({event.uid, start}));
    };
    starts.erase(std::remove_if(starts.begin(), starts.end(), is_off), starts.end());
    return starts;
}

/// One more than there may be where there are too many.
void append_days(std::vector<NamedDay>& found, DateRange range, const std::string& name) {
    for (Date day = range.first; day <= range.last && found.size() <= kMostDays; day += days{1}) {
        found.push_back({day, name});
    }
}

DateRange within(DateRange range, DateRange window) {
    return {std::max(range.first, window.first), std::min(range.last, window.last)};
}

std::string one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

/// How long one occurrence lasts; at most a year, so that no damaged file lasts for ever.
seconds length_of(const FoundEvent& event, const Zone& zone) {
    seconds length = event.duration.value_or(seconds{0});
    if (event.end) {
        const Zone end_zone = Zone::find(event.end->zone).value_or(zone);
        const auto instant = [](const Zone& at, const EventTime& time) {
            return at.to_instant(time.date, floor<minutes>(time.time.value_or(seconds{0})));
        };
        length = instant(end_zone, *event.end) - instant(zone, event.start);
    }
    return std::clamp(length, seconds{0}, seconds{days{366}});
}

/// The days on which the span touches the lunch hours.
std::vector<Date> days_at_lunch(Instant start, Instant end, const LunchHours& lunch) {
    std::vector<Date> found;
    for (Date day = lunch.zone.to_local(start).date; day <= lunch.zone.to_local(end).date; day += days{1}) {
        const bool touches = start < lunch.zone.to_instant(day, lunch.until) &&
                             std::max(end, start + seconds{1}) > lunch.zone.to_instant(day, lunch.from);
        if (touches) found.push_back(day);
    }
    return found;
}

/// The days of the occurrences that a person is away for, each with those that follow without a gap.
class AbsenceReader {
  public:
    AbsenceReader(std::string_view file, DateRange window, const LunchHours& lunch, Skipped& skipped,
                  LeftOut& left_out, const Reading& reading)
        : file_(file),
          window_(window),
          lunch_(lunch),
          skipped_(skipped),
          left_out_(left_out),
          reading_(reading) {}

    void take(const FoundEvent& event, const Replaced& elsewhere) {
        if (event.cancelled) return;
        const std::string name = one_line(event.summary);
        const auto range = whole_days(event, reading_.last_day);
        if (!range && event.free) return;
        const auto days_away = range ? whole(event, *range, elsewhere) : at_times(event, elsewhere);
        if (days_away.empty()) return;
        if (id_of_uid(event.uid)) {
            left_out_.own = true;
        } else if (event.free && !reading_.free) {
            left_out_.free.insert(name);
        } else {
            for (const auto& found : days_away) add(found, name);
        }
    }

    std::vector<NamedRange> sorted() {
        std::sort(found_.begin(), found_.end(), [](const NamedRange& a, const NamedRange& b) {
            return std::tie(a.name, a.days.first, a.days.last) < std::tie(b.name, b.days.first, b.days.last);
        });
        std::vector<NamedRange> merged;
        for (auto& range : found_) {
            const bool goes_on = !merged.empty() && merged.back().name == range.name &&
                                 range.days.first <= merged.back().days.last + days{1};
            if (goes_on) {
                merged.back().days.last = std::max(merged.back().days.last, range.days.last);
            } else {
                merged.push_back(std::move(range));
            }
        }
        std::sort(merged.begin(), merged.end(), [](const NamedRange& a, const NamedRange& b) {
            return std::tie(a.days.first, a.days.last, a.name) < std::tie(b.days.first, b.days.last, b.name);
        });
        return merged;
    }

  private:
    /// Those of the event's occurrences that touch the window, cut to it.
    std::vector<DateRange> whole(const FoundEvent& event, DateRange range, const Replaced& elsewhere) {
        std::vector<DateRange> found;
        const days length = range.last - range.first;
        for (const Date start : occurrences(event, elsewhere, length, window_, skipped_))
            keep(found, {start, start + length});
        return found;
    }

    std::vector<DateRange> at_times(const FoundEvent& event, const Replaced& elsewhere) {
        const auto known = Zone::find(event.start.zone);
        if (!known && !event.start.zone.empty()) {
            skipped_.add(event.line, "its time zone \"" + event.start.zone.substr(0, 40) +
                                         "\" is unknown, so " + lunch_.zone.name() + " is taken");
        }
        const Zone& zone = known ? *known : lunch_.zone;
        const seconds length = length_of(event, zone);
        const auto most_days = std::chrono::ceil<days>(length) + days{1};
        const auto time = floor<minutes>(event.start.time.value_or(seconds{0}));
        const DateRange near{window_.first, window_.last + days{1}};
        std::vector<DateRange> found;
        for (const Date date : occurrences(event, elsewhere, most_days, near, skipped_)) {
            const Instant start = zone.to_instant(date, time);
            for (const Date day : days_at_lunch(start, start + length, lunch_)) keep(found, {day, day});
        }
        return found;
    }

    void keep(std::vector<DateRange>& found, DateRange days_off) const {
        days_off = within(days_off, window_);
        if (days_off.first <= days_off.last) found.push_back(days_off);
        refuse_more(found.size());
    }

    void add(DateRange days_off, const std::string& name) {
        found_.push_back({days_off, name});
        refuse_more(found_.size());
    }

    void refuse_more(std::size_t count) const {
        if (count <= kMostDays) return;
        throw Failure(ExitStatus::bad_input,
                      std::string(file_) + ": it names more than " + std::to_string(kMostDays) + " absences",
                      "take out the events that are no absences");
    }

    std::string_view file_;
    DateRange window_;
    const LunchHours& lunch_;
    Skipped& skipped_;
    LeftOut& left_out_;
    const Reading& reading_;
    std::vector<NamedRange> found_;
};

}  // namespace

std::vector<NamedDay> read_holidays(std::string_view file, std::string_view text, DateRange window,
                                    Skipped& skipped, LeftOut& left_out, const Reading& reading) {
    const auto events = read_events(file, text, skipped);
    const auto elsewhere = replaced(events);
    std::vector<NamedDay> found;
    for (const auto& event : events) {
        if (event.cancelled) continue;
        const auto range = whole_days(event, reading.last_day);
        if (!range) {
            skipped.add(event.line, shown_event(event) + " does not last whole days");
            continue;
        }
        const std::string name = one_line(event.summary);
        const days length = range->last - range->first;
        for (const Date start : occurrences(event, elsewhere, length, window, skipped)) {
            const auto range_off = within({start, start + length}, window);
            if (event.observance && !reading.observances) {
                if (range_off.first <= range_off.last) left_out.observances.insert(name);
                continue;
            }
            append_days(found, range_off, name);
            if (found.size() > kMostDays) {
                throw Failure(
                    ExitStatus::bad_input,
                    std::string(file) + ": it names more than " + std::to_string(kMostDays) + " days",
                    "take out the events that are no holidays");
            }
        }
    }
    std::sort(found.begin(), found.end(), [](const NamedDay& a, const NamedDay& b) {
        return std::tie(a.date, a.name) < std::tie(b.date, b.name);
    });
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::vector<NamedRange> read_absences(std::string_view file, std::string_view text, const LunchHours& lunch,
                                      Skipped& skipped, LeftOut& left_out, const Reading& reading) {
    const auto events = read_events(file, text, skipped);
    const auto elsewhere = replaced(events);
    AbsenceReader reader(file, lunch.days, lunch, skipped, left_out, reading);
    for (const auto& event : events) reader.take(event, elsewhere);
    return reader.sorted();
}

}  // namespace tiffin::calendar
