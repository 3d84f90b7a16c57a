#include "calendar/event_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "calendar/date_time_text.h"
#include "calendar/file_zones.h"
#include "domain/failure.h"
#include "text/fold.h"

namespace tiffin::calendar {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kMostEvents = 500'000;
constexpr seconds kLastMinute = hours{23} + minutes{59};

/// RFC 5545 3.3.6: "P2W", "P1D", "PT1H30M", without a sign or with a plus.
std::optional<seconds> parse_duration(std::string_view text) {
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    if (text.size() < 3 || (text.front() != 'P' && text.front() != 'p')) return std::nullopt;
    text.remove_prefix(1);
    seconds total{0};
    while (!text.empty()) {
        if (text.front() == 'T' || text.front() == 't') text.remove_prefix(1);
        const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
        const auto count = parse_number(text.substr(0, end));
        if (!count || end == text.size() || *count > 1'000'000) return std::nullopt;
        const auto unit = std::string_view("WDHMSwdhms").find(text[end]);
        if (unit == std::string_view::npos) return std::nullopt;
        constexpr std::array<seconds, 5> kUnits{days{7}, days{1}, hours{1}, minutes{1}, seconds{1}};
        total += *count * kUnits[unit % kUnits.size()];
        text.remove_prefix(end + 1);
    }
    return total;
}

/// By IANA's names, once all zones of the text are known: it may define them behind its events.
void name_zones(FoundEvent& event, FileZones& zones) {
    const auto name = [&](EventTime& time) {
        if (!time.zone.empty() && time.zone != "UTC") time.zone = zones.iana_name(time.zone, time.date);
    };
    name(event.start);
    if (event.end) name(*event.end);
    if (event.replaces) name(*event.replaces);
    for (auto& time : event.also) name(time);
    for (auto& time : event.except) name(time);
}

/// Takes lines until an event is complete.
class EventBuilder {
  public:
    explicit EventBuilder(ContentReader& reader) : reader_(reader) {}

    void begin(std::size_t line) {
        event_ = FoundEvent();
        event_.line = line;
        started_ = false;
        bad_start_.reset();
        open_ = true;
    }

    [[nodiscard]] bool is_open() const { return open_; }

    void add(const ContentLine& line) {
        if (line.is("UID")) event_.uid = line.text();
        if (line.is("SUMMARY")) event_.summary = line.text();
        if (line.is("DESCRIPTION")) event_.observance = is_observance(line.value);
        if (line.is("DTSTART")) start(line);
        if (line.is("DTEND")) event_.end = time_of(line);
        if (line.is("DURATION")) event_.duration = parse_duration(line.value);
        if (line.is("RECURRENCE-ID")) replaces(line);
        if (line.is("RDATE")) add_times(event_.also, line);
        if (line.is("EXDATE")) add_times(event_.except, line);
        if (line.is("TRANSP")) event_.free = equal_without_case(line.value, "TRANSPARENT");
        if (line.is("STATUS")) event_.cancelled = equal_without_case(line.value, "CANCELLED");
        if (line.is("RRULE")) add_rule(line);
        if (line.is("EXRULE")) reader_.skip(line.line, "EXRULE is not followed");
    }

    /// Nothing for an event that does not say when it is.
    std::optional<FoundEvent> end() {
        open_ = false;
        if (started_) return std::move(event_);
        if (bad_start_) {
            reader_.skip(bad_start_->line,
                         bad_start_->reason + ", so " + shown_event(event_) + " is left out");
        } else {
            reader_.skip(event_.line, shown_event(event_) + " has no DTSTART");
        }
        return std::nullopt;
    }

  private:
    static std::string no_date(std::string_view value) {
        return "\"" + std::string(value.substr(0, 40)) + "\" is no date";
    }

    std::optional<EventTime> time_of(const ContentLine& line) {
        auto time = parse_event_time(line, line.value);
        if (!time) reader_.skip(line.line, no_date(line.value));
        return time;
    }

    /// What is wrong with it is said at the end, when the event's name is known.
    void start(const ContentLine& line) {
        if (auto time = parse_event_time(line, line.value)) {
            event_.start = std::move(*time);
            started_ = true;
        } else {
            bad_start_ = SkippedLine{line.line, no_date(line.value)};
        }
    }

    static bool is_observance(std::string_view description) {
        constexpr std::string_view kBeginning = "Observance";
        return equal_without_case(description.substr(0, kBeginning.size()), kBeginning);
    }

    void replaces(const ContentLine& line) {
        event_.replaces = time_of(line);
        if (line.parameter("RANGE")) reader_.skip(line.line, "RANGE is not followed: one date is taken");
    }

    void add_times(std::vector<EventTime>& times, const ContentLine& line) {
        for (const auto& item : text::split(line.value, ",")) {
            if (auto time = parse_event_time(line, item)) {
                times.push_back(std::move(*time));
            } else {
                reader_.skip(line.line, no_date(item));
            }
        }
    }

    void add_rule(const ContentLine& line) {
        if (!event_.rule.empty()) reader_.skip(line.line, "a second RRULE is not followed");
        if (event_.rule.empty()) event_.rule = line.value;
    }

    ContentReader& reader_;
    FoundEvent event_;
    bool started_ = false;
    std::optional<SkippedLine> bad_start_;
    bool open_ = false;
};

}  // namespace

std::vector<FoundEvent> read_events(std::string_view file, std::string_view text, Skipped& skipped,
                                    const ReaderLimits& limits) {
    ContentReader reader(file, text, limits);
    FileZones zones;
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
        zones.take(reader, line);
    }
    if (builder.is_open()) end();
    for (auto& event : events) name_zones(event, zones);
    skipped = reader.take_skipped();
    if (!calendar) {
        throw Failure(ExitStatus::bad_input,
                      std::string(file) + ": it is no iCalendar text: BEGIN:VCALENDAR is missing",
                      "export it again as iCalendar (.ics)");
    }
    return events;
}

std::string shown_event(const FoundEvent& event) {
    constexpr std::size_t kShown = 60;
    const auto line = text::one_line(event.summary);
    const auto name = text::truncate(line, kShown);
    return name.empty() ? "the event" : "\"" + std::string(name) + "\"";
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

}  // namespace tiffin::calendar
