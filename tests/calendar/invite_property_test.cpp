#include <algorithm>

#include <catch2/catch.hpp>

#include "calendar/content_reader.h"
#include "calendar/invite.h"
#include "hostile.h"
#include "ics_check.h"
#include "text/fold.h"

using namespace tiffin;
using namespace tiffin::calendar;

namespace {

/// What is left of a well-formed text when it went through a calendar.
std::string cleaned(std::string text) {
    for (const std::string breaks : {"\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9"}) {
        for (auto at = text.find(breaks); at != std::string::npos; at = text.find(breaks)) {
            text.replace(at, breaks.size(), 1, '\n');
        }
    }
    for (auto at = text.find("\xc2\x9b"); at != std::string::npos; at = text.find("\xc2\x9b"))
        text.erase(at, 2);
    std::replace(text.begin(), text.end(), '\t', ' ');
    text.erase(std::remove_if(
                   text.begin(), text.end(),
                   [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; }),
               text.end());
    return text;
}

std::string summary_of(const std::string& ics) {
    ContentReader reader("test.ics", ics);
    for (ContentLine line; reader.next(line);) {
        if (reader.component() == "VEVENT" && line.is("SUMMARY")) return line.text();
    }
    return "none";
}

std::string all(const std::vector<std::string>& findings) {
    return text::join(findings, "\n");
}

}  // namespace

TEST_CASE("whatever people type, every invite is well formed") {
    std::mt19937 random(20270218);
    InviteWriter writer;
    for (int i = 0; i < 3000; ++i) {
        const Invite invite = hostile_invite(random);
        std::string text;
        writer.append(text, invite);
        const std::string findings = all(check_ics(text));
        CAPTURE(findings);
        INFO(i << "\n" << text);
        REQUIRE(findings.empty());
    }
}

TEST_CASE("whatever people type, every file and feed is well formed") {
    std::mt19937 random(20270219);
    for (const Method method : {Method::request, Method::publish}) {
        text::StringSink sink;
        CalendarHeader header;
        header.method = method;
        header.name = hostile_text(random);
        header.description = hostile_text(random);
        header.zones = {{"Europe/Lisbon", {*parse_iso_date("2027-01-01"), *parse_iso_date("2030-12-31")}}};
        CalendarFile file(sink, header);
        for (int i = 0; i < 500; ++i) {
            Invite invite = hostile_invite(random);
            invite.event.status = EventStatus::confirmed;
            file.add(invite.event, invite.attendees);
        }
        file.finish();
        CHECK(all(check_ics(sink.bytes())) == "");
    }
}

TEST_CASE("whatever people type, every series and each of its sessions alone is well formed") {
    std::mt19937 random(20270221);
    int alone = 0;
    for (int i = 0; i < 200; ++i) {
        const SeriesEvent series = hostile_series(random);
        const auto attendees = hostile_invite(random).attendees;
        for (const Method method : {Method::request, Method::cancel, Method::publish}) {
            SeriesEvent sent = series;
            if (method == Method::cancel) sent.event.status = EventStatus::cancelled;
            const std::string text = render_series(method, sent, attendees);
            INFO(i << "\n" << text);
            REQUIRE(all(check_ics(text)) == "");
        }
        std::vector<std::string> sent{render_series(Method::request, series, attendees)};
        for (const auto& exception : series.exceptions) {
            const bool off = exception.event.status == EventStatus::cancelled;
            sent.push_back(render_series_exception(off ? Method::cancel : Method::request, series, exception,
                                                   attendees));
            INFO(i << "\n" << sent.back());
            REQUIRE(all(check_ics(sent.back())) == "");
            ++alone;
        }
    }
    CHECK(alone > 300);
}

TEST_CASE("what was well formed is read back unchanged") {
    std::mt19937 random(20270220);
    int compared = 0;
    for (int i = 0; i < 2000; ++i) {
        const Invite invite = hostile_invite(random);
        if (!text::is_utf8(invite.event.summary)) continue;
        ++compared;
        INFO(i);
        const auto expected = cleaned(invite.event.summary);
        CHECK(summary_of(render_invite(invite)) == text::trim(expected));
    }
    CHECK(compared > 500);
}
