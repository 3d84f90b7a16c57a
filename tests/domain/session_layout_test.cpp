#include "domain/session_layout.h"

#include <catch2/catch.hpp>

#include "domain/session_life.h"

using namespace tiffin;
using namespace std::chrono;

namespace {

constexpr Date kToday{2027y / January / 4};  // a Monday

Date january(int day) {
    return Date{2027y / January / day};
}

Session session_on_day(int occurrence, SessionState state = SessionState::open) {
    return {.id = SessionId{occurrence},
            .occurrence = january(occurrence),
            .date = january(occurrence),
            .start = TimeOfDay{750},
            .state = state};
}

PlannedDate planned(int occurrence) {
    return {january(occurrence), january(occurrence), {}};
}

LayoutQuestion question(std::vector<Session> coming, std::vector<PlannedDate> planned) {
    return {.coming = std::move(coming),
            .over = {},
            .planned = std::move(planned),
            .until = january(31),
            .is_over = [](Date date) { return date < kToday; }};
}

/// "-7" removed, "x7" cancelled, "o7" opened, "7>8" moved, "+8" added, "?7" or "?7>8" stray.
std::string changes(const LayoutQuestion& question) {
    const auto day = [](Date date) { return std::to_string((date - Date{2026y / December / 31}).count()); };
    const auto found = layout(question);
    std::string text;
    for (const auto& session : found.removed) text += "-" + day(session.date) + " ";
    for (const auto& session : found.cancelled) text += "x" + day(session.date) + " ";
    for (const auto& session : found.opened) text += "o" + day(session.date) + " ";
    for (const auto& [session, occurrence, date] : found.shifted)
        text += day(session.date) + ">" + day(date) + (occurrence == date ? "" : "/" + day(occurrence)) + " ";
    for (const auto& [occurrence, date] : found.added)
        text += "+" + day(date) + (occurrence == date ? "" : "/" + day(occurrence)) + " ";
    for (const auto& stray : found.strays)
        text += "?" + day(stray.session.date) + (stray.wanted ? ">" + day(*stray.wanted) : "") + " ";
    return text;
}

}  // namespace

TEST_CASE("a session is free as long as nobody decided anything about it") {
    CHECK(is_free(session_on_day(7)));
    CHECK(is_free(session_on_day(7, SessionState::planned)));
    for (const auto state : {SessionState::confirmed, SessionState::announced, SessionState::held,
                             SessionState::postponed, SessionState::cancelled}) {
        CHECK_FALSE(is_free(session_on_day(7, state)));
    }
    auto pinned = session_on_day(7, SessionState::planned);
    pinned.pinned = true;
    CHECK_FALSE(is_free(pinned));
    auto moved = session_on_day(7);
    moved.moved = true;
    CHECK_FALSE(is_free(moved));
    CHECK(is_left_to_the_plan(moved));
    CHECK_FALSE(is_left_to_the_plan(pinned));
}

TEST_CASE("what is missing is added up to the last day and not in the past") {
    auto asked = question({}, {{january(1), january(1), {}},
                               planned(7),
                               {january(14), {}, "Retreat"},
                               {january(21), january(22), "Retreat"},
                               planned(28),
                               {january(30), Date{2027y / February / 1}, "Retreat"}});
    CHECK(changes(asked) == "+7 +22/21 +28 +32/30 ");
    asked.until = january(21);
    CHECK(changes(asked) == "+7 +22/21 ");
    asked.over = {session_on_day(7)};
    CHECK(changes(asked) == "+22/21 ");
}

TEST_CASE("a free session follows its series, any other waits for a decision") {
    const std::vector<PlannedDate> wanted{{january(7), {}, "Retreat"}, {january(14), january(15), "Retreat"}};
    CHECK(changes(question({session_on_day(7), session_on_day(14), session_on_day(21)}, wanted)) ==
          "-7 -21 14>15/14 ");
    const auto told = SessionState::announced;
    CHECK(changes(question({session_on_day(7, told), session_on_day(14, told), session_on_day(21, told)},
                           wanted)) == "?7 ?14>15 ?21 ");
    const auto off = SessionState::cancelled;
    CHECK(
        changes(question({session_on_day(7, off), session_on_day(14, off), session_on_day(21, off)}, wanted))
            .empty());
    auto moved = session_on_day(7, told);
    moved.moved = true;
    CHECK(changes(question({moved, session_on_day(14, off)}, wanted)).empty());
}

TEST_CASE("a session stays where it is when its series had it in the past") {
    auto session = session_on_day(1);
    session.date = january(5);
    CHECK(changes(question({session}, {planned(1)})).empty());
}

TEST_CASE("on a holiday to ask about, a session waits until somebody assigned or moved it") {
    const std::vector<PlannedDate> wanted{{january(7), january(7), "Retreat", true}};
    CHECK(changes(question({session_on_day(7)}, wanted)) == "?7 ");
    CHECK(changes(question({session_on_day(7, SessionState::announced)}, wanted)) == "?7 ");
    auto planned = session_on_day(7, SessionState::planned);
    planned.assignments = {{PersonId{1}, Role::presenter}};
    CHECK(changes(question({planned}, wanted)) == "o7 ?7 ");
    CHECK(plan(planned, {}, std::nullopt));
    CHECK(changes(question({planned}, wanted)) == "?7 ");
    auto decided = session_on_day(7, SessionState::planned);
    decided.pinned = true;
    CHECK(changes(question({decided}, wanted)).empty());
    decided = session_on_day(7, SessionState::announced);
    decided.moved = true;
    CHECK(changes(question({decided}, wanted)).empty());
}

TEST_CASE("no two sessions of a series get one day") {
    auto moved = session_on_day(7, SessionState::announced);
    moved.moved = true;
    moved.date = january(14);
    CHECK(changes(question({moved}, {planned(7), planned(14)})).empty());
    moved.state = SessionState::cancelled;  // gives way to the one that is there by rule
    CHECK(changes(question({moved}, {planned(7), planned(14)})) == "+14 ");
    moved.state = SessionState::announced;
    CHECK(changes(question({moved, session_on_day(13)},
                           {planned(7), {january(13), january(14), "Retreat"}})) == "-13 ");
}

TEST_CASE("days that a series loses cost only the sessions there") {
    auto moved_in = session_on_day(28);
    moved_in.moved = true;
    moved_in.date = january(13);
    auto moved_out = session_on_day(14);
    moved_out.moved = true;
    moved_out.date = january(27);
    auto asked = question(
        {session_on_day(6, SessionState::announced), session_on_day(12), moved_in,
         session_on_day(15, SessionState::confirmed), session_on_day(16, SessionState::cancelled), moved_out},
        {planned(28)});
    asked.closed = DateRange{january(11), january(17)};
    CHECK(changes(asked) == "-12 x13 x15 ?6 ");
}

TEST_CASE("with a new rule sessions go to the new day in their week, else in their month") {
    const auto told = SessionState::announced;
    auto asked = question({session_on_day(7, told), session_on_day(14), session_on_day(21, told)},
                          {planned(8), planned(15), planned(22), planned(29)});
    asked.carry = Carry::within_week;
    CHECK(changes(asked) == "7>8 14>15 21>22 +29 ");
    asked.planned = {planned(8), planned(22)};
    CHECK(changes(asked) == "-14 7>8 21>22 ");
    asked.planned = {planned(11), planned(29)};
    CHECK(changes(asked) == "14>11 +29 ?7 ?21 ");
    asked.carry = Carry::within_month;
    asked.planned = {planned(29)};
    CHECK(changes(asked) == "-14 21>29 ?7 ");
    asked.planned = {{Date{2027y / February / 5}, Date{2027y / February / 5}, {}}};
    CHECK(changes(asked) == "-14 ?7 ?21 ");
    asked.carry = Carry::nothing;
    asked.planned = {planned(8), planned(15)};
    CHECK(changes(asked) == "-14 +8 +15 ?7 ?21 ");
}

TEST_CASE("with a new rule a session that somebody moved keeps its day, and its week gets no second one") {
    auto moved = session_on_day(14, SessionState::announced);
    moved.moved = true;
    moved.date = january(13);
    auto asked = question({moved}, {planned(15)});
    asked.carry = Carry::within_week;
    CHECK(changes(asked) == "13>13/15 ");
    asked.planned = {planned(11), planned(13)};
    CHECK(changes(asked) == "13>13 +11 ");
    asked.planned = {planned(15)};
    shift(moved, january(15), january(13));
    asked.coming = {moved};
    asked.carry = Carry::nothing;
    CHECK(changes(asked).empty());
}

TEST_CASE("a shift by the series is no choice of a person") {
    auto session = session_on_day(7, SessionState::announced);
    shift(session, january(8), january(11));
    CHECK(session.occurrence == january(8));
    CHECK(session.date == january(11));
    CHECK_FALSE(session.moved);
    CHECK(is_announced(session));
}

TEST_CASE("a new session is open and as its series says") {
    const Series series{.id = SeriesId{3},
                        .start = TimeOfDay{750},
                        .length = minutes{45},
                        .zone = "Europe/Berlin",
                        .place = "Kitchen",
                        .link = "https://x.example"};
    const auto session = session_on(series, SessionId{4}, january(7), january(8));
    CHECK(session.id == SessionId{4});
    CHECK(session.series == series.id);
    CHECK(session.occurrence == january(7));
    CHECK(session.date == january(8));
    CHECK(session.start == series.start);
    CHECK(session.length == series.length);
    CHECK(session.zone == series.zone);
    CHECK(session.place == series.place);
    CHECK(session.link == series.link);
    CHECK(session.state == SessionState::open);
}
