#include <catch2/catch.hpp>

#include "storage/people.h"
#include "storage/programme.h"
#include "storage/series.h"
#include "storage/sessions.h"
#include "storage/topics.h"

using namespace tiffin;
using namespace std::chrono;
using tiffin::tests::Programme;

namespace {

const Date kDay{2027y / February / 18};

std::vector<std::int64_t> ids(const std::vector<Person>& people) {
    std::vector<std::int64_t> found;
    for (const auto& person : people) found.push_back(person.id.value);
    return found;
}
std::vector<std::int64_t> ids(const std::vector<Topic>& topics) {
    std::vector<std::int64_t> found;
    for (const auto& topic : topics) found.push_back(topic.id.value);
    return found;
}
std::vector<std::int64_t> ids(const std::vector<Session>& sessions) {
    std::vector<std::int64_t> found;
    for (const auto& session : sessions) found.push_back(session.id.value);
    return found;
}
using Ids = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("people are found by name whatever case, accents and blanks were typed") {
    Programme programme;
    auto& connection = programme.connection;
    storage::UnitOfWork work(connection, 1);
    storage::insert(work,
                    Person{.id = PersonId{1}, .name = "Chloé Martin", .email = "Chloe@Bramble.example"});
    storage::insert(work, Person{.id = PersonId{2}, .name = "ÅSA Öberg"});
    storage::insert(work, Person{.id = PersonId{3}, .name = "chloe martin"});
    storage::insert(work, Person{.id = PersonId{4}, .name = "100% O'Neil_x"});

    CHECK(ids(storage::people_named(connection, "  CHLOE   martin ")) == Ids{1, 3});
    CHECK(ids(storage::people_named(connection, "Chloe\u0301 Martin")) == Ids{1, 3});
    CHECK(ids(storage::people_named(connection, "asa oberg")) == Ids{2});
    CHECK(storage::people_named(connection, "chloe").empty());
    CHECK(storage::people_named(connection, "").empty());

    CHECK(ids(storage::people_like(connection, "MART", 10)) == Ids{1, 3});
    CHECK(ids(storage::people_like(connection, "MART", 1)) == Ids{1});
    CHECK(ids(storage::people_like(connection, "bramble.EX", 10)) == Ids{1});
    // Wildcards of SQL are letters like any other.
    CHECK(ids(storage::people_like(connection, "%", 10)) == Ids{4});
    CHECK(ids(storage::people_like(connection, "_", 10)) == Ids{4});
    CHECK(ids(storage::people_like(connection, "o'", 10)) == Ids{4});

    CHECK(storage::person_by_email(connection, "chloe@bramble.EXAMPLE")->id == PersonId{1});
    CHECK_FALSE(storage::person_by_email(connection, "").has_value());
    CHECK_FALSE(storage::person_by_email(connection, "chloe").has_value());
}

TEST_CASE("topics are found by whole title and by part") {
    Programme programme;
    auto& connection = programme.connection;
    storage::UnitOfWork work(connection, 1);
    static_cast<void>(storage::insert(work, Topic{.id = TopicId{9}, .title = "Über SQLite"}));
    static_cast<void>(storage::insert(work, Topic{.id = TopicId{8}, .title = "SQLite in production"}));
    CHECK(ids(storage::topics_titled(connection, "uber sqlite")) == Ids{9});
    CHECK(ids(storage::topics_like(connection, "SQLITE", 10)) == Ids{8, 9});
    CHECK(ids(storage::topics_like(connection, "in-prod", 10)) == Ids{8});
    CHECK(storage::topics_titled(connection, "sqlite").empty());
    CHECK_FALSE(storage::topic_by_number(connection, 3).has_value());
}

TEST_CASE("sessions are found by day, series and person") {
    Programme programme;
    auto& connection = programme.connection;
    storage::UnitOfWork work(connection, 1);
    storage::insert(work, Person{.id = PersonId{1}, .name = "Ana"});
    for (const std::int64_t series : {11, 12}) {
        storage::insert(work, Series{.id = SeriesId{series}, .name = "s", .slug = std::to_string(series)});
    }
    const auto add = [&](std::int64_t id, std::int64_t series, int day, std::optional<TimeOfDay> start) {
        storage::insert(work, Session{.id = SessionId{id},
                                      .series = SeriesId{series},
                                      .occurrence = kDay + days{day},
                                      .date = kDay + days{day},
                                      .start = start});
    };
    add(1, 11, 0, TimeOfDay{780});
    add(2, 12, 0, TimeOfDay{720});
    add(3, 11, 7, std::nullopt);
    add(4, 12, -7, std::nullopt);
    auto mine = *storage::session(connection, SessionId{3});
    mine.assignments = {{PersonId{1}, Role::moderator}};
    storage::update(work, mine);

    CHECK(ids(storage::sessions(connection, {})) == Ids{4, 2, 1, 3});
    CHECK(ids(storage::sessions(connection, {.dates = {kDay, kDay}})) == Ids{2, 1});
    CHECK(ids(storage::sessions(connection, {.series = SeriesId{11}})) == Ids{1, 3});
    CHECK(ids(storage::sessions(connection, {.person = PersonId{1}})) == Ids{3});
    auto early = *storage::session(connection, SessionId{3});
    early.date = kDay - days{1};
    storage::update(work, early);
    CHECK(ids(storage::sessions(connection, {.since = kDay + days{1}, .series = SeriesId{11}})) == Ids{3});
    CHECK(ids(storage::sessions(connection, {.since = kDay - days{1}, .series = SeriesId{11}})) == Ids{3, 1});
    CHECK(ids(storage::sessions(connection, {.since = kDay + days{8}})).empty());
    CHECK(ids(storage::sessions(connection, {.series = SeriesId{12}, .person = PersonId{1}})).empty());
    CHECK(storage::has_sessions_before(connection, kDay));
    CHECK_FALSE(storage::has_sessions_before(connection, kDay - days{7}));
    CHECK_FALSE(storage::session_of(connection, SeriesId{11}, kDay + days{1}).has_value());
}

TEST_CASE("a topic's sessions leave the called-off ones out") {
    Programme programme;
    auto& connection = programme.connection;
    storage::UnitOfWork work(connection, 1);
    storage::insert(work, Series{.id = SeriesId{11}, .name = "s", .slug = "s"});
    const auto topic = storage::insert(work, Topic{.id = TopicId{5}, .title = "SQLite"});
    std::int64_t id = 0;
    for (const auto state :
         {SessionState::open, SessionState::cancelled, SessionState::held, SessionState::postponed}) {
        storage::insert(work, Session{.id = SessionId{++id},
                                      .series = SeriesId{11},
                                      .occurrence = kDay + days{id},
                                      .date = kDay + days{id},
                                      .state = state,
                                      .topic = topic.id});
    }
    CHECK(ids(storage::sessions_with_topic(connection, topic.id)) == Ids{1, 3});
}

TEST_CASE("many sessions get the same roles as few") {
    Programme programme;
    auto& connection = programme.connection;
    storage::UnitOfWork work(connection, 1);
    storage::insert(work, Person{.id = PersonId{1}, .name = "Ana"});
    storage::insert(work, Person{.id = PersonId{2}, .name = "Ben"});
    storage::insert(work, Series{.id = SeriesId{11}, .name = "s", .slug = "s"});
    for (std::int64_t id = 1; id <= 300; ++id) {
        storage::insert(work, Session{.id = SessionId{id},
                                      .series = SeriesId{11},
                                      .occurrence = kDay + days{id},
                                      .date = kDay + days{id},
                                      .assignments = {{PersonId{id % 2 + 1}, Role::presenter},
                                                      {PersonId{1}, Role::host}}});
    }
    const auto all = storage::sessions(connection, {});  // more than 200 are read in one walk
    REQUIRE(all.size() == 300);
    for (const auto& session : all) {
        REQUIRE(session.assignments == storage::session(connection, session.id)->assignments);
        REQUIRE(session.assignments.size() == 2);
    }
}
