#include "calendar/invite.h"

#include <algorithm>
#include <array>
#include <optional>

#include "calendar/content_line.h"
#include "calendar/content_reader.h"
#include "calendar/rrule.h"
#include "calendar/vtimezone.h"
#include "domain/uri.h"

namespace tiffin::calendar {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::minutes;

constexpr std::string_view kProduct = "-//tiffin//learning lunches//EN";
constexpr std::size_t kBuffer = std::size_t{64} << 10U;

void put_digits(char* to, int value, int width) {
    for (int at = width - 1; at >= 0; --at, value /= 10) to[at] = static_cast<char>('0' + value % 10);
}

/// DATE-TIME without a zone, "20270218T123000" (RFC 5545 3.3.5).
std::string render_date_time(Date date, std::chrono::seconds time) {
    const std::chrono::year_month_day day{date};
    std::string text = "00000000T000000";
    put_digits(text.data(), static_cast<int>(day.year()), 4);
    put_digits(text.data() + 4, static_cast<int>(static_cast<unsigned>(day.month())), 2);
    put_digits(text.data() + 6, static_cast<int>(static_cast<unsigned>(day.day())), 2);
    const std::chrono::hh_mm_ss clock(time);
    put_digits(text.data() + 9, static_cast<int>(clock.hours().count()), 2);
    put_digits(text.data() + 11, static_cast<int>(clock.minutes().count()), 2);
    put_digits(text.data() + 13, static_cast<int>(clock.seconds().count()), 2);
    return text;
}

std::string render_utc(Instant instant) {
    const auto date = floor<days>(instant);
    return render_date_time(date, instant - date) + "Z";
}

std::string description_with_link(const Event& event) {
    if (event.link.empty() || event.description.find(event.link) != std::string::npos)
        return event.description;
    return event.description.empty() ? event.link : event.description + "\n\n" + event.link;
}

bool is_utc(const Zone& zone) {
    return zone.name() == "UTC" || zone.name() == "Etc/UTC";
}

/// Single events are in UTC where the zone's changes could only be listed, which Outlook misreads. What
/// recurs has no such choice.
ZoneDefinition define(const Zone& zone, Instant first, Instant last, bool recurring = false) {
    ZoneDefinition definition{zone, first, last, {}};
    if (is_utc(zone)) return definition;
    const VTimeZone blocks = define_zone(zone, first, last);
    if (lists_changes(blocks) && !recurring) return definition;
    ContentWriter writer(definition.text);
    for (const auto& line : render_vtimezone(blocks)) writer.whole(line);
    return definition;
}

/// True where the wall clock, kept to minutes, names this moment and no other. When the clocks are set back
/// it names two; RFC 5545 3.3.5 means the first, but ical.js, python3-icalendar and python3-vobject take the
/// second.
bool is_plain(const Zone& zone, Instant instant) {
    const auto offset = zone.offset_at(instant);
    if (offset % minutes{1} != std::chrono::seconds{0}) return false;
    for (const auto beside : {zone.offset_at(instant - days{1}), zone.offset_at(instant + days{1})}) {
        const Instant other = instant + offset - beside;
        if (other != instant && zone.offset_at(other) == beside) return false;
    }
    return true;
}

bool is_plain(const Zone& zone, Instant start, Instant end) {
    return is_plain(zone, start) && is_plain(zone, end);
}

bool covers(const ZoneDefinition* definition, Instant start, Instant end) {
    return definition != nullptr && !definition->text.empty() && definition->first <= start &&
           end <= definition->last;
}

/// When an event is, as it will be written.
struct Times {
    Instant start;
    Instant end;
    const Zone* zone = nullptr;  ///< nothing: in UTC
};

/// `definition`: what the calendar says about `zone`; nothing where it says nothing.
Times times_of(const Event& event, const Zone& zone, const ZoneDefinition* definition) {
    const Instant start = zone.to_instant(event.date, event.start);
    const Instant end = start + event.length;
    const bool local = covers(definition, start, end) && is_plain(zone, start, end);
    return {start, end, local ? &zone : nullptr};
}

void put_time(ContentWriter& writer, std::string_view name, Instant instant, const Zone* zone) {
    if (zone == nullptr) {
        writer.line(name, render_utc(instant));
        return;
    }
    const Local local = zone->to_local(instant);
    writer.begin(name).parameter("TZID", zone->name());
    writer.plain(render_date_time(local.date, local.time));
}

/// The time of day on one of the days of a series, as the wall clock would show it, there or not.
void put_local_time(ContentWriter& writer, std::string_view name, Date date, TimeOfDay time,
                    const Zone& zone) {
    writer.begin(name);
    if (is_utc(zone)) return writer.plain(render_date_time(date, time) + "Z");
    writer.parameter("TZID", zone.name());
    writer.plain(render_date_time(date, time));
}

void put_text(ContentWriter& writer, std::string_view name, std::string_view value) {
    writer.begin(name).visible_text(value);
}

void put_links(ContentWriter& writer, const Event& event) {
    if (is_uri(event.link)) {
        writer.begin("CONFERENCE").parameter("VALUE", "URI");
        writer.uri(event.link);
    }
    if (is_uri(event.url)) writer.begin("URL").uri(event.url);
}

void put_organizer(ContentWriter& writer, const Mailbox& organizer) {
    if (organizer.email.empty()) return;
    writer.begin("ORGANIZER");
    if (!organizer.name.empty()) writer.parameter("CN", organizer.name);
    writer.mail_address(organizer.email);
}

void begin_event(ContentWriter& writer, const Event& event) {
    writer.line("BEGIN", "VEVENT");
    writer.begin("UID").text(event.uid);
    writer.line("SEQUENCE", std::to_string(event.sequence));
    writer.line("DTSTAMP", render_utc(event.stamp));
    writer.line("LAST-MODIFIED", render_utc(event.changed));
}

void put_times(ContentWriter& writer, const Times& times) {
    put_time(writer, "DTSTART", times.start, times.zone);
    put_time(writer, "DTEND", times.end, times.zone);
}

/// What people read of the event, and its organizer.
void put_words(ContentWriter& writer, const Event& event) {
    put_text(writer, "SUMMARY", event.summary);
    put_text(writer, "DESCRIPTION", description_with_link(event));
    put_text(writer, "LOCATION", event.place.empty() ? event.link : event.place);
    put_links(writer, event);
    writer.begin("CATEGORIES").visible_texts(event.categories);
    if (event.status == EventStatus::confirmed) writer.line("STATUS", "CONFIRMED");
    if (event.status == EventStatus::cancelled) writer.line("STATUS", "CANCELLED");
    // A feed keeps cancelled sessions in sight; they must not make anybody look busy.
    writer.line("TRANSP", event.status == EventStatus::confirmed ? "OPAQUE" : "TRANSPARENT");
    put_text(writer, "COMMENT", event.comment);
    put_organizer(writer, event.organizer);
}

/// BEGIN:VEVENT and all of the event but its attendees and its end.
void put_event(ContentWriter& writer, const Event& event, const Times& times) {
    begin_event(writer, event);
    put_times(writer, times);
    put_words(writer, event);
}

void put_calendar(ContentWriter& writer, Method method) {
    writer.line("BEGIN", "VCALENDAR");
    writer.line("VERSION", "2.0");
    writer.line("PRODID", kProduct);
    writer.line("CALSCALE", "GREGORIAN");
    writer.line("METHOD", to_string(method));
}

/// PARTSTAT
std::string_view status_of(std::optional<Answer> answer) {
    if (!answer) return "NEEDS-ACTION";
    switch (*answer) {
        case Answer::yes:
            return "ACCEPTED";
        case Answer::no:
            return "DECLINED";
        case Answer::maybe:
            return "TENTATIVE";
    }
    return {};
}

}  // namespace

std::string_view to_string(Method method) {
    constexpr std::array<std::string_view, 3> kNames{"REQUEST", "CANCEL", "PUBLISH"};
    return kNames[static_cast<std::size_t>(method)];
}

const std::string& AttendeeLines::line(const Mailbox& attendee, bool organizes, std::string_view status) {
    key_.assign(attendee.email)
        .append(organizes ? " O " : " ")
        .append(status)
        .append(1, ' ')
        .append(attendee.name);
    auto found = lines_.find(key_);
    if (found == lines_.end()) {
        std::string text;
        ContentWriter writer(text);
        writer.begin("ATTENDEE").parameter("CUTYPE", "INDIVIDUAL").parameter("ROLE", "REQ-PARTICIPANT");
        writer.parameter("PARTSTAT", status);
        if (!organizes) writer.parameter("RSVP", "TRUE");
        if (!attendee.name.empty()) writer.parameter("CN", attendee.name);
        writer.mail_address(attendee.email);
        found = lines_.emplace(key_, std::move(text)).first;
    }
    return found->second;
}

void AttendeeLines::append(std::string& out, Attendees attendees, const Mailbox& organizer,
                           std::optional<Answer> answer) {
    for (const auto& attendee : attendees) {
        const bool organizes = equal_without_case(attendee.email, organizer.email);
        if (organizes) answer = Answer::yes;
        out.append(line(attendee, organizes, status_of(answer)));
        answer.reset();  // it was the first one's
    }
}

/// A year's worth, so that a programme needs few of them and yet each invite's bytes depend on it alone.
const ZoneDefinition& InviteWriter::definition_of(const Event& event) {
    const int year = static_cast<int>(std::chrono::year_month_day{event.date}.year());
    const std::pair key(event.zone, year);
    const auto found = definitions_.find(key);
    if (found != definitions_.end()) return found->second;
    const Date first = std::chrono::year{year} / 1 / 1;
    const Date last = std::chrono::year{year} / 12 / 31;
    return definitions_.emplace(key, define(Zone::load(event.zone), first - days{1}, last + days{3}))
        .first->second;
}

void InviteWriter::append(std::string& out, const Invite& invite) {
    if (last_text_.empty() || last_method_ != invite.method || last_event_ != invite.event) {
        const ZoneDefinition& definition = definition_of(invite.event);
        const Times times = times_of(invite.event, definition.zone, &definition);
        std::string text;
        ContentWriter writer(text);
        put_calendar(writer, invite.method);
        if (times.zone != nullptr) text += definition.text;
        put_event(writer, invite.event, times);
        last_text_ = std::move(text);
        last_event_ = invite.event;
        last_method_ = invite.method;
    }
    out.append(last_text_);
    if (invite.method != Method::publish)
        attendees_.append(out, invite.attendees, invite.event.organizer, invite.answer);
    out.append("END:VEVENT\r\nEND:VCALENDAR\r\n");
}

std::string render_invite(const Invite& invite) {
    std::string text;
    InviteWriter().append(text, invite);
    return text;
}

ZoneSpan span_of(const SeriesEvent& series) {
    DateRange days{series.event.date, std::max(kOpenEnd, series.event.date)};
    const auto take = [&](Date date) { days = {std::min(days.first, date), std::max(days.last, date)}; };
    if (series.rule.until) days.last = std::max(*series.rule.until, days.first);
    if (series.rule.count) {
        days.last = days.first;
        Occurrences dates(series.rule, series.event.date);
        for (auto date = dates.next(); date; date = dates.next()) take(*date);
    }
    for (const auto& exception : series.exceptions) {
        if (exception.event.zone == series.event.zone) take(exception.event.date);
    }
    return {series.event.zone, days, true};
}

std::string render_series(Method method, const SeriesEvent& series, Attendees attendees,
                          std::optional<Answer> answer) {
    text::StringSink sink;
    CalendarFile file(sink, {.method = method, .zones = {span_of(series)}});
    file.add(series, attendees, answer);
    file.finish();
    return sink.take();
}

std::string render_series_exception(Method method, const SeriesEvent& series,
                                    const SeriesException& exception, Attendees attendees) {
    text::StringSink sink;
    auto span = span_of(series);
    if (exception.event.zone == span.zone) {
        span.days = {std::min(span.days.first, exception.event.date),
                     std::max(span.days.last, exception.event.date)};
    }
    CalendarFile file(sink, {.method = method, .zones = {span}});
    file.add(series, exception, attendees);
    file.finish();
    return sink.take();
}

EventText::EventText(Event event)
    : event_(std::move(event)),
      zone_(Zone::load(event_.zone)),
      start_(zone_.to_instant(event_.date, event_.start)),
      end_(start_ + event_.length),
      is_plain_(is_plain(zone_, start_, end_)) {}

const std::string& EventText::in(const ZoneDefinition* definition) {
    const bool local = is_plain_ && covers(definition, start_, end_);
    auto& text = local ? local_ : utc_;
    if (text.empty()) {
        ContentWriter writer(text);
        put_event(writer, event_, {start_, end_, local ? &zone_ : nullptr});
    }
    return text;
}

CalendarFile::CalendarFile(text::Sink& sink, const CalendarHeader& header)
    : sink_(sink), method_(header.method) {
    ContentWriter writer(buffer_);
    put_calendar(writer, header.method);
    put_text(writer, "NAME", header.name);
    put_text(writer, "X-WR-CALNAME", header.name);  // what Google, Apple and Outlook read in place of NAME
    put_text(writer, "DESCRIPTION", header.description);
    if (header.refresh.count() > 0) {
        writer.begin("REFRESH-INTERVAL").parameter("VALUE", "DURATION");
        const auto hours = "PT" + std::to_string(header.refresh.count()) + "H";
        writer.plain(hours);
        writer.line("X-PUBLISHED-TTL", hours);  // what Outlook reads in place of it
    }
    std::map<std::string, ZoneSpan> spans;
    for (const auto& span : header.zones) {
        auto& [zone, days, recurring] = spans.try_emplace(span.zone, span).first->second;
        days = {std::min(days.first, span.days.first), std::max(days.last, span.days.last)};
        recurring = recurring || span.recurring;
    }
    for (const auto& [name, span] : spans) {
        // A local day lies within two days of UTC, and an event may end on the day after.
        auto definition =
            define(Zone::load(name), span.days.first - days{1}, span.days.last + days{3}, span.recurring);
        const auto& text = definitions_.emplace(name, std::move(definition)).first->second.text;
        is_empty_ = is_empty_ && text.empty();
        buffer_ += text;
    }
}

const ZoneDefinition* CalendarFile::definition_of(const std::string& zone) const {
    const auto found = definitions_.find(zone);
    return found == definitions_.end() ? nullptr : &found->second;
}

void CalendarFile::add(const Event& event, Attendees attendees, std::optional<Answer> answer) {
    const auto* definition = definition_of(event.zone);
    ContentWriter writer(buffer_);
    const Zone zone = definition != nullptr ? definition->zone : Zone::load(event.zone);
    put_event(writer, event, times_of(event, zone, definition));
    end_event(event, attendees, answer);
}

void CalendarFile::add(EventText& event, Attendees attendees, std::optional<Answer> answer) {
    buffer_ += event.in(definition_of(event.event().zone));
    end_event(event.event(), attendees, answer);
}

void CalendarFile::add(const SeriesEvent& series, Attendees attendees, std::optional<Answer> answer) {
    const Event& event = series.event;
    const Zone& zone = definitions_.at(event.zone).zone;
    std::vector<Date> left_out = series.left_out;
    if (method_ == Method::request) {
        for (const auto& exception : series.exceptions) {
            if (exception.event.status != EventStatus::confirmed) left_out.push_back(exception.original);
        }
    }
    std::sort(left_out.begin(), left_out.end());
    left_out.erase(std::unique(left_out.begin(), left_out.end()), left_out.end());
    ContentWriter writer(buffer_);
    begin_event(writer, event);
    put_local_time(writer, "DTSTART", event.date, event.start, zone);
    // The rule repeats the start as written and the length between two instants (RFC 5545 3.8.5.3).
    const Local end = zone.to_local(zone.to_instant(event.date, event.start) + event.length);
    put_local_time(writer, "DTEND", end.date, end.time, zone);
    writer.line("RRULE", render_rrule(series.rule, {zone, event.start}));
    for (const Date date : left_out) put_local_time(writer, "EXDATE", date, event.start, zone);
    put_words(writer, event);
    end_event(event, attendees, answer);
    if (method_ == Method::cancel) return;
    for (const auto& exception : series.exceptions) {
        const bool in_sight = exception.event.status == EventStatus::confirmed || method_ == Method::publish;
        if (in_sight) add(series, exception, attendees);
    }
}

void CalendarFile::add(const SeriesEvent& series, const SeriesException& exception, Attendees attendees) {
    const auto* definition = definition_of(exception.event.zone);
    const Zone zone = definition != nullptr ? definition->zone : Zone::load(exception.event.zone);
    Event event = exception.event;
    event.uid = series.event.uid;
    ContentWriter writer(buffer_);
    begin_event(writer, event);
    // In the form of the series' start, whatever became of the session: clients find it by these characters.
    put_local_time(writer, "RECURRENCE-ID", exception.original, series.event.start,
                   definitions_.at(series.event.zone).zone);
    put_times(writer, times_of(event, zone, definition));
    put_words(writer, event);
    end_event(event, attendees, exception.answer);
}

void CalendarFile::end_event(const Event& event, Attendees attendees, std::optional<Answer> answer) {
    is_empty_ = false;
    if (method_ != Method::publish) attendees_.append(buffer_, attendees, event.organizer, answer);
    buffer_.append("END:VEVENT\r\n");
    if (buffer_.size() >= kBuffer) {
        sink_.write(buffer_);
        buffer_.clear();
    }
}

void CalendarFile::finish() {
    if (is_empty_) {
        // RFC 5545 3.6 asks for one component, and some clients refuse a calendar without.
        ContentWriter writer(buffer_);
        for (const auto& line :
             render_vtimezone(define_zone(Zone::load("UTC"), Instant{days{1}}, Instant{days{1}})))
            writer.whole(line);
    }
    buffer_.append("END:VCALENDAR\r\n");
    sink_.write(buffer_);
    buffer_.clear();
}

}  // namespace tiffin::calendar
