#include "calendar/invite.h"

#include <algorithm>
#include <array>
#include <optional>

#include "calendar/content_line.h"
#include "calendar/vtimezone.h"

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

/// RFC 3986 3.1; "meet.example/lunch" has no scheme and so is no URI.
bool is_uri(std::string_view text) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto colon = text.find(':');
    return colon != std::string_view::npos && colon > 0 && is_letter(text[0]) &&
           std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), [&](char c) {
               return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
           });
}

std::string description_with_link(const Event& event) {
    if (event.link.empty() || event.description.find(event.link) != std::string::npos)
        return event.description;
    return event.description.empty() ? event.link : event.description + "\n\n" + event.link;
}

ZoneDefinition define(const Zone& zone, Instant first, Instant last) {
    ZoneDefinition definition{zone, first, last, {}};
    if (zone.name() == "UTC" || zone.name() == "Etc/UTC") return definition;
    const VTimeZone blocks = define_zone(zone, first, last);
    if (lists_changes(blocks)) return definition;
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
    const bool defined = definition != nullptr && !definition->text.empty() && definition->first <= start &&
                         end <= definition->last;
    return {start, end, defined && is_plain(zone, start) && is_plain(zone, end) ? &zone : nullptr};
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

void put_text(ContentWriter& writer, std::string_view name, std::string_view value) {
    if (!value.empty()) writer.begin(name).text(value);
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

/// BEGIN:VEVENT and all of the event but its attendees and its end.
void put_event(ContentWriter& writer, const Event& event, const Times& times) {
    writer.line("BEGIN", "VEVENT");
    writer.begin("UID").text(event.uid);
    writer.line("SEQUENCE", std::to_string(event.sequence));
    writer.line("DTSTAMP", render_utc(event.stamp));
    writer.line("LAST-MODIFIED", render_utc(event.changed));
    put_time(writer, "DTSTART", times.start, times.zone);
    put_time(writer, "DTEND", times.end, times.zone);
    put_text(writer, "SUMMARY", event.summary);
    put_text(writer, "DESCRIPTION", description_with_link(event));
    put_text(writer, "LOCATION", event.place.empty() ? event.link : event.place);
    put_links(writer, event);
    if (!event.categories.empty()) writer.begin("CATEGORIES").texts(event.categories);
    if (event.status == EventStatus::confirmed) writer.line("STATUS", "CONFIRMED");
    if (event.status == EventStatus::cancelled) writer.line("STATUS", "CANCELLED");
    // A feed keeps cancelled sessions in sight; they must not make anybody look busy.
    writer.line("TRANSP", event.status == EventStatus::confirmed ? "OPAQUE" : "TRANSPARENT");
    put_text(writer, "COMMENT", event.comment);
    put_organizer(writer, event.organizer);
}

void put_calendar(ContentWriter& writer, Method method) {
    writer.line("BEGIN", "VCALENDAR");
    writer.line("VERSION", "2.0");
    writer.line("PRODID", kProduct);
    writer.line("CALSCALE", "GREGORIAN");
    writer.line("METHOD", to_string(method));
}

}  // namespace

std::string_view to_string(Method method) {
    constexpr std::array<std::string_view, 3> kNames{"REQUEST", "CANCEL", "PUBLISH"};
    return kNames[static_cast<std::size_t>(method)];
}

void AttendeeLines::append(std::string& out, const std::vector<Mailbox>& attendees) {
    for (const auto& attendee : attendees) {
        key_.assign(attendee.email).append(1, '\0').append(attendee.name);
        auto found = lines_.find(key_);
        if (found == lines_.end()) {
            std::string line;
            ContentWriter writer(line);
            writer.begin("ATTENDEE").parameter("CUTYPE", "INDIVIDUAL").parameter("ROLE", "REQ-PARTICIPANT");
            writer.parameter("PARTSTAT", "NEEDS-ACTION").parameter("RSVP", "TRUE");
            if (!attendee.name.empty()) writer.parameter("CN", attendee.name);
            writer.mail_address(attendee.email);
            found = lines_.emplace(key_, std::move(line)).first;
        }
        out.append(found->second);
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
    if (invite.method != Method::publish) attendees_.append(out, invite.attendees);
    out.append("END:VEVENT\r\nEND:VCALENDAR\r\n");
}

std::string render_invite(const Invite& invite) {
    std::string text;
    InviteWriter().append(text, invite);
    return text;
}

CalendarFile::CalendarFile(text::Sink& sink, const CalendarHeader& header)
    : sink_(sink), method_(header.method) {
    ContentWriter writer(buffer_);
    put_calendar(writer, header.method);
    put_text(writer, "NAME", header.name);
    put_text(writer, "DESCRIPTION", header.description);
    if (header.refresh.count() > 0) {
        writer.begin("REFRESH-INTERVAL").parameter("VALUE", "DURATION");
        writer.plain("PT" + std::to_string(header.refresh.count()) + "H");
    }
    for (const auto& [name, span] : header.zones) {
        // A local day lies within two days of UTC, and an event may end on the day after.
        auto definition = define(Zone::load(name), span.first - days{1}, span.last + days{3});
        const auto added = definitions_.emplace(name, std::move(definition));
        if (added.second) buffer_ += added.first->second.text;
    }
}

void CalendarFile::add(const Event& event, const std::vector<Mailbox>& attendees) {
    const auto found = definitions_.find(event.zone);
    ContentWriter writer(buffer_);
    if (found != definitions_.end()) {
        put_event(writer, event, times_of(event, found->second.zone, &found->second));
    } else {
        put_event(writer, event, times_of(event, Zone::load(event.zone), nullptr));
    }
    if (method_ != Method::publish) attendees_.append(buffer_, attendees);
    writer.line("END", "VEVENT");
    if (buffer_.size() >= kBuffer) {
        sink_.write(buffer_);
        buffer_.clear();
    }
}

void CalendarFile::finish() {
    buffer_.append("END:VCALENDAR\r\n");
    sink_.write(buffer_);
    buffer_.clear();
}

}  // namespace tiffin::calendar
