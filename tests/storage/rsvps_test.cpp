#include "storage/rsvps.h"

#include <catch2/catch.hpp>

#include "storage/catering.h"
#include "storage/people.h"
#include "storage/programme.h"
#include "storage/series.h"
#include "storage/series_invites.h"
#include "storage/sessions.h"

using namespace tiffin;
using namespace std::chrono;
using tests::Programme;

namespace {

constexpr Date kDay = 2027y / February / 18;
constexpr SeriesInviteId kInvite{77};

/// Two people; a series that invites as one, with a session on kDay and one a week later.
void fill(storage::UnitOfWork& work) {
    storage::insert(work, Person{.id = PersonId{1}, .name = "Ana"});
    storage::insert(work, Person{.id = PersonId{2}, .name = "Ben"});
    storage::insert(work,
                    Series{.id = SeriesId{11}, .name = "l", .slug = "l", .start = hours{12}, .zone = "UTC"});
    for (const int week : {0, 1}) {
        const Date day = kDay + weeks{week};
        storage::insert(work, Session{.id = SessionId{5 + week},
                                      .series = SeriesId{11},
                                      .occurrence = day,
                                      .date = day,
                                      .start = hours{12},
                                      .zone = "UTC"});
    }
    storage::record(work, SeriesInvite{.id = kInvite,
                                       .series = SeriesId{11},
                                       .rule = "FREQ=WEEKLY",
                                       .first = kDay,
                                       .start = hours{12},
                                       .zone = "UTC"});
}

Rsvp full(PersonId person) {
    return {.session = SessionId{5},
            .person = person,
            .answer = Answer::maybe,
            .mode = Mode::remote,
            .comment = "it's \"perhaps\"\n\U0001F371",
            .brings = "salad",
            .answered = Instant{kDay} + seconds{1},
            .date = kDay,
            .start = hours{12},
            .reply = ReplyVersion{3, Instant{kDay} + seconds{2}},
            .order = 9};
}

std::vector<std::pair<std::int64_t, std::int64_t>> decliners(storage::Connection& connection,
                                                             Date from = kDay) {
    std::vector<std::pair<std::int64_t, std::int64_t>> found;
    for (const auto& each : storage::declined(connection, from))
        found.emplace_back(each.session.value, each.person.value);
    return found;
}

using Found = std::vector<std::pair<std::int64_t, std::int64_t>>;

}  // namespace

TEST_CASE("answers are read as they were recorded") {
    Programme programme;
    auto& connection = programme.connection;
    storage::UnitOfWork work(connection, 1);
    fill(work);
    storage::record(work, full(PersonId{2}));
    const Rsvp empty{.session = SessionId{5}, .person = PersonId{1}, .date = kDay};
    storage::record(work, empty);
    CHECK(storage::rsvp(connection, SessionId{5}, PersonId{2}) == full(PersonId{2}));
    CHECK(storage::rsvps(connection, SessionId{5}) == std::vector{empty, full(PersonId{2})});
    CHECK(storage::rsvps(connection, SessionId{6}).empty());
    CHECK_FALSE(storage::rsvp(connection, SessionId{6}, PersonId{1}).has_value());

    auto changed = full(PersonId{2});
    changed.answer = Answer::no;
    changed.reply.reset();
    storage::record(work, changed);
    CHECK(storage::rsvp(connection, SessionId{5}, PersonId{2}) == changed);

    auto whole = full(PersonId{1});
    whole.session = {};
    whole.mode.reset();
    whole.brings.clear();
    whole.date = {};
    whole.start.reset();
    storage::record(work, kInvite, whole);
    CHECK(storage::rsvp(connection, kInvite, PersonId{1}) == whole);
    CHECK(storage::rsvps(connection, kInvite) == std::vector{whole});
    CHECK(storage::next_rsvp_order(work) == 1);
    CHECK(storage::next_rsvp_order(work) == 2);
}

TEST_CASE("what a caterer was told is read as it was recorded, the last time") {
    Programme programme;
    auto& connection = programme.connection;
    storage::UnitOfWork work(connection, 1);
    fill(work);
    CHECK_FALSE(storage::frozen_order(connection, SessionId{5}).has_value());
    storage::record(work, SessionId{5}, FrozenOrder{Instant{kDay}, {{"", 3}, {"no nuts + vegan", 1}}});
    const FrozenOrder last{Instant{kDay} + seconds{1}, {{"", 4}}};
    storage::record(work, SessionId{5}, last);
    const auto found = storage::frozen_order(connection, SessionId{5});
    REQUIRE(found.has_value());
    CHECK(found->frozen == last.frozen);
    CHECK(found->portions == last.portions);
    storage::remove(work, SessionId{5});
    CHECK_FALSE(storage::frozen_order(connection, SessionId{5}).has_value());
}

TEST_CASE("who declines, by the session or by its series") {
    Programme programme;
    auto& connection = programme.connection;
    storage::UnitOfWork work(connection, 1);
    fill(work);
    auto no = full(PersonId{1});
    no.answer = Answer::no;
    storage::record(work, no);
    CHECK(decliners(connection) == Found{{5, 1}});
    CHECK(decliners(connection, kDay + days{1}).empty());
    no.start = hours{13};  // it was for another time
    storage::record(work, no);
    CHECK(decliners(connection).empty());

    auto whole = full(PersonId{2});
    whole.answer = Answer::no;
    storage::record(work, kInvite, whole);
    CHECK(decliners(connection) == Found{{5, 2}, {6, 2}});
    storage::record(work, full(PersonId{2}));  // perhaps, to this one
    CHECK(decliners(connection) == Found{{6, 2}});
    auto moved = *storage::session(connection, SessionId{6});
    moved.date += days{1};
    storage::update(work, moved);
    CHECK(decliners(connection).empty());
}

TEST_CASE("the recurring invite of a date is found") {
    Programme programme;
    auto& connection = programme.connection;
    storage::UnitOfWork work(connection, 1);
    fill(work);
    CHECK(storage::series_invite_on(connection, SeriesId{11}, kDay)->id == kInvite);
    CHECK_FALSE(storage::series_invite_on(connection, SeriesId{11}, kDay - days{1}).has_value());
    CHECK_FALSE(storage::series_invite_on(connection, SeriesId{12}, kDay).has_value());
    CHECK(storage::series_invite(connection, kInvite)->rule == "FREQ=WEEKLY");
    CHECK_FALSE(storage::series_invite(connection, SeriesInviteId{78}).has_value());
}
