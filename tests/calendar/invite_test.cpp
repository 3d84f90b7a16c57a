#include "calendar/invite.h"

#include <catch2/catch.hpp>

#include "calendar/rrule.h"
#include "ics_check.h"

using namespace tiffin;
using namespace tiffin::calendar;
using namespace std::chrono_literals;
using std::chrono::days;

namespace {

Invite lunch() {
    Invite invite;
    invite.event.uid = "4n0wqzr5k2m8@bramble.example";
    invite.event.sequence = 2;
    invite.event.stamp = *parse_instant("2027-02-01T08:00:05Z");
    invite.event.changed = *parse_instant("2027-02-01T07:59:00Z");
    invite.event.date = *parse_iso_date("2027-02-18");
    invite.event.start = 12h + 30min;
    invite.event.length = 60min;
    invite.event.zone = "UTC";
    invite.event.summary = "Rust for C++ people; by Ana, with cake";
    invite.event.description = "Bring a laptop.";
    invite.event.place = "Kitchen, 3rd floor";
    invite.event.link = "https://meet.example/lunch";
    invite.event.url = "https://lunch.example/2027-02-18";
    invite.event.categories = {"Rust", "talk"};
    invite.event.organizer = {"Learning lunches", "lunch@bramble.example"};
    invite.attendees = {{"Ferreira, Ana", "ana@bramble.example"}};
    return invite;
}

Invite lunch_in(const std::string& zone, const std::string& date, TimeOfDay start) {
    Invite invite = lunch();
    invite.event.zone = zone;
    invite.event.date = *parse_iso_date(date);
    invite.event.start = start;
    return invite;
}

/// The values of a property in VEVENTs, with parameters as written: "TZID=Europe/Lisbon:20270218T123000".
std::vector<std::string> values_of(const std::string& text, const std::string& name) {
    std::vector<std::string> values;
    for (const auto& line : read_ics(text)) {
        if (line.component != "VEVENT" || line.name != name) continue;
        std::string value;
        for (const auto& [parameter, written] : line.parameters) value += parameter + "=" + written + ":";
        values.push_back(value + line.value);
    }
    return values;
}

std::size_t count_of(const std::string& text, const std::string& wanted) {
    std::size_t count = 0;
    for (auto at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1)) ++count;
    return count;
}

using Values = std::vector<std::string>;

}  // namespace

TEST_CASE("an invite has what clients need to show buttons, and nothing else") {
    CHECK(render_invite(lunch()) ==
          "BEGIN:VCALENDAR\r\n"
          "VERSION:2.0\r\n"
          "PRODID:-//tiffin//learning lunches//EN\r\n"
          "CALSCALE:GREGORIAN\r\n"
          "METHOD:REQUEST\r\n"
          "BEGIN:VEVENT\r\n"
          "UID:4n0wqzr5k2m8@bramble.example\r\n"
          "SEQUENCE:2\r\n"
          "DTSTAMP:20270201T080005Z\r\n"
          "LAST-MODIFIED:20270201T075900Z\r\n"
          "DTSTART:20270218T123000Z\r\n"
          "DTEND:20270218T133000Z\r\n"
          "SUMMARY:Rust for C++ people\\; by Ana\\, with cake\r\n"
          "DESCRIPTION:Bring a laptop.\\n\\nhttps://meet.example/lunch\r\n"
          "LOCATION:Kitchen\\, 3rd floor\r\n"
          "CONFERENCE;VALUE=URI:https://meet.example/lunch\r\n"
          "URL:https://lunch.example/2027-02-18\r\n"
          "CATEGORIES:Rust,talk\r\n"
          "STATUS:CONFIRMED\r\n"
          "TRANSP:OPAQUE\r\n"
          "ORGANIZER;CN=Learning lunches:mailto:lunch@bramble.example\r\n"
          "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=\r\n"
          " TRUE;CN=\"Ferreira, Ana\":mailto:ana@bramble.example\r\n"
          "END:VEVENT\r\n"
          "END:VCALENDAR\r\n");
    CHECK(check_ics(render_invite(lunch())).empty());
}

TEST_CASE("all who are invited can be named, and the organizer among them has accepted") {
    Invite invite = lunch();
    invite.attendees = {{"", "Lunch@Bramble.example"}, {"", "ana@bramble.example"}};
    CHECK(values_of(render_invite(invite), "ATTENDEE") ==
          Values{"CUTYPE=INDIVIDUAL:ROLE=REQ-PARTICIPANT:PARTSTAT=ACCEPTED:mailto:Lunch@Bramble.example",
                 "CUTYPE=INDIVIDUAL:ROLE=REQ-PARTICIPANT:PARTSTAT=NEEDS-ACTION:RSVP=TRUE:mailto:ana@bramble."
                 "example"});
    CHECK(check_ics(render_invite(invite)).empty());
    // One writer for two organizers.
    InviteWriter writer;
    std::string text;
    writer.append(text, invite);
    invite.event.organizer = {"", "ana@bramble.example"};
    text.clear();
    writer.append(text, invite);
    CHECK(text == render_invite(invite));
    CHECK(values_of(text, "ATTENDEE").at(1) ==
          "CUTYPE=INDIVIDUAL:ROLE=REQ-PARTICIPANT:PARTSTAT=ACCEPTED:mailto:ana@bramble.example");
}

TEST_CASE("what is empty is left out") {
    Invite invite = lunch();
    invite.event.description.clear();
    invite.event.place.clear();
    invite.event.link.clear();
    invite.event.url.clear();
    invite.event.categories.clear();
    invite.event.organizer.name.clear();
    invite.attendees[0].name.clear();
    const std::string text = render_invite(invite);
    for (const std::string name : {"DESCRIPTION", "LOCATION", "CONFERENCE", "URL", "CATEGORIES", "COMMENT"}) {
        INFO(name);
        CHECK(values_of(text, name).empty());
    }
    CHECK(values_of(text, "ORGANIZER") == Values{"mailto:lunch@bramble.example"});
    CHECK(check_ics(text).empty());
}

TEST_CASE("the link stands where each client looks for it, once") {
    Invite invite = lunch();
    invite.event.place.clear();
    invite.event.description = "Join at https://meet.example/lunch today";
    CHECK(values_of(render_invite(invite), "LOCATION") == Values{"https://meet.example/lunch"});
    CHECK(values_of(render_invite(invite), "DESCRIPTION") ==
          Values{"Join at https://meet.example/lunch today"});
    invite.event.link = "meet.example/lunch";
    invite.event.description.clear();
    CHECK(values_of(render_invite(invite), "CONFERENCE").empty());
    CHECK(values_of(render_invite(invite), "DESCRIPTION") == Values{"meet.example/lunch"});
}

TEST_CASE("a cancellation says whether the session or the person is off") {
    Invite invite = lunch();
    invite.method = Method::cancel;
    invite.event.status = EventStatus::cancelled;
    invite.event.comment = "Ana is ill";
    std::string text = render_invite(invite);
    CHECK(text.find("\r\nMETHOD:CANCEL\r\n") != std::string::npos);
    CHECK(values_of(text, "STATUS") == Values{"CANCELLED"});
    CHECK(values_of(text, "COMMENT") == Values{"Ana is ill"});
    CHECK(check_ics(text).empty());

    invite.event.status = EventStatus::none;
    text = render_invite(invite);
    CHECK(values_of(text, "STATUS").empty());
    CHECK(check_ics(text).empty());
}

TEST_CASE("times are local with a definition where the zone has rules") {
    const std::string text = render_invite(lunch_in("Europe/Lisbon", "2027-02-18", 12h + 30min));
    CHECK(values_of(text, "DTSTART") == Values{"TZID=Europe/Lisbon:20270218T123000"});
    CHECK(values_of(text, "DTEND") == Values{"TZID=Europe/Lisbon:20270218T133000"});
    CHECK(count_of(text, "BEGIN:VTIMEZONE\r\nTZID:Europe/Lisbon\r\n") == 1);
    CHECK(check_ics(text).empty());
    CHECK(check_ics(render_invite(lunch_in("Asia/Tokyo", "2027-12-31", 23h + 30min))).empty());
}

TEST_CASE("times are in UTC where a local one would be misread") {
    // Moscow gave up changing its clocks for good that autumn: one change, which no yearly rule can say.
    const std::string moscow = render_invite(lunch_in("Europe/Moscow", "2014-06-19", 12h));
    CHECK(values_of(moscow, "DTSTART") == Values{"20140619T080000Z"});
    CHECK(moscow.find("VTIMEZONE") == std::string::npos);
    CHECK(check_ics(moscow).empty());
    // 28 March 2027, 01:30: Lisbon's clocks jump from 01:00 to 02:00, so it is 02:30 summer time.
    const std::string gap = render_invite(lunch_in("Europe/Lisbon", "2027-03-28", 1h + 30min));
    CHECK(values_of(gap, "DTSTART") == Values{"TZID=Europe/Lisbon:20270328T023000"});
    CHECK(values_of(gap, "DTEND") == Values{"TZID=Europe/Lisbon:20270328T033000"});
    // 31 October 2027: it is 01:30 twice, of which readers take the second.
    const std::string first_half = render_invite(lunch_in("Europe/Lisbon", "2027-10-31", 30min));
    CHECK(values_of(first_half, "DTSTART") == Values{"20271030T233000Z"});
    CHECK(values_of(first_half, "DTEND") == Values{"20271031T003000Z"});
    const std::string before = render_invite(lunch_in("Europe/Lisbon", "2027-10-30", 23h + 30min));
    CHECK(values_of(before, "DTEND") == Values{"TZID=Europe/Lisbon:20271031T003000"});
    const std::string twice = render_invite(lunch_in("Europe/Lisbon", "2027-10-31", 1h + 30min));
    CHECK(values_of(twice, "DTSTART") == Values{"20271031T003000Z"});
    CHECK(values_of(twice, "DTEND") == Values{"20271031T013000Z"});
    CHECK(twice.find("VTIMEZONE") == std::string::npos);
    CHECK(check_ics(twice).empty());
}

TEST_CASE("an invite's bytes do not depend on what was rendered before") {
    InviteWriter writer;
    std::vector<Invite> invites;
    for (const std::string date : {"2027-02-18", "2027-02-25", "2028-02-24", "2027-03-04"}) {
        for (const std::string zone : {"Europe/Lisbon", "America/New_York", "UTC"}) {
            Invite invite = lunch_in(zone, date, 12h);
            invites.push_back(invite);
            invite.attendees = {{"Ben", "ben@bramble.example"}, {"", "ana@bramble.example"}};
            invites.push_back(invite);
            invite.method = Method::publish;
            invites.push_back(invite);
        }
    }
    for (const auto& invite : invites) {
        std::string text;
        writer.append(text, invite);
        CHECK(text == render_invite(invite));
    }
}

TEST_CASE("one file holds many events and each zone once") {
    CalendarHeader header;
    header.method = Method::request;
    header.zones = {{"Europe/Lisbon", {*parse_iso_date("2027-02-18"), *parse_iso_date("2027-03-04")}},
                    {"America/New_York", {*parse_iso_date("2027-02-18"), *parse_iso_date("2027-02-18")}}};
    text::StringSink sink;
    CalendarFile file(sink, header);
    for (const std::string date : {"2027-02-18", "2027-02-25", "2027-03-04", "2030-03-04"}) {
        for (const std::string zone : {"Europe/Lisbon", "America/New_York", "Asia/Tokyo"}) {
            Invite invite = lunch_in(zone, date, 12h);
            invite.event.uid = zone + date;
            file.add(invite.event, invite.attendees);
        }
    }
    file.finish();
    const std::string& text = sink.bytes();
    CHECK(check_ics(text).empty());
    CHECK(count_of(text, "BEGIN:VCALENDAR") == 1);
    CHECK(count_of(text, "TZID:Europe/Lisbon") == 1);
    CHECK(count_of(text, "TZID:America/New_York") == 1);
    const auto starts = values_of(text, "DTSTART");
    REQUIRE(starts.size() == 12);
    CHECK(starts[0] == "TZID=Europe/Lisbon:20270218T120000");
    CHECK(starts[1] == "TZID=America/New_York:20270218T120000");
    CHECK(starts[2] == "20270218T030000Z");  // no definition in this file
    CHECK(starts[9] == "20300304T120000Z");  // outside the definition's days
}

TEST_CASE("an event that is copied into many files is written as one that is rendered for each") {
    const Date first = *parse_iso_date("2027-02-18");
    CalendarHeader here;
    here.method = Method::request;
    here.zones = {{"Europe/Lisbon", {first, first + days{300}}}};
    CalendarHeader elsewhere = here;
    elsewhere.zones = {{"Asia/Tokyo", {first, first}}};
    // The last one names two moments, when clocks are set back.
    for (const auto& [date, start] : std::vector<std::pair<std::string, std::chrono::minutes>>{
             {"2027-02-18", 12h}, {"2030-03-04", 12h}, {"2027-10-31", 1h + 30min}}) {
        const Event event = lunch_in("Europe/Lisbon", date, start).event;
        EventText text(event);
        for (const CalendarHeader& header : {here, elsewhere, here}) {
            const std::vector<Mailbox> attendees{{"Ben", std::to_string(header.zones.size()) + "@x.example"}};
            text::StringSink copied;
            text::StringSink rendered;
            CalendarFile copy(copied, header);
            CalendarFile file(rendered, header);
            copy.add(text, attendees);
            file.add(event, attendees);
            copy.finish();
            file.finish();
            CHECK(copied.bytes() == rendered.bytes());
        }
    }
}

TEST_CASE("a feed has a name, a pace and no attendees, and keeps cancelled sessions in sight") {
    CalendarHeader header;
    header.name = "Learning lunches, Lisbon";
    header.description = "Every second Thursday";
    header.refresh = 12h;
    text::StringSink sink;
    CalendarFile feed(sink, header);
    Invite invite = lunch();
    feed.add(invite.event, invite.attendees);
    invite.event.uid = "other@bramble.example";
    invite.event.status = EventStatus::cancelled;
    feed.add(invite.event);
    feed.finish();
    const std::string& text = sink.bytes();
    CHECK(text.find("METHOD:PUBLISH\r\nNAME:Learning lunches\\, Lisbon\r\nX-WR-CALNAME:Learning lunches\\, "
                    "Lisbon\r\nDESCRIPTION:Every second Thursday\r\n"
                    "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\nX-PUBLISHED-TTL:PT12H\r\n") !=
          std::string::npos);
    CHECK(values_of(text, "ATTENDEE").empty());
    CHECK(values_of(text, "STATUS") == Values{"CONFIRMED", "CANCELLED"});
    CHECK(values_of(text, "TRANSP") == Values{"OPAQUE", "TRANSPARENT"});
    CHECK(check_ics(text).empty());
}

TEST_CASE("a series is one event with its exceptions, in the form of its start") {
    SeriesEvent series;
    series.event = lunch_in("Europe/Lisbon", "2027-02-18", 12h + 30min).event;
    series.rule = parse_rrule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;UNTIL=20270415");
    series.left_out = {*parse_iso_date("2027-04-01"), *parse_iso_date("2027-03-04")};
    Event moved = lunch_in("Europe/Lisbon", "2027-03-19", 13h).event;
    moved.uid = "ignored";
    moved.sequence = 5;
    Event cancelled = lunch_in("Europe/Lisbon", "2027-04-15", 12h + 30min).event;
    cancelled.status = EventStatus::cancelled;
    series.exceptions = {{*parse_iso_date("2027-03-18"), moved}, {*parse_iso_date("2027-04-15"), cancelled}};
    const std::vector<Mailbox> ana{{"Ana", "ana@bramble.example"}};

    const std::string all = render_series(Method::request, series, ana);
    CHECK(check_ics(all).empty());
    CHECK(values_of(all, "DTSTART") ==
          Values{"TZID=Europe/Lisbon:20270218T123000", "TZID=Europe/Lisbon:20270319T130000"});
    CHECK(values_of(all, "DTEND")[0] == "TZID=Europe/Lisbon:20270218T133000");
    // In summer 12:30 is 11:30 UTC.
    CHECK(values_of(all, "RRULE") == Values{"FREQ=WEEKLY;INTERVAL=2;UNTIL=20270415T113000Z;BYDAY=TH"});
    CHECK(values_of(all, "EXDATE") == Values{"TZID=Europe/Lisbon:20270304T123000",
                                             "TZID=Europe/Lisbon:20270401T123000",
                                             "TZID=Europe/Lisbon:20270415T123000"});
    CHECK(values_of(all, "RECURRENCE-ID") == Values{"TZID=Europe/Lisbon:20270318T123000"});
    CHECK(values_of(all, "UID") == Values(2, "4n0wqzr5k2m8@bramble.example"));
    CHECK(values_of(all, "SEQUENCE") == Values{"2", "5"});
    CHECK(values_of(all, "ATTENDEE").size() == 2);
    CHECK(count_of(all, "BEGIN:VTIMEZONE") == 1);

    const std::string feed = render_series(Method::publish, series, ana);
    CHECK(check_ics(feed).empty());
    CHECK(values_of(feed, "EXDATE").size() == 2);
    CHECK(values_of(feed, "STATUS") == Values{"CONFIRMED", "CONFIRMED", "CANCELLED"});
    CHECK(values_of(feed, "ATTENDEE").empty());

    const std::string one = render_series_exception(Method::cancel, series, series.exceptions[1], ana);
    CHECK(check_ics(one).empty());
    CHECK(values_of(one, "UID") == Values{"4n0wqzr5k2m8@bramble.example"});
    CHECK(values_of(one, "RECURRENCE-ID") == Values{"TZID=Europe/Lisbon:20270415T123000"});
    CHECK(values_of(one, "RRULE").empty());
    CHECK(count_of(one, "BEGIN:VTIMEZONE") == 1);

    series.event.status = EventStatus::cancelled;
    const std::string off = render_series(Method::cancel, series, ana);
    CHECK(check_ics(off).empty());
    CHECK(values_of(off, "STATUS") == Values{"CANCELLED"});
    CHECK(values_of(off, "RECURRENCE-ID").empty());
}

TEST_CASE("a series keeps its wall clock where the changes of the clocks can only be listed") {
    SeriesEvent series;
    series.event = lunch_in("Africa/Cairo", "2027-02-18", 12h).event;
    series.rule = parse_rrule("FREQ=WEEKLY;BYDAY=TH");
    const std::string cairo = render_series(Method::publish, series, {});
    CHECK(check_ics(cairo).empty());
    CHECK(values_of(cairo, "DTSTART") == Values{"TZID=Africa/Cairo:20270218T120000"});
    CHECK(count_of(cairo, "BEGIN:DAYLIGHT") >= 9);  // one for each year until kOpenEnd
    series.event.zone = "UTC";
    CHECK(values_of(render_series(Method::publish, series, {}), "DTSTART") == Values{"20270218T120000Z"});
    // 28 March 2027, 02:30 in Berlin: no such time on that day, but on all others of the series.
    series.event.zone = "Europe/Berlin";
    series.event.date = *parse_iso_date("2027-03-28");
    series.event.start = 2h + 30min;
    series.rule = parse_rrule("FREQ=DAILY;COUNT=3");
    const std::string gap = render_series(Method::publish, series, {});
    CHECK(values_of(gap, "DTSTART") == Values{"TZID=Europe/Berlin:20270328T023000"});
    CHECK(values_of(gap, "DTEND") == Values{"TZID=Europe/Berlin:20270328T043000"});
}

TEST_CASE("a zone that is named several times stands in a file once") {
    CalendarHeader header;
    const Date first = *parse_iso_date("2027-02-18");
    header.zones = {{"Europe/Lisbon", {first, first}},
                    {"Europe/Lisbon", {first + days{70}, first + days{70}}}};
    text::StringSink sink;
    CalendarFile file(sink, header);
    file.add(lunch_in("Europe/Lisbon", "2027-03-18", 12h).event);
    file.finish();
    CHECK(count_of(sink.bytes(), "BEGIN:VTIMEZONE") == 1);
    CHECK(values_of(sink.bytes(), "DTSTART") == Values{"TZID=Europe/Lisbon:20270318T120000"});
}

TEST_CASE("large files reach the sink in pieces and whole") {
    text::StringSink sink;
    CalendarHeader header;
    header.method = Method::request;
    CalendarFile file(sink, header);
    Invite invite = lunch();
    for (int i = 0; i < 1000; ++i) {
        invite.event.uid = std::to_string(i) + "@bramble.example";
        file.add(invite.event, invite.attendees);
    }
    CHECK(sink.bytes().size() > 500'000);
    file.finish();
    CHECK(count_of(sink.bytes(), "END:VEVENT\r\n") == 1000);
    CHECK(check_ics(sink.bytes()).empty());
}
