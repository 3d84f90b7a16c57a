#include "calendar/reply_reader.h"

#include <chrono>

#include <catch2/catch.hpp>

#include "domain/failure.h"

using namespace tiffin;
using namespace tiffin::calendar;
using namespace std::chrono;

namespace {

std::string event(const std::string& lines) {
    return "BEGIN:VEVENT\r\nUID:abc@tiffin\r\n" + lines + "END:VEVENT\r\n";
}

std::string reply(const std::string& lines) {
    return "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + event(lines) + "END:VCALENDAR\r\n";
}

FoundReply read(const std::string& lines) {
    const auto found = read_replies("a.ics", reply(lines), "");
    REQUIRE(found.replies.size() == 1);
    return found.replies.front();
}

FoundAttendee attendee(const std::string& line) {
    const auto found = read(line + "\r\n");
    REQUIRE(found.attendees.size() == 1);
    return found.attendees.front();
}

std::string refusal_of(const std::string& text, const ReplyLimits& limits = {}) {
    try {
        static_cast<void>(read_replies("a.ics", text, "", limits));
    } catch (const Failure& failure) {
        CHECK(failure.status() == ExitStatus::bad_input);
        CHECK_FALSE(failure.remedy().empty());
        return failure.what();
    }
    return "none";
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string made;
    made.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) made += text;
    return made;
}

}  // namespace

TEST_CASE("what a reply needs is read") {
    const auto found = read(
        "dtstamp:20270210T093011Z\r\nSequence:3\r\nDTSTART:20270218T113000Z\r\nRECURRENCE-ID;TZID=Europe/"
        "Berlin:20270218T123000\r\n"
        "COMMENT:Late\\, but\r\n  there\r\nCOMMENT:with "
        "cake\r\nATTENDEE;PARTSTAT=accepted:MAILTO:Ana@X.example\r\n");
    CHECK(found.method == "REPLY");
    CHECK(found.uid == "abc@tiffin");
    CHECK(found.sequence == 3);
    CHECK(found.stamp == sys_days{2027y / February / 10} + hours{9} + minutes{30} + seconds{11});
    REQUIRE(found.start.has_value());
    CHECK(found.start->zone == "UTC");
    REQUIRE(found.replaces.has_value());
    CHECK(found.replaces->zone == "Europe/Berlin");
    CHECK(found.comment == "Late, but there\nwith cake");
    CHECK(found.line == 3);
    REQUIRE(found.attendees.size() == 1);
    CHECK(found.attendees[0].address == "Ana@X.example");
    CHECK(found.attendees[0].answer() == Answer::yes);
}

TEST_CASE("what is missing is as RFC 5545 has it") {
    const auto found = read("ATTENDEE:mailto:ana@x.example\r\n");
    CHECK(found.sequence == 0);
    CHECK_FALSE(found.stamp.has_value());
    CHECK_FALSE(found.replaces.has_value());
    CHECK_FALSE(found.has_odd_date);
    CHECK_FALSE(found.attendees[0].answer().has_value());
    CHECK(read("SEQUENCE:many\r\n").sequence == 0);
    CHECK_FALSE(read("SEQUENCE:many\r\n").has_sequence);
    CHECK(read("SEQUENCE:0\r\n").has_sequence);
    CHECK(read("RECURRENCE-ID:soon\r\n").has_odd_date);
}

TEST_CASE("the three answers, and what is none") {
    CHECK(attendee("ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x.example").answer() == Answer::yes);
    CHECK(attendee("ATTENDEE;PARTSTAT=\"Declined\":mailto:a@x.example").answer() == Answer::no);
    CHECK(attendee("attendee;partstat=tentative:mailto:a@x.example").answer() == Answer::maybe);
    for (const std::string status : {"NEEDS-ACTION", "DELEGATED", "COMPLETED", "X-PERHAPS", ""}) {
        INFO(status);
        CHECK_FALSE(attendee("ATTENDEE;PARTSTAT=" + status + ":mailto:a@x.example").answer().has_value());
    }
    CHECK(attendee("ATTENDEE;PARTSTAT=Delegated:mailto:a@x.example").has_delegated());
}

TEST_CASE("what stands beside an attendee") {
    const auto found = attendee(
        "ATTENDEE;CN=\"Müller; Zoë\";X-RESPONSE-COMMENT=\"Only if^n the train: 12:10\";SENT-BY=\"mailto:pa@x."
        "example\";DELEGATED-FROM=\"MAILTO:ben@x.example\";DELEGATED-TO=\"mailto:cleo@x.example\",\"mailto:d@"
        "x."
        "example\";PARTSTAT=TENTATIVE:mailto:zoe@x.example");
    CHECK(found.address == "zoe@x.example");
    CHECK(found.comment == "Only if\n the train: 12:10");
    CHECK(found.sent_by == "pa@x.example");
    CHECK(found.delegated_from == "ben@x.example");
    CHECK(found.delegated_to == "cleo@x.example");
}

TEST_CASE("addresses as they are written") {
    CHECK(parse_calendar_address("mailto:ana@x.example") == "ana@x.example");
    CHECK(parse_calendar_address(" MailTo: ana%2Blunch@x.example?subject=hi ") == "ana+lunch@x.example");
    CHECK(parse_calendar_address("ana@x.example") == "ana@x.example");
    CHECK(parse_calendar_address("mailto:a%0Ab%zz%2@x.example") == "a%0Ab%zz%2@x.example");
    CHECK_FALSE(parse_calendar_address("urn:uuid:1-2-3@x").has_value());
    CHECK_FALSE(parse_calendar_address("mailto:").has_value());
    CHECK(attendee("ATTENDEE;EMAIL=ana@x.example:/123456/principal/").address == "ana@x.example");
    CHECK(attendee("ATTENDEE:invalid:nomail").address.empty());
}

TEST_CASE("the method is the calendar's, else the mail's") {
    const auto method = [](const std::string& text, const std::string& of_mail) {
        return read_replies("a.ics", text, of_mail).replies.at(0).method;
    };
    CHECK(method("BEGIN:VCALENDAR\n" + event("") + "METHOD:counter\nEND:VCALENDAR\n", "REPLY") == "COUNTER");
    CHECK(method("BEGIN:VCALENDAR\n" + event("") + "END:VCALENDAR\n", "reply") == "REPLY");
    CHECK(method("BEGIN:VCALENDAR\n" + event("") + "END:VCALENDAR\n", "").empty());
    const auto two = read_replies("a.ics",
                                  "BEGIN:VCALENDAR\nMETHOD:REPLY\n" + event("") + "END:VCALENDAR\n" +
                                      "BEGIN:VCALENDAR\n" + event("") + "METHOD:REQUEST\nEND:VCALENDAR\n",
                                  "");
    REQUIRE(two.replies.size() == 2);
    CHECK(two.replies[0].method == "REPLY");
    CHECK(two.replies[1].method == "REQUEST");
}

TEST_CASE("alarms and zones within a reply are passed over") {
    const auto found = read_replies(
        "a.ics",
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VTIMEZONE\nTZID:Ours\nX-LIC-LOCATION:Europe/Lisbon\n"
        "BEGIN:STANDARD\nDTSTART:16010101T000000\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:a\n"
        "RECURRENCE-ID;TZID=Ours:20270218T123000\nBEGIN:VALARM\nUID:b\nATTENDEE:mailto:x@x.example\n"
        "END:VALARM\nATTENDEE;PARTSTAT=DECLINED:mailto:a@x.example\nEND:VEVENT\nEND:VCALENDAR\n",
        "");
    REQUIRE(found.replies.size() == 1);
    CHECK(found.replies[0].uid == "a");
    CHECK(found.replies[0].replaces->zone == "Europe/Lisbon");
    CHECK(found.replies[0].attendees.size() == 1);
    CHECK(found.skipped.lines.empty());
}

TEST_CASE("a long comment is cut between characters") {
    ReplyLimits limits;
    limits.comment = 5;
    const auto found = read_replies(
        "a.ics", reply("COMMENT:aöööö\r\nATTENDEE;X-RESPONSE-COMMENT=ooöooo:mailto:a@x.example\r\n"), "",
        limits);
    CHECK(found.replies.at(0).comment == "aöö…");
    CHECK(found.replies.at(0).attendees.at(0).comment == "ooöo…");
}

TEST_CASE("hostile calendars are refused, or lose their hostile lines") {
    const std::size_t kTenMegabytes = 10'000'000;
    const std::string who = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x.example\r\n";
    std::vector<std::string> texts;
    texts.push_back(reply("COMMENT:" + std::string(kTenMegabytes, 'x') + "\r\n" + who));
    texts.push_back(reply("ATTENDEE" + repeated(";A=B", 1'000'000) + ":mailto:a@x.example\r\n" + who));
    texts.push_back(reply("COMMENT:x" + repeated("\r\n y", 1'000'000) + "\r\n" + who));
    texts.push_back(reply(repeated("COMMENT:again\r\n", 500'000) + who));
    texts.push_back(reply("ATTENDEE;CN=" + std::string(60'000, '"') + ":mailto:a@x.example\r\n" + who));
    for (const auto& text : texts) {
        FoundReplies found;
        found = read_replies("a.ics", text, "");
        REQUIRE(found.replies.size() == 1);
        CHECK(found.replies[0].attendees.back().address == "a@x.example");
        CHECK(found.replies[0].comment.size() <= 2100);
    }
    const auto refused = [](const std::string& text) {
        auto said = refusal_of(text);
        CHECK(said.find('\n') == std::string::npos);
        return said;
    };
    CHECK(refused(reply(repeated(who, 200'000))) == "a.ics: it holds more than 5000 attendees");
    CHECK(refused("BEGIN:VCALENDAR\r\n" + repeated(event(""), 100'000) + "END:VCALENDAR\r\n") ==
          "a.ics: it holds more than 1000 events");
    CHECK(refused("BEGIN:VCALENDAR\r\n" + repeated("BEGIN:X\r\n", 1'000'000)) ==
          "a.ics:17: components are nested deeper than 16");
    CHECK(refused(reply("").substr(0, 60)).find("cut off") != std::string::npos);
    CHECK(refused(std::string(40U << 20U, 'x')) == "a.ics: it is larger than 32 MiB");
    CHECK(refused("hello") == "a.ics: it is no iCalendar text: BEGIN:VCALENDAR is missing");
}

TEST_CASE("bytes of a wrong charset become readable text") {
    const auto found = read(
        "COMMENT:gr\xFC\xDF dich\r\nATTENDEE;X-RESPONSE-COMMENT=\"sp\xE4ter\x01\":mailto:a@x.example\r\n");
    CHECK(found.comment == "grüß dich");
    CHECK(found.attendees.at(0).comment == "später");
}
