#include "domain/rsvp.h"

#include <catch2/catch.hpp>

using namespace tiffin;
using namespace std::chrono;

namespace {

constexpr Instant kNoon = sys_days{2027y / January / 4} + hours{12};

Rsvp replied(Answer answer, ReplyVersion version) {
    return with_reply({.date = sys_days{2027y / January / 7}, .start = hours{12}}, answer, "", version);
}

}  // namespace

TEST_CASE("of two replies the higher sequence is the later, of equal ones the later stamp") {
    const auto known = replied(Answer::yes, {1, kNoon});
    CHECK(receive(nullptr, {0, kNoon}) == Reception::news);
    CHECK(receive(&known, {1, kNoon + seconds{1}}) == Reception::news);
    CHECK(receive(&known, {2, kNoon - hours{1}}) == Reception::news);
    CHECK(receive(&known, {1, kNoon}) == Reception::known);
    CHECK(receive(&known, {1, kNoon - seconds{1}}) == Reception::overtaken);
    CHECK(receive(&known, {0, kNoon + hours{1}}) == Reception::overtaken);
}

TEST_CASE("what was set by hand holds until a reply is written after it") {
    const auto never_replied = by_hand({}, Answer::no, "", kNoon);
    CHECK(receive(&never_replied, {5, kNoon - seconds{1}}) == Reception::older_than_hand);
    CHECK(receive(&never_replied, {0, kNoon}) == Reception::news);

    const auto overruled = by_hand(replied(Answer::yes, {1, kNoon - hours{2}}), Answer::no, "", kNoon);
    CHECK(receive(&overruled, {1, kNoon - hours{2}}) == Reception::known);
    CHECK(receive(&overruled, {1, kNoon - hours{1}}) == Reception::older_than_hand);
    CHECK(receive(&overruled, {1, kNoon + hours{1}}) == Reception::news);
    CHECK(receive(&overruled, {0, kNoon + hours{1}}) == Reception::news);  // of whatever sequence
    const auto cleared = by_hand(replied(Answer::yes, {1, kNoon - hours{2}}), std::nullopt, "", kNoon);
    CHECK(receive(&cleared, {1, kNoon - hours{1}}) == Reception::older_than_hand);
}

TEST_CASE("a reply leaves how somebody takes part") {
    Rsvp known{.mode = Mode::remote};
    const auto after = with_reply(known, Answer::maybe, "perhaps", {0, kNoon});
    CHECK(after.mode == Mode::remote);
    CHECK(after.answer == Answer::maybe);
    CHECK(after.comment == "perhaps");
    CHECK(after.answered == kNoon);
}

TEST_CASE("an answer is for one day and time") {
    const auto rsvp = replied(Answer::yes, {0, kNoon});
    Session session{.date = rsvp.date, .start = rsvp.start};
    CHECK(is_for(rsvp, session));
    session.start = hours{13};
    CHECK_FALSE(is_for(rsvp, session));
    session.start = rsvp.start;
    session.date += days{1};
    CHECK_FALSE(is_for(rsvp, session));
    CHECK_FALSE(is_for({.date = rsvp.date, .start = rsvp.start}, {.date = rsvp.date, .start = rsvp.start}));
}

TEST_CASE("whoever wants a place anew waits behind the others") {
    auto before = replied(Answer::yes, {0, kNoon});
    CHECK(asks_for_place({}, before, Mode::in_person));
    before.order = 7;
    auto after = with_reply(before, Answer::yes, "still", {1, kNoon});
    CHECK_FALSE(asks_for_place(before, after, Mode::in_person));
    after.mode = Mode::in_person;
    CHECK_FALSE(asks_for_place(before, after, Mode::in_person));
    after.mode = Mode::remote;
    CHECK(asks_for_place(before, after, Mode::in_person));
    after = before;
    after.date += days{1};
    CHECK(asks_for_place(before, after, Mode::in_person));
    CHECK_FALSE(asks_for_place(before, with_reply(before, Answer::maybe, "", {1, kNoon}), Mode::remote));
    CHECK(asks_for_place(with_reply(before, Answer::no, "", {1, kNoon}), before, Mode::remote));
}

TEST_CASE("answers and modes have their words") {
    for (const auto answer : {Answer::yes, Answer::no, Answer::maybe})
        CHECK(parse_answer(to_string(answer)) == answer);
    for (const auto mode : {Mode::in_person, Mode::remote}) CHECK(parse_mode(to_string(mode)) == mode);
    CHECK_FALSE(parse_answer("Yes"));
    CHECK_FALSE(parse_mode(""));
}
