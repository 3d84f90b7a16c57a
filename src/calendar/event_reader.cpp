#include "calendar/event_reader.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

#include "calendar/recurrence.h"
#include "calendar/rrule.h"
#include "domain/failure.h"
#include "text/fold.h"

namespace tiffin::calendar {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kMostEvents = 500'000;
constexpr std::size_t kMostDays = 100'000;
constexpr seconds kLastMinute = hours{23} + minutes{59};

/// How Exchange and Outlook name the zones met most (Unicode CLDR, windowsZones).
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kWindowsZones{{
    {"AUS Eastern Standard Time", "Australia/Sydney"},
    {"Central Europe Standard Time", "Europe/Budapest"},
    {"Central European Standard Time", "Europe/Warsaw"},
    {"Central Standard Time", "America/Chicago"},
    {"China Standard Time", "Asia/Shanghai"},
    {"Eastern Standard Time", "America/New_York"},
    {"FLE Standard Time", "Europe/Kiev"},
    {"GMT Standard Time", "Europe/London"},
    {"GTB Standard Time", "Europe/Bucharest"},
    {"India Standard Time", "Asia/Kolkata"},
    {"Mountain Standard Time", "America/Denver"},
    {"Pacific Standard Time", "America/Los_Angeles"},
    {"Romance Standard Time", "Europe/Paris"},
    {"Singapore Standard Time", "Asia/Singapore"},
    {"Tokyo Standard Time", "Asia/Tokyo"},
    {"W. Europe Standard Time", "Europe/Berlin"},
}};

constexpr std::array<std::string_view, 10> kRegions{"Africa/", "America/",  "Antarctica/", "Arctic/",
                                                    "Asia/",   "Atlantic/", "Australia/",  "Europe/",
                                                    "Indian/", "Pacific/"};

/// TZIDs carry Windows names, and IANA names behind prefixes such as "/freeassociation.sourceforge.net/".
std::string iana_name(std::string_view id) {
    for (const auto& [windows, iana] : kWindowsZones) {
        if (id == windows) return std::string(iana);
    }
    for (const auto region : kRegions) {
        const auto at = id.find(region);
        if (at != std::string_view::npos && at > 0 && id[at - 1] == '/') return std::string(id.substr(at));
    }
    return std::string(id);
}

std::optional<int> number(std::string_view digits) {
    if (digits.empty() || digits.size() > 9) return std::nullopt;
    int value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

/// "20270218", the first eight characters of every date in a calendar.
std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 8) return std::nullopt;
    const std::string_view year = text.substr(0, 4);
    return parse_iso_date(std::string(year) + "-" + std::string(text.substr(4, 2)) + "-" +
                          std::string(text.substr(6)));
}

/// "T123000" or "T1230"
std::optional<seconds> parse_clock(std::string_view text) {
    if ((text.size() != 7 && text.size() != 5) || (text[0] != 'T' && text[0] != 't')) return std::nullopt;
    const auto hour = number(text.substr(1, 2));
    const auto minute = number(text.substr(3, 2));
    const auto second = text.size() == 7 ? number(text.substr(5, 2)) : 0;
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    return hours{*hour} + minutes{*minute} + seconds{std::min(*second, 59)};
}

std::optional<EventTime> parse_event_time(const ContentLine& line) {
    const auto date = parse_date(line.value.substr(0, 8));
    if (!date) return std::nullopt;
    EventTime time{*date, std::nullopt, {}};
    auto clock = line.value.substr(8);
    // Some programs say VALUE=DATE and write midnight all the same.
    if (clock.empty() || equal_without_case(line.parameter("VALUE").value_or(""), "DATE")) return time;
    const bool utc = clock.back() == 'Z' || clock.back() == 'z';
    if (utc) clock.remove_suffix(1);
    time.time = parse_clock(clock);
    if (!time.time) return std::nullopt;
    time.zone = utc ? "UTC" : iana_name(line.parameter("TZID").value_or(""));
    return time;
}

/// RFC 5545 3.3.6: "P2W", "P1D", "PT1H30M", without a sign or with a plus.
std::optional<seconds> parse_duration(std::string_view text) {
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    if (text.size() < 3 || (text.front() != 'P' && text.front() != 'p')) return std::nullopt;
    text.remove_prefix(1);
    seconds total{0};
    while (!text.empty()) {
        if (text.front() == 'T' || text.front() == 't') text.remove_prefix(1);
        const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
        const auto count = number(text.substr(0, end));
        if (!count || end == text.size() || *count > 1'000'000) return std::nullopt;
        const auto unit = std::string_view("WDHMSwdhms").find(text[end]);
        if (unit == std::string_view::npos) return std::nullopt;
        constexpr std::array<seconds, 5> kUnits{days{7}, days{1}, hours{1}, minutes{1}, seconds{1}};
        total += *count * kUnits[unit % kUnits.size()];
        text.remove_prefix(end + 1);
    }
    return total;
}

/// The dates of a list such as RDATE's; a PERIOD counts by its start.
std::vector<Date> parse_dates(const ContentLine& line, ContentReader& reader) {
    std::vector<Date> dates;
    for (const auto& item : text::split(line.value, ",")) {
        if (const auto date = parse_date(std::string_view(item).substr(0, 8))) {
            dates.push_back(*date);
        } else {
            reader.skip(line.line, "\"" + item + "\" is no date");
        }
    }
    return dates;
}

void append(std::vector<Date>& to, const std::vector<Date>& from) {
    to.insert(to.end(), from.begin(), from.end());
}

/// Takes lines until an event is complete.
class EventBuilder {
  public:
    explicit EventBuilder(ContentReader& reader) : reader_(reader) {}

    void begin(std::size_t line) {
        event_ = FoundEvent();
        event_.line = line;
        started_ = false;
        open_ = true;
    }

    [[nodiscard]] bool is_open() const { return open_; }

    void add(const ContentLine& line) {
        if (line.is("UID")) event_.uid = line.text();
        if (line.is("SUMMARY")) event_.summary = line.text();
        if (line.is("DTSTART")) started_ = set(event_.start, line) || started_;
        if (line.is("DTEND")) event_.end = time_of(line);
        if (line.is("DURATION")) event_.duration = parse_duration(line.value);
        if (line.is("RECURRENCE-ID")) replaces(line);
        if (line.is("RDATE")) append(event_.also, parse_dates(line, reader_));
        if (line.is("EXDATE")) append(event_.except, parse_dates(line, reader_));
        if (line.is("STATUS")) event_.cancelled = equal_without_case(line.value, "CANCELLED");
        if (line.is("RRULE")) add_rule(line);
        if (line.is("EXRULE")) reader_.skip(line.line, "EXRULE is not followed");
    }

    /// Nothing for an event that does not say when it is.
    std::optional<FoundEvent> end() {
        open_ = false;
        if (started_) return std::move(event_);
        reader_.skip(event_.line, "the event has no DTSTART");
        return std::nullopt;
    }

  private:
    std::optional<EventTime> time_of(const ContentLine& line) {
        auto time = parse_event_time(line);
        if (!time) reader_.skip(line.line, "\"" + std::string(line.value.substr(0, 40)) + "\" is no date");
        return time;
    }

    bool set(EventTime& to, const ContentLine& line) {
        if (auto time = time_of(line)) {
            to = std::move(*time);
            return true;
        }
        return false;
    }

    void replaces(const ContentLine& line) {
        if (const auto time = time_of(line)) event_.replaces = time->date;
    }

    void add_rule(const ContentLine& line) {
        if (!event_.rule.empty()) reader_.skip(line.line, "a second RRULE is not followed");
        if (event_.rule.empty()) event_.rule = line.value;
    }

    ContentReader& reader_;
    FoundEvent event_;
    bool started_ = false;
    bool open_ = false;
};

/// A whole-day event's UNTIL should be a date (RFC 5545 3.3.10); many programs write a time.
std::string without_time_of_until(const std::string& rule) {
    std::vector<std::string> parts = text::split(rule, ";");
    for (auto& part : parts) {
        constexpr std::size_t kDateEnds = 6 + 8;  // "UNTIL=20301231"
        if (part.size() > kDateEnds && equal_without_case(std::string_view(part).substr(0, 6), "UNTIL=")) {
            part.resize(kDateEnds);
        }
    }
    return text::join(parts, ";");
}

/// The first days of an event's occurrences that can touch `window`, exceptions included; cut off where there
/// are too many.
std::vector<Date> occurrences(const FoundEvent& event, days length, DateRange window, Skipped& skipped) {
    std::vector<Date> starts{event.start.date};
    append(starts, event.also);
    if (event.rule.empty()) return starts;
    try {
        Occurrences dates(parse_rrule(without_time_of_until(event.rule)), event.start.date);
        dates.skip_to(window.first - length);
        for (auto date = dates.next(); date && *date <= window.last; date = dates.next()) {
            starts.push_back(*date);
            if (starts.size() > kMostDays) break;
        }
    } catch (const Failure& failure) {
        skipped.add(event.line, std::string(failure.what()) + "; only its first date is taken");
    }
    return starts;
}

/// Which occurrences stand elsewhere: uid and date.
std::set<std::pair<std::string, Date>> replaced(const std::vector<FoundEvent>& events) {
    std::set<std::pair<std::string, Date>> found;
    for (const auto& event : events) {
        if (event.replaces && !event.uid.empty()) found.emplace(event.uid, *event.replaces);
    }
    return found;
}

/// One more than there may be where there are too many.
void append_days(std::vector<NamedDay>& found, DateRange range, const std::string& name) {
    for (Date day = range.first; day <= range.last && found.size() <= kMostDays; day += days{1}) {
        found.push_back({day, name});
    }
}

std::string one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

}  // namespace

std::vector<FoundEvent> read_events(std::string_view file, std::string_view text, Skipped& skipped,
                                    const ReaderLimits& limits) {
    ContentReader reader(file, text, limits);
    EventBuilder builder(reader);
    std::vector<FoundEvent> events;
    bool calendar = false;
    const auto end = [&] {
        if (auto event = builder.end()) events.push_back(std::move(*event));
        if (events.size() > kMostEvents) {
            throw Failure(
                ExitStatus::bad_input,
                std::string(file) + ": it holds more than " + std::to_string(kMostEvents) + " events",
                "split it");
        }
    };
    for (ContentLine line; reader.next(line);) {
        calendar = calendar || reader.inside("VCALENDAR") || reader.inside("VEVENT");
        const bool begins = line.is("BEGIN") && reader.component() == "VEVENT";
        if (builder.is_open() && (begins || !reader.inside("VEVENT"))) end();
        if (begins) builder.begin(line.line);
        if (builder.is_open() && reader.component() == "VEVENT") builder.add(line);
    }
    if (builder.is_open()) end();
    skipped = reader.take_skipped();
    if (!calendar) {
        throw Failure(ExitStatus::bad_input,
                      std::string(file) + ": it is no iCalendar text: BEGIN:VCALENDAR is missing",
                      "export it again as iCalendar (.ics)");
    }
    return events;
}

std::optional<DateRange> whole_days(const FoundEvent& event, LastDay last_day) {
    const Date first = event.start.date;
    if (event.start.time.value_or(seconds{0}) != seconds{0}) return std::nullopt;
    Date last = first;
    if (event.end) {
        if (event.start.time.has_value() && event.end->zone != event.start.zone) return std::nullopt;
        const bool ends_with_day = event.end->time.value_or(seconds{0}) >= kLastMinute;
        if (!ends_with_day && event.end->time.value_or(seconds{0}) != seconds{0}) return std::nullopt;
        const bool included = ends_with_day || (!event.end->time && last_day == LastDay::included);
        last = included ? event.end->date : event.end->date - days{1};
    } else if (event.duration) {
        if (*event.duration % days{1} != seconds{0}) return std::nullopt;
        last = first + std::chrono::duration_cast<days>(*event.duration) - days{1};
    }
    return DateRange{first, std::max(first, last)};
}

std::vector<NamedDay> read_holidays(std::string_view file, std::string_view text, DateRange window,
                                    Skipped& skipped, LastDay last_day) {
    const auto events = read_events(file, text, skipped);
    const auto elsewhere = replaced(events);
    std::vector<NamedDay> found;
    for (const auto& event : events) {
        if (event.cancelled) continue;
        const auto range = whole_days(event, last_day);
        if (!range) {
            skipped.add(event.line, "the event does not last whole days");
            continue;
        }
        const std::string name = one_line(event.summary);
        const std::set<Date> except(event.except.begin(), event.except.end());
        const days length = range->last - range->first;
        for (const Date start : occurrences(event, length, window, skipped)) {
            const bool moved = !event.replaces && elsewhere.contains({event.uid, start});
            if (moved || except.contains(start)) continue;
            append_days(found, {std::max(start, window.first), std::min(start + length, window.last)}, name);
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

}  // namespace tiffin::calendar
