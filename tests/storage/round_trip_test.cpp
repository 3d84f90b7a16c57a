#include <algorithm>

#include <catch2/catch.hpp>

#include "storage/holidays.h"
#include "storage/invites.h"
#include "storage/people.h"
#include "storage/programme.h"
#include "storage/series.h"
#include "storage/sessions.h"
#include "storage/settings.h"
#include "storage/topics.h"

using namespace tiffin;
using namespace std::chrono;
using tiffin::tests::Programme;

namespace {

// Quotes of both kinds, accents composed and not, right-to-left, four bytes of UTF-8, a line end, what SQL
// and C take for an end.
const std::string kOdd =
    std::string("O'Neil \"Zoë\" e\u0301 \u05d0\u05d1 \U0001F371\n;-- %s :id\\") + '\0' + "after";
const Date kDay{2027y / February / 18};

Person full_person(std::int64_t id) {
    return {.id = PersonId{id},
            .name = kOdd,
            .email = "zoë'" + std::to_string(id) + "@x.example",
            .team = kOdd,
            .site = kOdd,
            .zone = "Europe/Berlin",
            .hours = "09:00-17:00",
            .diet = kOdd,
            .manager = std::nullopt,
            .joined = kDay,
            .left = kDay};
}

Series full_series() {
    return {.id = SeriesId{11},
            .name = kOdd,
            .slug = "thursday-lunch",
            .rule = "FREQ=WEEKLY;BYDAY=TH",
            .first = kDay,
            .last = kLatestDate,
            .start = TimeOfDay{0},
            .length = minutes{45},
            .zone = "America/St_Johns",
            .place = kOdd,
            .link = "https://x.example/?a='b'&c=\"d\"",
            .lunch = Lunch::potluck,
            .formality = Formality::prepared,
            .topic_policy = TopicPolicy::work,
            .capacity = 12,
            .remote_capacity = 30,
            .audience = "team:" + kOdd,
            .pool = "site:" + kOdd,
            .holidays = HolidayPolicy::ask,
            .invites = Invites::series,
            .pauses = {{kDay, kDay + days{3}}, {kDay + days{10}, kLatestDate}},
            .laid_out_until = kDay + days{90}};
}

Session full_session(std::int64_t id) {
    return {.id = SessionId{id},
            .series = SeriesId{11},
            .occurrence = kDay + days{id},
            .date = kDay + days{id + 1},
            .start = TimeOfDay{1439},
            .length = minutes{90},
            .zone = "Asia/Kathmandu",
            .place = kOdd,
            .link = kOdd,
            .state = SessionState::announced,
            .topic = std::nullopt,
            .assignments = {{PersonId{2}, Role::presenter},
                            {PersonId{1}, Role::co_presenter},
                            {PersonId{2}, Role::host}},
            .pinned = true,
            .moved = true,
            .announced = true,
            .note = kOdd,
            .earlier_note = "earlier"};
}

void check_same(const Session& left, const Session& right) {
    CHECK(left.id == right.id);
    CHECK(left.series == right.series);
    CHECK(left.occurrence == right.occurrence);
    CHECK(left.date == right.date);
    CHECK(left.start == right.start);
    CHECK(left.length == right.length);
    CHECK(left.zone == right.zone);
    CHECK(left.place == right.place);
    CHECK(left.link == right.link);
    CHECK(left.state == right.state);
    CHECK(left.topic == right.topic);
    CHECK(left.assignments == right.assignments);
    CHECK(left.pinned == right.pinned);
    CHECK(left.moved == right.moved);
    CHECK(left.note == right.note);
    CHECK(left.announced == right.announced);
    CHECK(left.earlier_note == right.earlier_note);
}

}  // namespace

TEST_CASE("people keep every field, and what is unknown stays unknown") {
    Programme programme;
    auto& connection = programme.connection;
    auto boss = full_person(1);
    auto report = full_person(2);
    report.manager = boss.id;
    const Person bare{.id = PersonId{3}, .name = "Ben"};
    {
        storage::UnitOfWork work(connection, 1);
        for (const auto& person : {boss, report, bare}) storage::insert(work, person);
        work.commit();
    }
    CHECK(storage::person(connection, boss.id) == boss);
    CHECK(storage::person(connection, report.id) == report);
    CHECK(storage::person(connection, bare.id) == bare);
    CHECK_FALSE(storage::person(connection, PersonId{4}).has_value());
    CHECK(storage::all_people(connection) == std::vector{bare, boss, report});

    storage::UnitOfWork work(connection, 1);
    auto changed = bare;
    changed.name = "Ben Two";
    changed.manager = report.id;
    storage::update(work, changed);
    auto cleared = report;
    cleared.email.clear();
    cleared.manager.reset();
    cleared.joined.reset();
    cleared.left.reset();
    storage::update(work, cleared);
    CHECK(storage::person(connection, bare.id) == changed);
    CHECK(storage::person(connection, report.id) == cleared);
}

TEST_CASE("absences keep their ends, known or not") {
    Programme programme;
    storage::UnitOfWork work(programme.connection, 1);
    storage::insert(work, full_person(1));
    storage::insert(work, full_person(2));
    storage::insert(work, Absence{AbsenceId{2}, PersonId{1}, {kDay, kLatestDate}, ""});
    storage::insert(work, Absence{AbsenceId{1}, PersonId{1}, {kDay - days{9}, kDay - days{9}}, kOdd});
    storage::insert(work, Absence{AbsenceId{3}, PersonId{2}, {kDay, kDay}, ""});
    const auto of_one = storage::absences(programme.connection, PersonId{1});
    REQUIRE(of_one.size() == 2);
    CHECK(of_one[0].id == AbsenceId{1});
    CHECK(of_one[0].note == kOdd);
    CHECK(of_one[0].dates == DateRange{kDay - days{9}, kDay - days{9}});
    CHECK(of_one[1].dates == DateRange{kDay, kLatestDate});
    int all = 0;
    storage::for_each_absence(programme.connection, [&](PersonId, DateRange) { ++all; });
    CHECK(all == 3);
    storage::remove(work, AbsenceId{1});
    CHECK(storage::absences(programme.connection, PersonId{1}).size() == 1);
}

TEST_CASE("topics keep every field, and tags and presenters come in order") {
    Programme programme;
    storage::UnitOfWork work(programme.connection, 1);
    storage::insert(work, full_person(1));
    storage::insert(work, full_person(2));
    const Topic wanted{.id = TopicId{21},
                       .title = kOdd,
                       .abstract = kOdd,
                       .format = "ride-along",
                       .level = kOdd,
                       .tags = {"a;b", "c, d", "zoë"},
                       .length = minutes{25},
                       .presenters = {PersonId{1}, PersonId{2}}};
    auto stored = storage::insert(work, wanted);
    CHECK(stored.number == 1);
    CHECK(storage::topic(programme.connection, wanted.id) == stored);
    const auto bare = storage::insert(work, Topic{.id = TopicId{22}, .title = "SQLite"});
    CHECK(bare.number == 2);
    CHECK(storage::topic_by_number(programme.connection, 2) == bare);
    CHECK(storage::topic_by_slug(programme.connection, "sqlite") == bare);
    CHECK(storage::all_topics(programme.connection) == std::vector{stored, bare});

    stored.title = "Another title";
    stored.tags = {"new"};
    stored.presenters.clear();
    stored.length.reset();
    storage::update(work, stored);
    CHECK(storage::topic(programme.connection, wanted.id) == stored);
}

TEST_CASE("topics of one title get slugs of their own, and numbers are not used again") {
    Programme programme;
    {
        storage::UnitOfWork work(programme.connection, 1);
        CHECK(storage::insert(work, Topic{.id = TopicId{1}, .title = "Rust for C++ people"}).slug ==
              "rust-for-c-people");
        CHECK(storage::insert(work, Topic{.id = TopicId{2}, .title = "Rust for C people"}).slug ==
              "rust-for-c-people-2");
        CHECK(storage::insert(work, Topic{.id = TopicId{3}, .title = "Rust, for C people!"}).slug ==
              "rust-for-c-people-3");
        CHECK(storage::insert(work, Topic{.id = TopicId{4}, .title = "\U0001F371"}).slug == "topic-4");
        work.commit();
    }
    tests::ask(programme.path, "DELETE FROM topic WHERE number = 4");
    storage::UnitOfWork work(programme.connection, 1);
    CHECK(storage::insert(work, Topic{.id = TopicId{5}, .title = "\U0001F371\U0001F371"}).number == 5);
}

TEST_CASE("series keep every field, pauses included") {
    Programme programme;
    storage::UnitOfWork work(programme.connection, 1);
    auto full = full_series();
    const Series bare{.id = SeriesId{12}, .name = "history", .slug = "history"};
    storage::insert(work, full);
    storage::insert(work, bare);
    CHECK(storage::series(programme.connection, full.id) == full);
    CHECK(storage::series_by_slug(programme.connection, "history") == bare);
    CHECK(storage::all_series(programme.connection) == std::vector{bare, full});
    full.pauses = {{kDay + days{1}, kDay + days{1}}};
    full.capacity.reset();
    full.remote_capacity.reset();
    full.last.reset();
    full.lunch = Lunch::none;
    storage::update(work, full);
    CHECK(storage::series(programme.connection, full.id) == full);
}

TEST_CASE("sessions keep every field and their roles in order") {
    Programme programme;
    storage::UnitOfWork work(programme.connection, 1);
    storage::insert(work, full_person(1));
    storage::insert(work, full_person(2));
    storage::insert(work, full_series());
    const auto topic = storage::insert(work, Topic{.id = TopicId{21}, .title = "SQLite"});
    auto full = full_session(1);
    full.topic = topic.id;
    const Session bare{.id = SessionId{2}, .series = SeriesId{11}, .occurrence = kDay, .date = kDay};
    storage::insert(work, full);
    storage::insert(work, bare);
    check_same(*storage::session(programme.connection, full.id), full);
    check_same(*storage::session_of(programme.connection, SeriesId{11}, kDay), bare);

    std::reverse(full.assignments.begin(), full.assignments.end());
    full.state = SessionState::cancelled;
    full.start.reset();
    full.topic.reset();
    full.pinned = full.moved = false;
    storage::update(work, full);
    check_same(*storage::session(programme.connection, full.id), full);
    storage::remove(work, full.id);
    CHECK_FALSE(storage::session(programme.connection, full.id).has_value());
}

TEST_CASE("holidays, settings and emitted invites") {
    Programme programme;
    auto& connection = programme.connection;
    storage::UnitOfWork work(connection, 1);
    const Holiday second{kDay, kOdd, HolidayId{1}};
    const Holiday first{kDay, "Carnival", HolidayId{2}};
    storage::insert(work, second);
    storage::insert(work, first);
    CHECK(storage::holidays(connection, {kDay, kDay}) == std::vector{first, second});
    CHECK(storage::holidays(connection, {kDay + days{1}, kLatestDate}).empty());
    storage::remove(work, first.id);
    CHECK(storage::holidays(connection, {}) == std::vector{second});

    storage::insert(work, full_series());
    storage::set_setting(work, std::nullopt, "organizer", kOdd);
    storage::set_setting(work, SeriesId{11}, "min_gap", "3w");
    storage::set_setting(work, SeriesId{11}, "min_gap", "");
    CHECK(storage::settings(connection, std::nullopt) ==
          std::map<std::string, std::string>{{"organizer", kOdd}});
    CHECK(storage::settings(connection, SeriesId{11}) == std::map<std::string, std::string>{{"min_gap", ""}});
    storage::set_setting(work, std::nullopt, "organizer", std::nullopt);
    CHECK(storage::settings(connection, std::nullopt).empty());

    storage::insert(work, full_person(1));
    storage::insert(work, full_person(2));
    storage::insert(work, full_session(5));
    const Announcement first_told{SessionId{5}, 2, "state on\n", Instant{kDay} + seconds{59}};
    storage::record(work, first_told);
    storage::record(work, Announcement{SessionId{5}, 3, kOdd, Instant{kDay} + seconds{60}});
    const auto told = storage::announcement(connection, SessionId{5});
    REQUIRE(told.has_value());
    CHECK(told->session == SessionId{5});
    CHECK(told->sequence == 3);
    CHECK(told->shown == kOdd);
    CHECK(told->changed == Instant{kDay} + seconds{60});
    CHECK_FALSE(storage::announcement(connection, SessionId{6}).has_value());

    EmittedInvite invite{SessionId{5}, PersonId{1}, "Ana@x.example", Told::invited, 4, Instant{kDay}};
    storage::record(work, std::vector{invite});
    invite = {SessionId{5}, PersonId{2}, "ana@X.example", Told::called_off, 5, Instant{kDay} + seconds{59}};
    storage::record(work, std::vector{invite});  // the same address, whoever has it now
    storage::record(work, std::vector{EmittedInvite{SessionId{5}, PersonId{1}, "zoe@x.example", Told::dropped,
                                                    0, Instant{kDay}}});
    const auto emitted = storage::emitted_invites(connection, SessionId{5});
    REQUIRE(emitted.size() == 2);
    CHECK(emitted[0].session == invite.session);
    CHECK(emitted[0].person == invite.person);
    CHECK(emitted[0].email == invite.email);
    CHECK(emitted[0].told == Told::called_off);
    CHECK(emitted[0].sequence == 5);
    CHECK(emitted[0].emitted == invite.emitted);
    CHECK(emitted[1].told == Told::dropped);
    CHECK(storage::emitted_invites(connection, SessionId{6}).empty());
}
