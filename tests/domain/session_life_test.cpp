#include "domain/session_life.h"

#include <catch2/catch.hpp>

#include "domain/failure.h"

using namespace tiffin;
using namespace std::chrono;

namespace {

constexpr Date kToday{2027y / February / 1};
constexpr Date kDay{2027y / February / 18};
const Moment kNow{"lunch/2027-02-18", kToday};
const std::vector<Assignment> kAna{{PersonId{1}, Role::presenter}};
const std::vector<Assignment> kBen{{PersonId{2}, Role::presenter}};
const std::vector<Assignment> kOnlyHost{{PersonId{3}, Role::host}};

Session session_in(SessionState state, std::vector<Assignment> assignments = {}) {
    return {.id = SessionId{7},
            .occurrence = kDay,
            .date = kDay,
            .start = TimeOfDay{750},
            .state = state,
            .assignments = std::move(assignments)};
}

/// The status and the sentence of a refusal; nothing when there is none.
template <class Change>
std::optional<std::pair<ExitStatus, std::string>> refusal(Change change) {
    try {
        change();
        return std::nullopt;
    } catch (const Failure& failure) {
        CHECK_FALSE(failure.remedy().empty());
        return std::pair{failure.status(), std::string(failure.what())};
    }
}

}  // namespace

TEST_CASE("only a planned session can be confirmed") {
    auto session = session_in(SessionState::planned, kAna);
    CHECK(confirm(session, kNow));
    CHECK(session.state == SessionState::confirmed);
    CHECK_FALSE(confirm(session, kNow));

    auto announced = session_in(SessionState::announced, kAna);
    CHECK_FALSE(confirm(announced, kNow));
    CHECK(announced.state == SessionState::announced);

    auto open = session_in(SessionState::open);
    CHECK(refusal([&] { confirm(open, kNow); }) ==
          std::pair{ExitStatus::usage, std::string("lunch/2027-02-18 has no presenter to confirm")});
    for (const auto state : {SessionState::cancelled, SessionState::postponed, SessionState::held}) {
        auto wrong = session_in(state, kAna);
        CHECK(refusal([&] { confirm(wrong, kNow); }).has_value());
        CHECK(wrong.state == state);
    }
    auto past = session_in(SessionState::planned, kAna);
    past.date = kToday - days{1};
    CHECK(refusal([&] { confirm(past, kNow); })->second ==
          "lunch/2027-02-18 is over, and the past is not rewritten");
    past.date = kToday;
    CHECK(confirm(past, kNow));
}

TEST_CASE("every session can be cancelled, and stays announced where people were told") {
    for (const auto state : {SessionState::open, SessionState::planned, SessionState::confirmed,
                             SessionState::announced, SessionState::held, SessionState::postponed}) {
        INFO(to_string(state));
        auto session = session_in(state, kAna);
        CHECK(cancel(session, "ill"));
        CHECK(session.state == SessionState::cancelled);
        CHECK(session.note == "ill");
        CHECK(session.assignments == kAna);
        CHECK(is_announced(session) == (state == SessionState::announced));
        CHECK_FALSE(took_place(session, kLatestDate));
    }
}

TEST_CASE("cancelling again changes nothing but the reason") {
    auto session = session_in(SessionState::announced, kAna);
    CHECK(cancel(session, "ill"));
    CHECK_FALSE(cancel(session, std::nullopt));
    CHECK_FALSE(cancel(session, "ill"));
    CHECK(session.note == "ill");
    CHECK(cancel(session, "a strike"));
    CHECK(session.note == "a strike");
}

TEST_CASE("a note is no reason for calling off, and comes back when the session does") {
    auto session = session_in(SessionState::announced, kAna);
    session.note = "in English";
    CHECK(cancel(session, std::nullopt));
    CHECK(session.note.empty());
    CHECK(restore(session, kNow));
    CHECK(session.note == "in English");

    CHECK(cancel(session, "ill"));
    CHECK(cancel(session, "a strike"));
    CHECK(session.note == "a strike");
    CHECK(restore(session, kNow));
    CHECK(session.note == "in English");
    CHECK(session.earlier_note.empty());

    CHECK(cancel(session, ""));
    CHECK(session.note.empty());
    CHECK(restore(session, kNow));
    CHECK(session.note == "in English");
}

TEST_CASE("a restored session is what it was: open, planned, announced or held") {
    const auto restored = [](SessionState state, std::vector<Assignment> assignments, Date date = kDay) {
        auto session = session_in(state, std::move(assignments));
        session.date = date;
        cancel(session, "ill");
        CHECK(restore(session, kNow));
        CHECK(session.note.empty());
        return session;
    };
    CHECK(restored(SessionState::open, {}).state == SessionState::open);
    CHECK(restored(SessionState::open, kOnlyHost).state == SessionState::open);
    CHECK(restored(SessionState::planned, kAna).state == SessionState::planned);
    CHECK(restored(SessionState::confirmed, kAna).state == SessionState::planned);
    const auto announced = restored(SessionState::announced, kAna);
    CHECK(announced.state == SessionState::announced);
    CHECK(restored(SessionState::announced, {}).state == SessionState::announced);
    CHECK(restored(SessionState::held, kAna, kToday - days{1}).state == SessionState::held);
    CHECK(restored(SessionState::held, kAna, kToday).state == SessionState::planned);

    auto postponed = session_in(SessionState::postponed, kAna);
    CHECK(restore(postponed, kNow));
    CHECK(postponed.state == SessionState::planned);
    for (const auto live : {SessionState::open, SessionState::planned, SessionState::confirmed,
                            SessionState::announced, SessionState::held}) {
        auto session = session_in(live, kAna);
        CHECK_FALSE(restore(session, kNow));
    }
}

TEST_CASE("a moved and then cancelled session comes back on its new day") {
    auto session = session_in(SessionState::announced, kAna);
    CHECK(move(session, {kDay + days{1}, TimeOfDay{780}, minutes{45}}, kNow));
    CHECK(session.moved);
    CHECK(session.occurrence == kDay);
    CHECK(session.date == kDay + days{1});
    CHECK(session.start == TimeOfDay{780});
    CHECK(session.length == minutes{45});
    cancel(session, std::nullopt);
    restore(session, kNow);
    CHECK(session.date == kDay + days{1});
    CHECK(session.moved);
}

TEST_CASE("only what is to come moves, and only to what is to come") {
    auto session = session_in(SessionState::planned, kAna);
    CHECK_FALSE(move(session, {session.date, session.start, session.length}, kNow));
    CHECK(refusal([&] {
              move(session, {kToday - days{1}, session.start, session.length}, kNow);
          })->second == "cannot move lunch/2027-02-18 to 2027-01-31, which is over");
    CHECK(session.date == kDay);

    SECTION("another time of the same day is no other day") {
        CHECK(move(session, {kDay, TimeOfDay{600}, session.length}, kNow));
        CHECK_FALSE(session.moved);
        CHECK(session.state == SessionState::planned);
    }
    SECTION("back to its day it stays chosen by a person") {
        CHECK(move(session, {kToday, session.start, session.length}, kNow));
        CHECK(move(session, {kDay, session.start, session.length}, kNow));
        CHECK(session.moved);
    }
    SECTION("called off or over, it stays") {
        for (const auto state : {SessionState::cancelled, SessionState::postponed, SessionState::held}) {
            auto wrong = session_in(state, kAna);
            CHECK(refusal([&] {
                      move(wrong, {kDay + days{1}, wrong.start, wrong.length}, kNow);
                  })->first == ExitStatus::usage);
            CHECK(wrong.date == kDay);
        }
        session.date = kToday - days{1};
        CHECK(refusal([&] { move(session, {kDay, session.start, session.length}, kNow); }).has_value());
    }
}

TEST_CASE("assigning pins and plans, and taking everybody away opens again") {
    auto session = session_in(SessionState::open);
    CHECK(assign(session, kAna, TopicId{5}, kNow));
    CHECK(session.state == SessionState::planned);
    CHECK(session.pinned);
    CHECK(session.topic == TopicId{5});
    CHECK_FALSE(assign(session, kAna, TopicId{5}, kNow));

    CHECK(confirm(session, kNow));
    CHECK(assign(session, kBen, TopicId{5}, kNow));
    CHECK(session.state == SessionState::planned);  // Ben has not said yes

    CHECK(confirm(session, kNow));
    CHECK(assign(session, kBen, TopicId{6}, kNow));
    auto hosted = kBen;
    hosted.push_back(kOnlyHost[0]);
    CHECK(assign(session, hosted, TopicId{6}, kNow));
    CHECK(session.state == SessionState::confirmed);  // he has, to whatever it is about

    CHECK(assign(session, {}, std::nullopt, kNow));
    CHECK(session.state == SessionState::open);
    CHECK_FALSE(session.pinned);

    auto called_off = session_in(SessionState::cancelled);
    CHECK(refusal([&] { assign(called_off, kAna, std::nullopt, kNow); })->second ==
          "lunch/2027-02-18 is cancelled");
    CHECK(called_off.assignments.empty());
}

TEST_CASE("a session whose presenters are taken away was not held") {
    auto session = session_in(SessionState::held, kAna);
    CHECK(assign(session, kOnlyHost, std::nullopt, kNow));
    CHECK(session.state == SessionState::open);
}

TEST_CASE("a host alone pins nothing, and assigning the same host again changes nothing") {
    auto session = session_in(SessionState::announced);
    CHECK(assign(session, kOnlyHost, std::nullopt, kNow));
    CHECK_FALSE(session.pinned);
    CHECK(session.state == SessionState::announced);
    CHECK_FALSE(assign(session, kOnlyHost, std::nullopt, kNow));
}

TEST_CASE("pinning what the plan chose is a change, though the people stay") {
    auto session = session_in(SessionState::open);
    CHECK(plan(session, {PersonId{1}}, std::nullopt));
    CHECK_FALSE(session.pinned);
    CHECK(assign(session, kAna, std::nullopt, kNow));
    CHECK(session.pinned);
}

TEST_CASE("the plan names presenters in their order and leaves hosts") {
    auto session = session_in(SessionState::open, kOnlyHost);
    CHECK(plan(session, {PersonId{2}, PersonId{1}}, TopicId{4}));
    CHECK(session.assignments == std::vector<Assignment>{{PersonId{2}, Role::presenter},
                                                         {PersonId{1}, Role::co_presenter},
                                                         kOnlyHost[0]});
    CHECK(presenters(session) == std::vector{PersonId{2}, PersonId{1}});
    CHECK(session.state == SessionState::planned);
    CHECK_FALSE(plan(session, {PersonId{2}, PersonId{1}}, TopicId{4}));
    CHECK(plan(session, {}, std::nullopt));
    CHECK(session.state == SessionState::open);
    CHECK(session.assignments == kOnlyHost);
}

TEST_CASE("announcing takes only live sessions that are to come") {
    for (const auto state : {SessionState::open, SessionState::planned, SessionState::confirmed}) {
        auto session = session_in(state, kAna);
        announce(session);
        CHECK(session.state == SessionState::announced);
        CHECK(is_announced(session));
    }
    for (const auto state :
         {SessionState::announced, SessionState::held, SessionState::postponed, SessionState::cancelled}) {
        auto session = session_in(state, kAna);
        announce(session);
        CHECK(session.state == state);
        CHECK(is_announced(session));  // somebody was told, while somebody else called it off
    }
}

TEST_CASE("a turn was given when somebody presented on a day that is over") {
    auto session = session_in(SessionState::announced, kAna);
    CHECK_FALSE(took_place(session, kDay));
    CHECK(took_place(session, kDay + days{1}));
    session.state = SessionState::held;
    CHECK(took_place(session, kToday));
    session.assignments = kOnlyHost;
    CHECK_FALSE(took_place(session, kLatestDate));
}
