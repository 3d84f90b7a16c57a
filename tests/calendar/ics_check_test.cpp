#include "ics_check.h"

#include <catch2/catch.hpp>

using namespace tiffin::calendar;

namespace {

const std::string kGood =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nMETHOD:REQUEST\r\n"
    "BEGIN:VTIMEZONE\r\nTZID:Europe/"
    "Lisbon\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\n"
    "TZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    "BEGIN:VEVENT\r\nUID:u\r\nSEQUENCE:1\r\nDTSTAMP:20270101T000000Z\r\nDTSTART;TZID=Europe/"
    "Lisbon:20270218T120000\r\n"
    "DTEND;TZID=Europe/Lisbon:20270218T130000\r\nSUMMARY:Rust\\, for all\r\nSTATUS:CONFIRMED\r\n"
    "ORGANIZER;CN=\"F, Ana\":mailto:ana@x\r\nATTENDEE;CN=Ben:mailto:ben@x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

std::string with(const std::string& from, const std::string& to) {
    std::string text = kGood;
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::string first_of(const std::vector<std::string>& findings) {
    return findings.empty() ? "" : findings.front();
}

}  // namespace

TEST_CASE("a right invite passes the check") {
    CHECK(first_of(check_ics(kGood)).empty());
}

TEST_CASE("the check finds what validators overlook and what they find") {
    const std::vector<std::pair<std::string, std::string>> broken{
        {"VERSION:2.0\r\n", "VERSION:2.0\n"},                // LF alone
        {"SUMMARY:", "SUMMARY:" + std::string(80, 'a')},     // not folded
        {"UID:u\r\n", ""},                                   // no UID
        {"DTSTAMP:20270101T000000Z\r\n", ""},                // no DTSTAMP
        {"TZID:Europe/Lisbon", "TZID:Europe/Paris"},         // zone not defined
        {"Rust", "R\xc3\r\n \xa9"},                          // fold inside a character
        {"Rust\\,", "Rust\\\r\n ,"},                         // fold inside an escape
        {"END:VEVENT\r\n", ""},                              // not ended
        {"Rust", "Rust\r\nX"},                               // raw line break
        {"SEQUENCE:1\r\n", "SEQUENCE:1\r\nSEQUENCE:1\r\n"},  // twice
        {"ORGANIZER;CN=\"F, Ana\":mailto:ana@x\r\n", ""},    // nobody to answer to
        {"20270218T130000", "20270218T110000"},              // ends before it starts
        {"SEQUENCE:1", "SEQUENCE:one"},
        {"CN=\"F, Ana\"", "CN=F, Ana"},  // comma without quotes
        {"\"F, Ana\"", "\"F^ Ana\""},    // bare caret
        {"VERSION:2.0\r\n", ""},
        {"PRODID:-//x//y//EN\r\n", ""},
        {"METHOD:REQUEST\r\n", ""},
        {"METHOD:REQUEST", "METHOD:PUBLISH"},                  // with an attendee
        {"METHOD:REQUEST", "METHOD:CANCEL"},                   // of a confirmed session
        {"STATUS:CONFIRMED", "STATUS:CANCELLED"},              // as a request
        {"STATUS:CONFIRMED", "STATUS:CONFIRMED\r\nX-EVIL:1"},  // injected
        {"Rust", "Ru\x01st"},
        {"Rust", "Ru\tst"},
        {"Rust", "Ru\xe2\x80\xa8st"},
        {"Rust", "Ru\xc2\x85st"},
        {"Rust", "Ru\xe4st"},  // Latin-1
        {"Rust\\,", "Rust,"},
        {"Rust\\,", "Rust\\x"},
        {"mailto:ben@x", "ben@x"},
        {"mailto:ben@x", "mailto:ben"},
        {"mailto:ben@x", "mailto:b\xc3\xaen@x"},
        {"DTSTAMP:20270101T000000Z", "DTSTAMP:20270101T000000"},                     // local
        {"DTSTART;TZID=Europe/Lisbon:20270218T120000", "DTSTART:20270218T120000"},   // floating
        {"DTSTART;TZID=Europe/Lisbon:20270218T120000", "DTSTART:20270218T120000Z"},  // two forms
        {"END:VEVENT", "BEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT"},
        {"END:VCALENDAR\r\n", "END:VCALENDAR\r\nBEGIN:VCALENDAR\r\n"},
    };
    for (const auto& [from, to] : broken) {
        INFO(from << " → " << to);
        CHECK_FALSE(check_ics(with(from, to)).empty());
    }
}

TEST_CASE("the check knows what a recurring event must keep") {
    const std::string rule = "DTEND;TZID=Europe/Lisbon:20270218T130000\r\nRRULE:FREQ=WEEKLY;";
    const std::string dated = "DTEND;TZID=Europe/Lisbon:20270218T130000\r\n";
    const auto exception = [](const std::string& id) {
        return "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:u\r\nSEQUENCE:2\r\nDTSTAMP:20270101T000000Z\r\n" + id +
               "\r\nDTSTART:20270226T120000Z\r\nDTEND:20270226T130000Z\r\nSUMMARY:s\r\nSTATUS:CONFIRMED\r\n"
               "ORGANIZER:mailto:ana@x\r\nATTENDEE:mailto:ben@x\r\nEND:VEVENT\r\n";
    };
    const auto series = [&](const std::string& lines, const std::string& more = "END:VEVENT\r\n") {
        std::string text = with(dated, lines);
        return text.replace(text.find("END:VEVENT\r\n"), 12, more);
    };
    const std::string out = "EXDATE;TZID=Europe/Lisbon:20270225T120000\r\n";
    const std::string id = "RECURRENCE-ID;TZID=Europe/Lisbon:20270304T120000";
    CHECK(first_of(check_ics(series(rule + "UNTIL=20270401T110000Z;BYDAY=TH\r\n" + out, exception(id))))
              .empty());
    for (const auto& broken : {
             series(rule + "UNTIL=20270401;BYDAY=TH\r\n"), series(rule + "UNTIL=20270401T110000\r\n"),
             series(rule + "BYDAY=FR\r\n"),                            // not the day of DTSTART
             series(rule + "COUNT=1\r\n" + out),                       // after the last
             series(rule + "COUNT=4;UNTIL=20270401T110000Z\r\n"),      // both
             series(dated + out),                                      // without a rule
             series(rule + "COUNT=4\r\nEXDATE:20270225T120000Z\r\n"),  // not in DTSTART's form
             series(rule + "COUNT=4\r\nEXDATE;TZID=Europe/Lisbon:20270226T120000\r\n"),
             series(rule + "COUNT=4\r\nRRULE:FREQ=DAILY\r\n"),
             series(rule + "COUNT=4\r\n", exception("RECURRENCE-ID:20270304T120000Z")),
             series(rule + "COUNT=4\r\n", exception("RECURRENCE-ID;TZID=Europe/Lisbon:20270305T120000")),
             series(rule + "COUNT=4\r\n", exception("RECURRENCE-ID;VALUE=DATE:20270304")),
             series(rule + "COUNT=4\r\n", exception(id) + exception(id).substr(12)),  // twice
             series(dated, exception("X:1")),                                         // two masters
         }) {
        INFO(broken);
        CHECK_FALSE(check_ics(broken).empty());
    }
}

TEST_CASE("the check finds sequences and stamps that fall") {
    const std::string later = with("SEQUENCE:1", "SEQUENCE:2");
    CHECK(check_order({kGood, kGood, later}).empty());
    CHECK(check_order({later, kGood}).size() == 1);
    CHECK(check_order({kGood, with("DTSTAMP:2027", "DTSTAMP:2026")}).size() == 1);
    CHECK(check_order({later, with("UID:u", "UID:v")}).empty());
}
