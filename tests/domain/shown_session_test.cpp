#include "domain/shown_session.h"

#include <functional>

#include <catch2/catch.hpp>

using namespace tiffin;
using namespace std::chrono;

namespace {

constexpr Date kDay{2027y / February / 18};

ShownSession lunch() {
    return {.date = kDay,
            .start = TimeOfDay{750},
            .zone = "Europe/Berlin",
            .begin = Instant{kDay} + hours{11},
            .series = "Lunch",
            .presenters = {"Ana", "Ben"},
            .tags = {"db"},
            .place = "Room 4"};
}

}  // namespace

TEST_CASE("every fact that an invite shows is in the text") {
    const auto before = render_shown(lunch());
    const std::vector<std::function<void(ShownSession&)>> changes{
        [](auto& s) { s.called_off = true; },
        [](auto& s) { s.note = "in English"; },
        [](auto& s) { s.date += days{1}; },
        [](auto& s) { s.start += minutes{5}; },
        [](auto& s) { s.length = minutes{45}; },
        [](auto& s) { s.zone = "Europe/Paris"; },
        [](auto& s) { s.begin += hours{1}; },
        [](auto& s) { s.series = "Thursday lunch"; },
        [](auto& s) {
            s.presenters = {"Ben", "Ana"};
        },
        [](auto& s) { s.presenters = {"Ana"}; },
        [](auto& s) { s.presenters = {"Ana\\nBen"}; },
        [](auto& s) { s.topic = "SQLite"; },
        [](auto& s) { s.abstract = "Why\none file"; },
        [](auto& s) { s.tags.emplace_back("storage"); },
        [](auto& s) { s.place = "Room 5"; },
        [](auto& s) { s.place.clear(); },
        [](auto& s) { s.link = "https://x.example"; },
        [](auto& s) { s.lunch = Lunch::catered; },
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        INFO(i);
        auto session = lunch();
        changes[i](session);
        CHECK_FALSE(still_holds(before, render_shown(session)));
        CHECK_FALSE(still_holds(render_shown(session), before));
        CHECK(still_holds(render_shown(session), render_shown(session)));
    }
}

TEST_CASE("of a session that is called off only its note is news") {
    auto off = lunch();
    off.called_off = true;
    const auto before = render_shown(off);
    off.place = "Room 5";
    off.series = "Thursday lunch";
    CHECK(render_shown(off) == before);
    off.note = "ill";
    CHECK_FALSE(still_holds(before, render_shown(off)));
}

TEST_CASE("line breaks in a value make no facts") {
    auto session = lunch();
    session.note = "a\nplace Room 5\\n";
    auto other = session;
    other.note = "a\nplace Room 6\\n";
    CHECK_FALSE(still_holds(render_shown(session), render_shown(other)));
    CHECK(render_shown(session).find("\nplace Room 4\n") != std::string::npos);
}

TEST_CASE("what a version shows more or less than another is no news") {
    const auto now = render_shown(lunch());
    CHECK(still_holds(now + "capacity 12\n", now));
    CHECK(still_holds(now, now + "capacity 12\n"));
    CHECK_FALSE(still_holds("state on\nplace Room 5\n", now));
    CHECK(still_holds("state on\nplace Room 4\n", now));
}

TEST_CASE("nothing holds of a text that is not known") {
    CHECK_FALSE(still_holds("", render_shown(lunch())));
    CHECK_FALSE(still_holds("", ""));
}

TEST_CASE("day and time can be read from the text") {
    const ShownSession session{.date = Date{2027y / February / 18}, .start = 12h + 30min, .zone = "UTC"};
    CHECK(shown_time(render_shown(session)) == ShownTime{session.date, session.start});
    auto off = session;
    off.called_off = true;
    CHECK_FALSE(shown_time(render_shown(off)).has_value());
    CHECK_FALSE(shown_time("").has_value());
    CHECK_FALSE(shown_time("date soon\nstart 12:30\n").has_value());
}

TEST_CASE("one side shows its place or its link alone") {
    auto session = lunch();
    session.link = "https://meet.example";
    CHECK(shown_to(session, Mode::remote).place.empty());
    CHECK(shown_to(session, Mode::remote).link == session.link);
    CHECK(shown_to(session, Mode::in_person).link.empty());
    CHECK(render_shown(shown_to(session, {})) == render_shown(session));
    session.place.clear();
    CHECK(shown_to(session, Mode::in_person).link == session.link);  // or they would know nothing
}

TEST_CASE("what differs is named, as far as both texts tell of it") {
    using Facts = std::set<std::string, std::less<>>;
    CHECK(changed_facts("place Kitchen\ntopic \n", "place Garden\ntopic \n") == Facts{"place"});
    CHECK(changed_facts("place Kitchen\n", "place Kitchen\ntopic Rust\n").empty());
    CHECK(changed_facts("", "place Kitchen\n").empty());
    CHECK(changed_facts("a 1\nb 2\n", "a 2\nb 3\n") == Facts{"a", "b"});
}

TEST_CASE("what many dates share is said of one of them") {
    ShownSession session{
        .date = Date{2027y / January / 7}, .start = hours{12}, .zone = "UTC", .place = "Room 4"};
    session.begin = session.date + hours{12};
    const auto of_one = shown_on(render_shown(session) + "until \n", Date{2027y / February / 18});
    session.date = Date{2027y / February / 18};
    CHECK(changed_facts(of_one, render_shown(session)).empty());
    session.place = "Room 5";
    session.date = Date{2027y / February / 19};
    CHECK(changed_facts(of_one, render_shown(session)) ==
          std::set<std::string, std::less<>>{"date", "place"});
}
