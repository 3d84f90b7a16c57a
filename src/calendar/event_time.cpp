#include "calendar/event_time.h"

#include "calendar/date_time_text.h"

namespace tiffin::calendar {

using std::chrono::minutes;

std::optional<EventTime> parse_event_time(const ContentLine& line, std::string_view text) {
    const auto date = parse_basic_date(text.substr(0, 8));
    if (!date) return std::nullopt;
    EventTime time{*date, std::nullopt, {}};
    auto clock = text.substr(8, text.find('/') - 8);
    // Some programs say VALUE=DATE and write midnight all the same.
    if (clock.empty() || equal_without_case(line.parameter("VALUE").value_or(""), "DATE")) return time;
    const bool utc = clock.back() == 'Z' || clock.back() == 'z';
    if (utc) clock.remove_suffix(1);
    time.time = parse_basic_time(clock);
    if (!time.time) return std::nullopt;
    time.zone = utc ? "UTC" : line.parameter("TZID").value_or("");
    return time;
}

std::optional<Instant> instant_of(const EventTime& time, const Zone& floating) {
    if (!time.time) return std::nullopt;
    if (time.zone == "UTC") return time.date + *time.time;
    const auto clock = std::chrono::floor<minutes>(*time.time);
    const auto zone = time.zone.empty() ? std::nullopt : Zone::find(time.zone);
    return zone.value_or(floating).to_instant(time.date, clock) + (*time.time - clock);
}

}  // namespace tiffin::calendar
