#include "calendar/event_reader.h"

#include <random>

#include <catch2/catch.hpp>

#include "calendar/days_off.h"
#include "calendar/invite.h"
#include "domain/failure.h"
#include "hostile.h"

using namespace tiffin;
using namespace tiffin::calendar;
using namespace std::chrono_literals;

namespace {

Date day(const std::string& text) {
    return parse_iso_date(text).value();
}

std::string calendar_of(const std::string& events) {
    return "BEGIN:VCALENDAR\n" + events + "END:VCALENDAR\n";
}

std::string event_of(const std::string& lines) {
    return "BEGIN:VEVENT\n" + lines + "END:VEVENT\n";
}

std::vector<FoundEvent> events_of(const std::string& text) {
    Skipped skipped;
    auto events = read_events("test.ics", text, skipped);
    CHECK(skipped.lines.empty());
    return events;
}

FoundEvent event(const std::string& lines) {
    const auto events = events_of(calendar_of(event_of(lines)));
    REQUIRE(events.size() == 1);
    return events[0];
}

/// "2027-11-25 Thanksgiving" for each day off from 2027 to 2028.
std::vector<std::string> holidays(const std::string& events, LastDay last_day = LastDay::excluded,
                                  Skipped* skipped = nullptr) {
    Skipped mine;
    std::vector<std::string> found;
    LeftOut left_out;
    for (const auto& [date, name] :
         read_holidays("test.ics", calendar_of(events), {day("2027-01-01"), day("2028-12-31")}, mine,
                       left_out, {.last_day = last_day})) {
        found.push_back(render_date(date) + " " + name);
    }
    if (skipped == nullptr) {
        CHECK(mine.lines.empty());
    } else {
        *skipped = mine;
    }
    return found;
}

using Days = std::vector<std::string>;

}  // namespace

TEST_CASE("an event is read as it was written") {
    const FoundEvent found = event(
        "UID:u1\nSUMMARY:Lunch\\, "
        "outside\nDTSTART;TZID=Europe/Lisbon:20270218T123000\nDTEND;TZID=Europe/Lisbon:20270218T133015\n"
        "RRULE:FREQ=WEEKLY;BYDAY=TH\nRDATE;VALUE=DATE:20270301,20270302\nEXDATE;TZID=Europe/"
        "Lisbon:20270225T123000\n"
        "STATUS:cancelled\nBEGIN:VALARM\nSUMMARY:not this\nDURATION:PT1H\nEND:VALARM\n");
    CHECK(found.line == 2);
    CHECK(found.uid == "u1");
    CHECK(found.summary == "Lunch, outside");
    CHECK(found.start == EventTime{day("2027-02-18"), 12h + 30min, "Europe/Lisbon"});
    CHECK(found.end == EventTime{day("2027-02-18"), 13h + 30min + 15s, "Europe/Lisbon"});
    CHECK_FALSE(found.duration);
    CHECK(found.rule == "FREQ=WEEKLY;BYDAY=TH");
    CHECK(found.also == std::vector<EventTime>{{day("2027-03-01"), {}, ""}, {day("2027-03-02"), {}, ""}});
    CHECK(found.except == std::vector<EventTime>{{day("2027-02-25"), 12h + 30min, "Europe/Lisbon"}});
    CHECK(found.cancelled);
}

TEST_CASE("dates and times come in several forms") {
    CHECK(event("DTSTART;VALUE=DATE:20270218\n").start == EventTime{day("2027-02-18"), {}, ""});
    CHECK(event("DTSTART:20270218\n").start == EventTime{day("2027-02-18"), {}, ""});
    CHECK(event("dtstart;value=date:20270218T000000\n").start == EventTime{day("2027-02-18"), {}, ""});
    CHECK(event("DTSTART:20270218T1230\n").start == EventTime{day("2027-02-18"), 12h + 30min, ""});
    CHECK(event("DTSTART:20270218T123000z\n").start == EventTime{day("2027-02-18"), 12h + 30min, "UTC"});
    CHECK(event("DTSTART;TZID=W. Europe Standard Time:20270218T123000\n").start.zone == "Europe/Berlin");
    CHECK(event("DTSTART;TZID=\"/citadel.org/20210210_1/Europe/Lisbon\":20270218T123000\n").start.zone ==
          "Europe/Lisbon");
    CHECK(event("DTSTART;TZID=Home:20270218T123000\n").start.zone == "Home");
}

TEST_CASE("durations are read") {
    const auto duration = [](const std::string& text) {
        return event("DTSTART:20270218\nDURATION:" + text + "\n").duration;
    };
    CHECK(duration("P1D") == std::chrono::seconds{24h});
    CHECK(duration("+P2W") == std::chrono::seconds{14 * 24h});
    CHECK(duration("P1DT1H30M5S") == std::chrono::seconds{25h + 30min + 5s});
    for (const std::string text : {"", "P", "1D", "PD", "P1", "P1X", "-P1D", "PT", "P99999999999D"}) {
        INFO(text);
        CHECK_FALSE(duration(text));
    }
}

TEST_CASE("what cannot be an event is skipped with its line") {
    Skipped skipped;
    const auto events =
        read_events("test.ics",
                    calendar_of(event_of("SUMMARY:no date\n") + event_of("DTSTART:20270230\n") +
                                event_of("DTSTART:tomorrow\n") + event_of("DTSTART:20270218T250000\n") +
                                event_of("DTSTART:20270218\nRDATE:x,20270219\nEXRULE:FREQ=DAILY\n")),
                    skipped);
    CHECK(events.size() == 1);
    CHECK(skipped.lines ==
          std::vector<SkippedLine>{{2, "\"no date\" has no DTSTART"},
                                   {6, "\"20270230\" is no date, so the event is left out"},
                                   {9, "\"tomorrow\" is no date, so the event is left out"},
                                   {12, "\"20270218T250000\" is no date, so the event is left out"},
                                   {16, "\"x\" is no date"},
                                   {17, "EXRULE is not followed"}});
}

TEST_CASE("calendars are read in whatever state they are found") {
    const std::string plain =
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u\nDTSTART;VALUE=DATE:20271225\nSUMMARY:Natal é hoje\n"
        "END:VEVENT\nEND:VCALENDAR\n";
    const auto replaced = [&](const std::string& from, const std::string& to) {
        std::string text = plain;
        for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
            text.replace(at, from.size(), to);
        }
        return text;
    };
    const auto lower = [&] {
        std::string text = plain;
        for (auto& c : text) {
            if (c >= 'A' && c <= 'Z' &&
                text.compare(static_cast<std::size_t>(&c - text.data()), 5, "Natal") != 0) {
                c = static_cast<char>(c - 'A' + 'a');
            }
        }
        return text;
    };
    const std::vector<std::string> shapes{
        plain,
        replaced("\n", "\r\n"),
        replaced("\n", "\r\r\n"),
        replaced("\n", "\r"),
        "\xef\xbb\xbf" + plain,
        lower(),
        replaced("Natal", "Na\n tal"),
        replaced("Natal", "Na\n\ttal"),
        replaced("é", "\xc3\n \xa9"),
        replaced("é", "\xe9"),                   // Latin-1
        replaced("\nSUMMARY", "\n\n\nSUMMARY"),  // blank lines
        replaced("\nSUMMARY", "\n!!! junk\nSUMMARY"),
        replaced("\nSUMMARY", "\nX-WHAT;EVER=\"a;b\":c\nSUMMARY"),
        replaced("END:VEVENT\n", ""),
        replaced("END:VEVENT\nEND:VCALENDAR\n", "END:VCALENDAR"),
        replaced("BEGIN:VCALENDAR\n", ""),
        replaced("BEGIN:VCALENDAR\n", "BEGIN:VCALENDAR\nEND:VCALENDAR\n\nBEGIN:VCALENDAR\n"),
        replaced("BEGIN:VCALENDAR\n", "Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n"),
        replaced("BEGIN:VEVENT\n",
                 "BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:16010101T000000\nEND:STANDARD\n"
                 "END:VTIMEZONE\nBEGIN:VEVENT\n"),
        replaced("SUMMARY", "BEGIN:VALARM\nSUMMARY:no\nEND:VALARM\nSUMMARY"),
        replaced("SUMMARY:", "SUMMARY;LANGUAGE=pt;ALTREP=\"cid:a:b\":"),
        replaced("DTSTART;VALUE=DATE:20271225", "DTSTART:20271225T000000\nDTEND:20271226T000000"),
        replaced("DTSTART;VALUE=DATE:20271225", "DTSTART:20271225T000000\nDTEND:20271225T235900"),
        replaced("DTSTART;VALUE=DATE:20271225", "DTSTART;TZID=Home:20271225T000000\nDURATION:P1D"),
        replaced("DTSTART;VALUE=DATE:20271225", "DTSTART;VALUE=DATE:20271225\nDTEND;VALUE=DATE:20271225"),
        replaced("DTSTART;VALUE=DATE:20271225", "DTSTART;VALUE=DATE:20271225\nDTEND;VALUE=DATE:20271226"),
        replaced("DTSTART", "ATTACH:" + std::string(100'000, 'x') + "\nDTSTART"),
        replaced("UID:u\n", ""),
        plain + "trailing junk",
    };
    CHECK(shapes.size() == 29);
    for (const auto& shape : shapes) {
        INFO(shape.substr(0, 300));
        Skipped skipped;
        LeftOut left_out;
        const auto found =
            read_holidays("test.ics", shape, {day("2027-01-01"), day("2027-12-31")}, skipped, left_out);
        CHECK(found == std::vector<NamedDay>{{day("2027-12-25"), "Natal é hoje"}});
    }
}

TEST_CASE("a text without a calendar is refused") {
    Skipped skipped;
    for (const std::string text : {"", "date,name\n2027-12-25,Natal\n", "<html>"}) {
        CHECK_THROWS_AS(read_events("test.ics", text, skipped), Failure);
    }
    CHECK(read_events("test.ics", calendar_of(""), skipped).empty());
}

TEST_CASE("holidays last as long as they say") {
    CHECK(holidays(event_of("SUMMARY:A\nDTSTART:20271225\n")) == Days{"2027-12-25 A"});
    const std::string two = event_of("SUMMARY:A\nDTSTART:20271225\nDTEND:20271227\n");
    CHECK(holidays(two) == Days{"2027-12-25 A", "2027-12-26 A"});
    CHECK(holidays(two, LastDay::included) == Days{"2027-12-25 A", "2027-12-26 A", "2027-12-27 A"});
    const std::string one = event_of("SUMMARY:A\nDTSTART:20271225\nDTEND:20271225\n");
    CHECK(holidays(one, LastDay::included) == Days{"2027-12-25 A"});
    CHECK(holidays(event_of("SUMMARY:A\nDTSTART:20271225\nDURATION:P2D\n")) ==
          Days{"2027-12-25 A", "2027-12-26 A"});
    CHECK(holidays(event_of("SUMMARY:A\nDTSTART:20261230\nDTEND:20270102\n")) == Days{"2027-01-01 A"});
    CHECK(holidays(event_of("SUMMARY:A\nDTSTART:20281230\nDTEND:20290110\n")) ==
          Days{"2028-12-30 A", "2028-12-31 A"});
    CHECK(holidays(event_of("SUMMARY:A\\nB\nDTSTART:20271225\n") +
                   event_of("SUMMARY:A B\nDTSTART:20271225\n")) == Days{"2027-12-25 A B"});
}

TEST_CASE("events that do not last whole days are no holidays") {
    for (const std::string lines :
         {"DTSTART:20270218T123000\nDTEND:20270218T133000\n",
          "DTSTART:20270218T000000\nDTEND:20270218T120000\n", "DTSTART:20270218T000000\nDURATION:PT1H\n",
          "DTSTART:20270218T000000Z\nDTEND;TZID=X:20270219T000000\n"}) {
        INFO(lines);
        Skipped skipped;
        CHECK(holidays(event_of(lines), LastDay::excluded, &skipped).empty());
        CHECK(skipped.lines == std::vector<SkippedLine>{{2, "the event does not last whole days"}});
    }
}

TEST_CASE("holidays repeat by rule, as feeds write them") {
    CHECK(holidays(event_of("SUMMARY:Thanksgiving\nDTSTART;VALUE=DATE:20101125\nDTEND;VALUE=DATE:20101126\n"
                            "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\n")) ==
          Days{"2027-11-25 Thanksgiving", "2028-11-23 Thanksgiving"});
    CHECK(holidays(event_of("SUMMARY:Natal\nDTSTART:19000102\nDTEND:19000104\nRRULE:FREQ=YEARLY\n")) ==
          Days{"2027-01-02 Natal", "2027-01-03 Natal", "2028-01-02 Natal", "2028-01-03 Natal"});
    CHECK(holidays(event_of("SUMMARY:A\nDTSTART:20200501\nRRULE:FREQ=YEARLY;UNTIL=20270501T000000Z\n")) ==
          Days{"2027-05-01 A"});
    CHECK(holidays(event_of("SUMMARY:A\nDTSTART:20200501\nRRULE:FREQ=YEARLY;COUNT=9\n")) ==
          Days{"2027-05-01 A", "2028-05-01 A"});
    // Begins in the year before the window and reaches into it.
    CHECK(holidays(
              event_of("SUMMARY:A\nDTSTART:20201230\nDTEND:20210102\nRRULE:FREQ=YEARLY;UNTIL=20271229\n")) ==
          Days{"2027-01-01 A"});
    CHECK(holidays(event_of("SUMMARY:A\nDTSTART:20270101\nRDATE;VALUE=DATE:20270301,20280301\n")) ==
          Days{"2027-01-01 A", "2027-03-01 A", "2028-03-01 A"});
}

TEST_CASE("a rule that is not understood leaves the first date and is said") {
    Skipped skipped;
    CHECK(holidays(event_of("SUMMARY:A\nDTSTART:20270101\nRRULE:FREQ=HOURLY\n"), LastDay::excluded,
                   &skipped) == Days{"2027-01-01 A"});
    REQUIRE(skipped.lines.size() == 1);
    CHECK(skipped.lines[0].line == 2);
    CHECK(skipped.lines[0].reason.find("HOURLY") != std::string::npos);
    CHECK(skipped.lines[0].reason.find("only its first date is taken") != std::string::npos);
}

TEST_CASE("exceptions, moved and cancelled occurrences are honoured") {
    const std::string yearly = "UID:u\nSUMMARY:A\nDTSTART;VALUE=DATE:20200501\nRRULE:FREQ=YEARLY\n";
    CHECK(holidays(event_of(yearly + "EXDATE;VALUE=DATE:20270501\n")) == Days{"2028-05-01 A"});
    CHECK(holidays(event_of(yearly + "EXDATE:20270501T000000,20280501T000000\n")).empty());
    const std::string moved =
        "UID:u\nSUMMARY:A moved\nRECURRENCE-ID;VALUE=DATE:20270501\nDTSTART;VALUE=DATE:20270503\n";
    CHECK(holidays(event_of(yearly) + event_of(moved)) == Days{"2027-05-03 A moved", "2028-05-01 A"});
    CHECK(holidays(event_of(moved) + event_of(yearly)) == Days{"2027-05-03 A moved", "2028-05-01 A"});
    CHECK(holidays(event_of(yearly) + event_of(moved + "STATUS:CANCELLED\n")) == Days{"2028-05-01 A"});
    CHECK(holidays(event_of(yearly + "STATUS:CANCELLED\n")).empty());
    const std::string other =
        "UID:v\nSUMMARY:B\nRECURRENCE-ID;VALUE=DATE:20270501\nDTSTART;VALUE=DATE:20270504\n";
    CHECK(holidays(event_of(yearly) + event_of(other)) ==
          Days{"2027-05-01 A", "2027-05-04 B", "2028-05-01 A"});
}

TEST_CASE("observances are no days off unless they are asked for") {
    const auto text = calendar_of(
        event_of("SUMMARY:Halloween\nDTSTART;VALUE=DATE:20271031\nDESCRIPTION:Observance\\nTo hide them\n") +
        event_of("SUMMARY:Easter\nDTSTART;VALUE=DATE:20260405\nDESCRIPTION:Observance\n") +
        event_of("SUMMARY:Christmas\nDTSTART;VALUE=DATE:20271225\nDESCRIPTION:Public holiday\n"));
    const DateRange window{day("2027-01-01"), day("2027-12-31")};
    Skipped skipped;
    LeftOut left_out;
    const NamedDay christmas{day("2027-12-25"), "Christmas"};
    CHECK(read_holidays("test.ics", text, window, skipped, left_out) == std::vector{christmas});
    CHECK(left_out.observances == std::set<std::string>{"Halloween"});
    LeftOut none;
    CHECK(read_holidays("test.ics", text, window, skipped, none, {.observances = true}) ==
          std::vector{NamedDay{day("2027-10-31"), "Halloween"}, christmas});
    CHECK(none.observances.empty());
    CHECK(skipped.lines.empty());
}

namespace {

/// "2027-03-01..2027-03-05 Porto" for each absence of 2027, with lunch in Lisbon from 11:30 to 13:30.
std::vector<std::string> absences(const std::string& events, Skipped* skipped = nullptr,
                                  const Reading& reading = {}, LeftOut* left_out = nullptr) {
    Skipped mine;
    LeftOut out;
    const LunchHours lunch{
        Zone::load("Europe/Lisbon"), 11h + 30min, 13h + 30min, {day("2027-01-01"), day("2027-12-31")}};
    std::vector<std::string> found;
    for (const auto& [days, name] : read_absences("test.ics", calendar_of(events), lunch, mine,
                                                  left_out == nullptr ? out : *left_out, reading)) {
        found.push_back(render_date(days.first) + ".." + render_date(days.last) + " " + name);
    }
    if (skipped == nullptr) CHECK(mine.lines.empty());
    if (skipped != nullptr) *skipped = mine;
    return found;
}

}  // namespace

TEST_CASE("an absence is a range of days") {
    CHECK(absences(event_of("SUMMARY:Porto\nDTSTART;VALUE=DATE:20270301\nDTEND;VALUE=DATE:20270306\n")) ==
          Days{"2027-03-01..2027-03-05 Porto"});
    CHECK(absences(event_of("SUMMARY:Porto\nDTSTART;VALUE=DATE:20261230\nDTEND;VALUE=DATE:20270106\n")) ==
          Days{"2027-01-01..2027-01-05 Porto"});
    CHECK(absences(event_of("SUMMARY:A\nDTSTART:20270301\n") + event_of("SUMMARY:A\nDTSTART:20270302\n") +
                   event_of("SUMMARY:B\nDTSTART:20270302\nUID:b@x.example\n")) ==
          Days{"2027-03-01..2027-03-02 A", "2027-03-02..2027-03-02 B"});
    CHECK(absences(event_of("SUMMARY:A\nDTSTART:20270301\nDTEND:20270311\nSTATUS:CANCELLED\n")).empty());
}

TEST_CASE("what is marked free is no absence, and no lunch of tiffin's own is") {
    LeftOut left_out;
    const std::string free = "SUMMARY:Payday\nDTSTART;VALUE=DATE:20270302\nTRANSP:TRANSPARENT\n";
    CHECK(absences(event_of(free) + event_of("SUMMARY:Late\nDTSTART:20290302\nTRANSP:TRANSPARENT\n"), nullptr,
                   {}, &left_out)
              .empty());
    CHECK(left_out.free == std::set<std::string>{"Payday"});
    CHECK_FALSE(left_out.own);
    CHECK(absences(event_of(free), nullptr, {.free = true}) == Days{"2027-03-02..2027-03-02 Payday"});
    const std::string lunch = "SUMMARY:Lunch\nDTSTART:20270302T110000Z\nDTEND:20270302T130000Z\nUID:";
    CHECK(absences(event_of(lunch + "wa4b9neyea1c@tiffin\n"), nullptr, {}, &left_out).empty());
    CHECK(left_out.own);
    for (const std::string other : {"wa4b9neyea1c@tiffin.example", "other@tiffin", "@tiffin", "tiffin"})
        CHECK(absences(event_of(lunch + other + "\n")) == Days{"2027-03-02..2027-03-02 Lunch"});
}

TEST_CASE("an absence with times counts where it touches lunch") {
    const auto at = [](const std::string& start, const std::string& end, const std::string& more = "") {
        return absences(event_of("SUMMARY:A\nDTSTART" + start + "\nDTEND" + end + "\n" + more));
    };
    const Days one{"2027-03-01..2027-03-01 A"};
    const std::string zone = ";TZID=Europe/Lisbon:20270301T";
    CHECK(at(zone + "090000", zone + "180000") == one);
    CHECK(at(zone + "090000", zone + "113000").empty());
    CHECK(at(zone + "090000", zone + "113100") == one);
    CHECK(at(zone + "133000", zone + "180000").empty());
    CHECK(at(zone + "120000", zone + "120000") == one);
    CHECK(at(zone + "090000", zone + "180000", "TRANSP:TRANSPARENT\n").empty());
    CHECK(at(":20270301T090000", ":20270301T180000") == one);  // floating
    CHECK(at(":20270301T090000Z", ":20270301T180000Z") == one);
    // From Monday noon to Wednesday morning.
    CHECK(at(zone + "120000", ";TZID=Europe/Lisbon:20270303T080000") == Days{"2027-03-01..2027-03-02 A"});
    // An evening in Tokyo is lunch in Lisbon, whichever way the zone is called.
    CHECK(at(";TZID=Asia/Tokyo:20270301T200000", ";TZID=Asia/Tokyo:20270301T230000") == one);
    CHECK(at(";TZID=Tokyo Standard Time:20270301T200000", ";TZID=Tokyo Standard Time:20270301T230000") ==
          one);
    CHECK(at(";TZID=Asia/Tokyo:20270301T090000", ";TZID=Asia/Tokyo:20270301T170000").empty());
}

TEST_CASE("an absence repeats on the clock of its zone, with exceptions in any zone's words") {
    // Kolkata at 17:00 is Lisbon at 11:30 in winter, 12:30 in summer.
    const std::string weekly =
        "UID:u\nSUMMARY:A\nDTSTART;TZID=India Standard Time:20270311T170000\nDURATION:PT1H\n"
        "RRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20270401T113000Z;\n";
    CHECK(absences(event_of(weekly)) == Days{"2027-03-11..2027-03-11 A", "2027-03-18..2027-03-18 A",
                                             "2027-03-25..2027-03-25 A", "2027-04-01..2027-04-01 A"});
    CHECK(absences(event_of(weekly + "EXDATE:20270318T113000Z,20270401T113000Z\n")) ==
          Days{"2027-03-11..2027-03-11 A", "2027-03-25..2027-03-25 A"});
    // 23:00 in New York is the next day in UTC.
    const std::string late =
        "UID:u\nSUMMARY:A\nDTSTART;TZID=America/New_York:20270301T230000\nDURATION:PT13H\n"
        "RRULE:FREQ=DAILY;UNTIL=20270304T040000Z\n";
    CHECK(absences(event_of(late)) == Days{"2027-03-02..2027-03-04 A"});
    CHECK(absences(event_of(late + "EXDATE:20270303T040000Z\n")) ==
          Days{"2027-03-02..2027-03-02 A", "2027-03-04..2027-03-04 A"});
    const std::string moved =
        "UID:u\nSUMMARY:A\nRECURRENCE-ID:20270303T040000Z\nDTSTART:20270310T120000Z\nDURATION:PT1H\n";
    CHECK(absences(event_of(moved) + event_of(late)) ==
          Days{"2027-03-02..2027-03-02 A", "2027-03-04..2027-03-04 A", "2027-03-10..2027-03-10 A"});
}

TEST_CASE("a zone of the file's own is known by its place, or taken as local and said") {
    const std::string event =
        event_of("SUMMARY:A\nDTSTART;TZID=Office:20270301T200000\nDTEND;TZID=Office:20270301T230000\n");
    CHECK(absences("BEGIN:VTIMEZONE\nTZID:Office\nX-LIC-LOCATION:Asia/Tokyo\nEND:VTIMEZONE\n" + event) ==
          Days{"2027-03-01..2027-03-01 A"});
    Skipped skipped;
    CHECK(absences(event, &skipped).empty());
    CHECK(skipped.lines ==
          std::vector<SkippedLine>{{2, "its time zone \"Office\" is unknown, so Europe/Lisbon is taken"}});
}

TEST_CASE("a zone that only its VTIMEZONE describes is one whose clocks go alike") {
    const auto zone = [](const std::string& winter, const std::string& summer = "") {
        const auto part = [](const std::string& kind, const std::string& lines) {
            return lines.empty() ? "" : "BEGIN:" + kind + "\n" + lines + "END:" + kind + "\n";
        };
        return "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\n" + part("STANDARD", winter) +
               part("DAYLIGHT", summer) + "END:VTIMEZONE\n";
    };
    const auto at_half_past_six = [](const std::string& day) {
        return event_of("SUMMARY:A\nDTSTART;TZID=\"Customized Time Zone\":" + day +
                        "T063000\nDURATION:PT55M\n");
    };
    // As Outlook writes New York. It is five hours behind Lisbon, but four from the one change to the other.
    const std::string new_york = zone(
        "DTSTART:16011104T020000\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\nTZOFFSETFROM:-0400\n"
        "TZOFFSETTO:-0500\n",
        "DTSTART:16010311T020000\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\nTZOFFSETFROM:-0500\nTZOFFSETTO:-"
        "0400\n");
    Skipped skipped;
    CHECK(absences(new_york + at_half_past_six("20270301") + at_half_past_six("20270320") +
                       at_half_past_six("20270401"),
                   &skipped) == Days{"2027-03-01..2027-03-01 A", "2027-04-01..2027-04-01 A"});
    CHECK(skipped.lines.empty());
    CHECK(absences(at_half_past_six("20270301") + new_york) == Days{"2027-03-01..2027-03-01 A"});
    // Lisbon's own clock, year by year as some programs list it: summer time would be missed without the
    // list.
    const std::string listed = zone(
        "DTSTART:20201025T020000\nRDATE:20211031T020000,20221030T020000,20231029T020000,20241027T020000,"
        "20251026T020000,20261025T020000,20271031T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0000\n",
        "DTSTART:20210328T010000\nRDATE:20220327T010000,20230326T010000,20240331T010000,20250330T010000,"
        "20260329T010000,20270328T010000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\n");
    const auto in_july = [](const std::string& time) {
        return event_of("SUMMARY:A\nDTSTART;TZID=Customized Time Zone:20270701T" + time +
                        "\nDURATION:PT5M\n");
    };
    CHECK(absences(listed + in_july("113000"), &skipped) == Days{"2027-07-01..2027-07-01 A"});
    CHECK(skipped.lines.empty());
    CHECK(absences(listed + in_july("103000"), &skipped).empty());
    CHECK(skipped.lines.empty());
    // Tokyo, without a rule: morning there is the evening before.
    CHECK(absences(zone("DTSTART:19700101T000000\nTZOFFSETFROM:+09:00\nTZOFFSETTO:+09:00\n") +
                       at_half_past_six("20270301"),
                   &skipped)
              .empty());
    CHECK(skipped.lines.empty());
    // What no zone is like, or cannot be followed, is said as before.
    for (const auto& odd :
         {zone("DTSTART:19700101T000000\nTZOFFSETTO:+0107\n"), zone("TZOFFSETTO:+0900\n"),
          zone("DTSTART:19700101T000000\nRRULE:FREQ=SECONDLY\nTZOFFSETTO:+0900\n"), zone("")}) {
        CHECK(absences(odd + at_half_past_six("20270301"), &skipped).empty());
        CHECK(skipped.lines.size() == 1);
    }
}

TEST_CASE("a calendar of more days than anybody has is refused") {
    Skipped skipped;
    const DateRange ever;
    LeftOut left_out;
    CHECK_THROWS_AS(read_holidays("test.ics", calendar_of(event_of("DTSTART:19000101\nRRULE:FREQ=DAILY\n")),
                                  ever, skipped, left_out),
                    Failure);
    CHECK_THROWS_AS(read_holidays("test.ics", calendar_of(event_of("DTSTART:19000101\nDTEND:99991231\n")),
                                  ever, skipped, left_out),
                    Failure);
}

TEST_CASE("no damage to a calendar breaks the reader") {
    std::mt19937 random(20270221);
    const std::string lines = event_of(
        "UID:u\nSUMMARY:A \\, \\n b\nDTSTART;TZID=\"Europe/Lisbon\":20200501T000000\nDTEND:20200502T000000\n"
        "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=1FR,-1MO;UNTIL=20301231T235959Z;INTERVAL=1\nDURATION:P1DT2H3M\n"
        "EXDATE:20270501,20280501\nRDATE;VALUE=PERIOD:20270501T000000/P1D\nRECURRENCE-ID:20270501\n");
    const std::string zone =
        "BEGIN:VTIMEZONE\nTZID:Office\nBEGIN:STANDARD\nDTSTART:16011104T020000\nRRULE:FREQ=YEARLY;BYDAY=1SU;"
        "BYMONTH=11\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:"
        "16010311T020000\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3;UNTIL=20301231\nTZOFFSETFROM:-0500\n"
        "TZOFFSETTO:-0400\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
    const std::string timed =
        event_of("DTSTART;TZID=Office:20270301T063000\nDURATION:PT1H\nRRULE:FREQ=DAILY\n");
    const LunchHours lunch{Zone::load("Europe/Lisbon"), 11h, 14h, {day("2027-01-01"), day("2028-12-31")}};
    int read = 0;
    for (int i = 0; i < 6'000; ++i) {
        std::string text = i % 4 == 0 ? render_invite(hostile_invite(random)) : calendar_of(lines + lines);
        if (i % 4 == 1) text = calendar_of(zone + timed);
        for (std::size_t changes = 1 + random() % 8; changes > 0 && !text.empty(); --changes) {
            const std::size_t at = random() % text.size();
            const std::size_t length = std::min<std::size_t>(random() % 20, text.size() - at);
            switch (random() % 6) {
                case 0:
                    text[at] = static_cast<char>(random());
                    break;
                case 1:
                    text.erase(at, length);
                    break;
                case 2:
                    text.insert(at, text.substr(random() % text.size(), length));
                    break;
                case 3:
                    text.insert(at, std::string(length, "\n\r:;\",\\=T9 -"[random() % 12]));
                    break;
                case 4:
                    text.resize(at + 1);
                    break;
                default:
                    text.insert(at, hostile_text(random));
                    break;
            }
        }
        Skipped skipped;
        LeftOut left_out;
        try {
            const auto found =
                read_holidays("test.ics", text, {day("2027-01-01"), day("2028-12-31")}, skipped, left_out);
            for (const auto& [days, name] : read_absences("test.ics", text, lunch, skipped, left_out)) {
                if (days.first < day("2027-01-01") || days.last > day("2028-12-31") || days.last < days.first)
                    FAIL("outside the window");
            }
            ++read;
            for (const auto& [date, name] : found) {
                if (date < day("2027-01-01") || date > day("2028-12-31")) FAIL("outside the window");
                if (name.find_first_of(std::string("\n\r\0", 3)) != std::string::npos)
                    FAIL("a name of two lines");
            }
        } catch (const Failure& failure) {
            if (failure.status() != ExitStatus::bad_input) FAIL(failure.what());
        }
    }
    CHECK(read > 2'000);
}
