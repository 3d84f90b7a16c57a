#include "domain/seating.h"

#include <algorithm>
#include <random>

#include <catch2/catch.hpp>

using namespace tiffin;

namespace {

Rsvp yes(std::int64_t person, std::int64_t order, std::optional<Mode> mode = {}) {
    return {.person = PersonId{person}, .answer = Answer::yes, .mode = mode, .order = order};
}

std::vector<std::int64_t> people(const std::vector<PersonId>& ids) {
    std::vector<std::int64_t> found;
    for (const auto id : ids) found.push_back(id.value);
    return found;
}

}  // namespace

TEST_CASE("places go by when they were asked for, in person and remotely apart") {
    const auto found =
        seats({yes(1, 5), yes(2, 3), yes(3, 4, Mode::remote), yes(4, 6, Mode::remote), yes(5, 7)}, {}, {2, 1},
              Mode::in_person);
    CHECK(found == std::vector<Seat>{{{2}, Mode::in_person, {}},
                                     {{1}, Mode::in_person, {}},
                                     {{5}, Mode::in_person, 1},
                                     {{3}, Mode::remote, {}},
                                     {{4}, Mode::remote, 1}});
    CHECK(seats({yes(1, 1), yes(2, 2)}, {}, {}, Mode::remote) ==
          std::vector<Seat>{{{1}, Mode::remote, {}}, {{2}, Mode::remote, {}}});
}

TEST_CASE("only a yes takes a place, and who has a duty never waits") {
    auto no = yes(1, 1);
    no.answer = Answer::no;
    auto maybe = yes(2, 2);
    maybe.answer = Answer::maybe;
    CHECK(seats({no, maybe, {.person = PersonId{3}}}, {}, {1, {}}, Mode::in_person).empty());
    const auto found = seats({yes(1, 1), yes(2, 2), yes(3, 3)}, {PersonId{3}}, {1, {}}, Mode::in_person);
    CHECK(found == std::vector<Seat>{
                       {{3}, Mode::in_person, {}}, {{1}, Mode::in_person, 1}, {{2}, Mode::in_person, 2}});
    CHECK_FALSE(seats({yes(3, 3)}, {PersonId{3}}, {0, {}}, Mode::in_person).front().waiting.has_value());
}

TEST_CASE("a place is kept for whoever has a duty until they answer, so that their yes takes nobody's") {
    const std::vector<PersonId> duty{PersonId{9}};
    const Capacities two{2, {}};
    std::vector<Rsvp> answers{yes(1, 1), yes(2, 2)};
    const auto before = seats(answers, duty, two, Mode::in_person);
    CHECK(before == std::vector<Seat>{{{1}, Mode::in_person, {}}, {{2}, Mode::in_person, 1}});
    auto late = answers;
    late.push_back(yes(9, 3));
    CHECK(moved_up(seats(late, duty, two, Mode::in_person), before).empty());
    late.back().answer = Answer::maybe;
    CHECK(seats(late, duty, two, Mode::in_person) == before);
    // Not where they do not take it.
    late.back().answer = Answer::no;
    CHECK(people(moved_up(before, seats(late, duty, two, Mode::in_person))) == std::vector<std::int64_t>{2});
    late.back().answer.reset();
    late.back().mode = Mode::remote;
    CHECK(people(moved_up(before, seats(late, duty, two, Mode::in_person))) == std::vector<std::int64_t>{2});
}

TEST_CASE("whoever waits longest moves up") {
    const std::vector<Rsvp> before{yes(1, 1), yes(2, 2), yes(3, 3)};
    const Capacities one{1, {}};
    const auto at_first = seats(before, {}, one, Mode::in_person);
    auto declined = before;
    declined[0].answer = Answer::no;
    CHECK(people(moved_up(at_first, seats(declined, {}, one, Mode::in_person))) ==
          std::vector<std::int64_t>{2});
    auto switched = before;
    switched[0].mode = Mode::remote;
    CHECK(people(moved_up(at_first, seats(switched, {}, one, Mode::in_person))) ==
          std::vector<std::int64_t>{2});
    CHECK(people(moved_up(at_first, seats(before, {}, {3, {}}, Mode::in_person))) ==
          std::vector<std::int64_t>{2, 3});
    CHECK(moved_up(at_first, at_first).empty());
    // Who switches has a place for another reason.
    auto second = before;
    second[1].mode = Mode::remote;
    CHECK(moved_up(at_first, seats(second, {}, one, Mode::in_person)).empty());
}

TEST_CASE("no more than the capacity have a place, and nobody is passed over") {
    std::mt19937 random(7);
    for (int round = 0; round < 500; ++round) {
        std::vector<Rsvp> answers;
        const auto count = random() % 12;
        for (std::size_t i = 0; i < count; ++i) {
            auto rsvp = yes(static_cast<std::int64_t>(i) + 1, static_cast<std::int64_t>(random() % 100));
            if (random() % 3 == 0) rsvp.answer.reset();
            if (random() % 2 == 0) rsvp.mode = random() % 2 == 0 ? Mode::remote : Mode::in_person;
            answers.push_back(rsvp);
        }
        const Capacities most{static_cast<int>(random() % 5), static_cast<int>(random() % 5)};
        const auto found = seats(answers, {}, most, Mode::in_person);
        for (const auto mode : {Mode::in_person, Mode::remote}) {
            int placed = 0, waiting = 0;
            std::int64_t last = -1;
            for (const auto& seat : found) {
                if (seat.mode != mode) continue;
                const auto order = answers[static_cast<std::size_t>(seat.person.value) - 1].order;
                CHECK(order >= last);
                last = order;
                if (seat.waiting) {
                    CHECK(*seat.waiting == ++waiting);
                } else {
                    ++placed;
                    CHECK(waiting == 0);
                }
            }
            const int limit = mode == Mode::remote ? *most.remote : *most.in_person;
            CHECK(placed <= limit);
            CHECK((waiting == 0 || placed == limit));
        }
    }
}
