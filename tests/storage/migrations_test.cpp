#include "storage/migrations.h"

#include <filesystem>

#include <catch2/catch.hpp>

#include "domain/shown_session.h"
#include "domain/shown_session.h"
#include "storage/attendance.h"
#include "storage/catering.h"
#include "storage/drafts.h"
#include "storage/drop_outs.h"
#include "storage/held_terms.h"
#include "storage/holidays.h"
#include "storage/invites.h"
#include "storage/messages.h"
#include "storage/people.h"
#include "storage/preparations.h"
#include "storage/programme.h"
#include "storage/rsvps.h"
#include "storage/series.h"
#include "storage/series_invites.h"
#include "storage/sessions.h"
#include "storage/settings.h"
#include "storage/standbys.h"
#include "storage/swaps.h"
#include "storage/topics.h"

using namespace tiffin;
using namespace std::chrono;
using tests::ask;
using tests::Folder;
using tests::Programme;

namespace {

std::string old_file(const Folder& folder, int version) {
    auto path = folder / "old.db";
    ask(path, tests::read_file(std::string(TESTS_FOLDER) + "/storage/old_files/schema_" +
                               std::to_string(version) + ".sql"));
    return path;
}

/// The schema, whatever the order in which it grew and the text of its comments.
std::string schema(const std::string& path) {
    return ask(
        path,
        "SELECT group_concat(line, char(10)) FROM (SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || "
        "c.\"notnull\" || ' ' || c.pk || ' ' || coalesce(c.dflt_value, '') AS line FROM pragma_table_list t "
        "JOIN pragma_table_info(t.name) c WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite%' "
        "UNION ALL SELECT 'index ' || name FROM sqlite_schema WHERE type = 'index' ORDER BY 1)");
}

}  // namespace

TEST_CASE("a new file has the latest schema and our mark") {
    Programme programme;
    CHECK(storage::schema_version(programme.connection) == storage::latest_schema_version());
    CHECK(ask(programme.path, "PRAGMA application_id") == "1953064558");
}

TEST_CASE("every released schema has its file here") {
    for (int version = 1; version <= storage::latest_schema_version(); ++version) {
        INFO(version);
        Folder folder;
        const auto path = old_file(folder, version);
        CHECK(ask(path, "PRAGMA user_version") == std::to_string(version));
        {
            auto connection = tests::open(path, storage::Access::read);
            CHECK(storage::schema_version(connection) == storage::latest_schema_version());
            CHECK(storage::damages(connection).empty());
        }
        tests::open(path);  // to write, which brings it up to date
        const Programme fresh;
        CHECK(schema(path) == schema(fresh.path));
    }
}

TEST_CASE("a file of schema 1 is read with all that is in it") {
    Folder folder;
    auto connection = tests::open(old_file(folder, 1));

    const auto ana = storage::person_by_email(connection, "ana@bramble.example");
    REQUIRE(ana.has_value());
    CHECK(ana->name == "Ana Ferreira");
    CHECK(ana->diet == "vegetarian");
    CHECK(ana->joined == Date{2026y / January / 5});
    const auto chloe = storage::people_named(connection, "chloe o'neil");
    REQUIRE(chloe.size() == 1);
    CHECK(chloe[0].manager == ana->id);
    CHECK(chloe[0].team == "R&D");
    CHECK(storage::people_named(connection, "ben \U0001F371").at(0).left == Date{2027y / December / 31});
    const auto away = storage::absences(connection, chloe[0].id);
    REQUIRE(away.size() == 1);
    CHECK(away[0].note == "parental leave");

    const auto topic = storage::topic_by_slug(connection, "sqlite-in-production");
    REQUIRE(topic.has_value());
    CHECK(topic->abstract == "Why one file\nis enough: \"it's\" simple");
    CHECK(topic->tags == std::vector<std::string>{"db", "storage"});
    CHECK(topic->presenters == std::vector{ana->id});
    CHECK(topic->length == minutes{25});

    const auto series = storage::series_by_slug(connection, "thursday-lunch");
    REQUIRE(series.has_value());
    CHECK(series->pauses == std::vector{DateRange{Date{2027y / March / 1}, Date{2027y / March / 10}}});
    CHECK(series->laid_out_until == Date{2027y / March / 29});
    CHECK(storage::settings(connection, series->id).at("min_gap") == "3w");
    CHECK(storage::settings(connection, std::nullopt).at("zone") == "Europe/Berlin");
    CHECK(storage::holidays(connection, {}).at(0).name == "Carnival");

    const auto sessions = storage::sessions(connection, {});
    REQUIRE(sessions.size() == 4);
    CHECK(sessions[0].state == SessionState::announced);
    CHECK(sessions[1].assignments ==
          std::vector<Assignment>{{chloe[0].id, Role::presenter}, {ana->id, Role::host}});
    CHECK(sessions[1].topic == topic->id);
    CHECK(sessions[2].note == "ill");
    CHECK(sessions[0].announced);
    CHECK(storage::announcement(connection, sessions[0].id)->shown == "state on");
    CHECK(storage::emitted_invites(connection, sessions[0].id).at(1).email == "chloe@bramble.example");
    const auto recurring = storage::series_invites(connection, sessions[0].series);
    REQUIRE(recurring.size() == 1);
    CHECK(recurring[0].whole->shown == "state on");
    CHECK(recurring[0].dates.at(Date{2027y / January / 21}).sequence == 2);
    CHECK(recurring[0].emitted.at(0).email == "chloe@bramble.example");
    storage::UnitOfWork work(connection, 1);
    storage::insert(work, Person{.id = work.new_id<PersonId>(), .name = "Dora"});
    work.commit();
    CHECK(storage::all_people(connection).size() == 4);
}

TEST_CASE("a file of schema 2 is read with its swaps") {
    Folder folder;
    auto connection = tests::open(old_file(folder, 2));
    const auto swaps = storage::swaps(connection);
    REQUIRE(swaps.size() == 1);
    CHECK(storage::person(connection, swaps[0].giver)->team == "R&D");
    CHECK(storage::session(connection, swaps[0].session)->date == Date{2027y / January / 21});
    CHECK(storage::session(connection, swaps[0].in_return.value())->date == Date{2027y / March / 18});
    CHECK(waits_for(swaps[0]) == std::vector{swaps[0].taker});
}

TEST_CASE("answers of a file of schema 3 are read") {
    Folder folder;
    auto connection = tests::open(old_file(folder, 3));
    const auto chloe = storage::person_by_email(connection, "chloe@bramble.example")->id;
    const auto session = storage::sessions(connection, {}).at(0);
    const auto rsvp = storage::rsvp(connection, session.id, chloe);
    REQUIRE(rsvp.has_value());
    CHECK(is_for(*rsvp, session));
    CHECK(rsvp->mode == Mode::remote);
    CHECK(storage::revisions(connection, session.id).at(0) == "state on");
    CHECK(storage::rsvps(connection, SeriesInviteId{77}).at(0).answer == Answer::no);
}

TEST_CASE("a file of schema 5 is read with its outbox, and with what is prepared") {
    Folder folder;
    auto connection = tests::open(old_file(folder, 5));
    const auto message = storage::message(connection, MessageId{88});
    REQUIRE(message.has_value());
    CHECK(message->state == MessageState::sent);
    CHECK(message->kind == MessageKind::invite);
    CHECK(message->attempts == 1);
    CHECK(message->content.to == Mailbox{"Chloé O'Neil", "chloe@bramble.example"});
    CHECK(message->content.text == "Hello\nChloé");
    CHECK(message->content.calendar == MessageCalendar{"REQUEST", "BEGIN:VCALENDAR"});
    CHECK(storage::step_notes(connection, *message->session) ==
          std::vector<StepNote>{{"cups", StepState::open, minutes{-60}, StepOwner::host},
                                {"slides", StepState::done, std::nullopt, std::nullopt}});
}

TEST_CASE("a caterer's order of a file of schema 8 is read") {
    Folder folder;
    auto connection = tests::open(old_file(folder, 8));
    const auto session = storage::sessions(connection, {}).at(0);
    CHECK(storage::frozen_order(connection, session.id)->portions.at("vegan") == 2);
    CHECK(storage::rsvps(connection, session.id).at(0).brings == "salad");
}

TEST_CASE("places and sides of a file of schema 6 are read") {
    Folder folder;
    auto connection = tests::open(old_file(folder, 6));
    CHECK(storage::series_by_slug(connection, "thursday-lunch")->remote_capacity == 30);
    const auto session = storage::sessions(connection, {}).at(0);
    CHECK(storage::emitted_invites(connection, session.id).at(1).mode == Mode::remote);
}

TEST_CASE("a file of schema 7 is read with weights, drop-outs and the terms of the past") {
    Folder folder;
    auto connection = tests::open(old_file(folder, 7));
    const auto ana = storage::person_by_email(connection, "ana@bramble.example");
    REQUIRE(ana.has_value());
    CHECK(storage::weights(connection, ana->id) == std::vector<Weight>{{Date{2027y / March / 1}, 50}});
    const auto drop_outs = storage::drop_outs_from(connection, Date{2027y / January / 1});
    REQUIRE(drop_outs.size() == 1);
    CHECK(drop_outs[0].kind == DropOutKind::dropped_out);
    CHECK(storage::drop_outs(connection, drop_outs[0].session).size() == 1);
    std::map<std::string, std::optional<RollId>> terms;
    storage::for_each_terms(connection, [&](SessionId, const storage::HeldTerms& one) {
        terms.emplace(one.co_presenter_turn, one.roll);
    });
    CHECK_FALSE(terms.at("split"));
    CHECK(storage::rolls(connection).at(terms.at("full").value()) == std::vector{drop_outs[0].person});
}

TEST_CASE("a file of schema 9 is read with its reserve and its drafts") {
    Folder folder;
    auto connection = tests::open(old_file(folder, 9));
    const auto reserve = storage::standbys(connection);
    REQUIRE(reserve.size() == 2);
    CHECK(storage::person(connection, reserve[0].person.value())->name == "Ana Ferreira");
    CHECK(reserve[1].video == "Maps that lie");
    const auto drafts = storage::drafts(connection);
    REQUIRE(drafts.size() == 1);
    CHECK(drafts[0].name == "spring");
    REQUIRE(drafts[0].choices.size() == 1);
    CHECK(drafts[0].choices[0].presenters.size() == 1);
    CHECK(drafts[0].choices[0].seen == "2027-03-18 planned");
}

TEST_CASE("a file of schema 10 is read with what caterers were told, and who was there") {
    Folder folder;
    auto connection = tests::open(old_file(folder, 10));
    const auto told = storage::told_order(connection, MessageId{99});
    CHECK(told == ToldOrder{Date{2027y / January / 7},
                            *parse_time_of_day("12:30"),
                            "Kitchen",
                            {{"", 3}, {"no nuts + vegan", 1}}});
    CHECK_FALSE(storage::told_order(connection, MessageId{88}));
    const auto session = storage::sessions(connection, {}).at(0).id;
    const auto there = storage::attendance(connection, session);
    REQUIRE(there.size() == 2);
    CHECK(there[0].mode == Mode::in_person);
    CHECK_FALSE(there[1].mode);
}

TEST_CASE("a file of schema 11 is read with the dates that somebody was shown in part") {
    Folder folder;
    auto connection = tests::open(old_file(folder, 11));
    const auto invite = storage::series_invite(connection, SeriesInviteId{77});
    REQUIRE(invite);
    CHECK(invite->view_of("chloe@bramble.example").mode_on(Date{2027y / January / 21}) == Mode::remote);
    CHECK_FALSE(invite->view_of("chloe@bramble.example").mode_on(Date{2027y / January / 14}));
}

TEST_CASE(
    "a file of schema 12 is read with the days that somebody was shown, and answers by hand to a whole") {
    Folder folder;
    auto connection = tests::open(old_file(folder, 12));
    const auto invite = storage::series_invite(connection, SeriesInviteId{77});
    REQUIRE(invite);
    const auto& days = invite->view_of("chloe@bramble.example").days;
    CHECK(days == SeriesDays{Date{2027y / January / 14}, kLatestDate, {}});
    const auto chloe = storage::person_by_email(connection, "chloe@bramble.example")->id;
    const auto rsvp = storage::rsvp(connection, SeriesInviteId{77}, chloe);
    REQUIRE(rsvp);
    CHECK_FALSE(rsvp->answer);
    CHECK_FALSE(rsvp->reply);
    // Since when the day of a date was as it is was known, and no more.
    const auto revisions = storage::revisions(connection, SeriesInviteId{77});
    CHECK(revisions.at(Date{2027y / January / 21}) == Revisions{{0, ""}, {2, "state off"}});
    CHECK(revisions.at(std::nullopt) == Revisions{{1, "state on"}});
}

TEST_CASE("a date that had moved before schema 13 is known to have been at another time") {
    Folder folder;
    const auto path = old_file(folder, 12);
    REQUIRE(ask(path, "UPDATE series_invite_date SET since = 2").empty());
    auto connection = tests::open(path);
    const auto revisions = storage::revisions(connection, SeriesInviteId{77});
    CHECK(revisions.at(Date{2027y / January / 21}) ==
          Revisions{{0, std::string(kAtAnotherTime)}, {2, "state off"}});
}

TEST_CASE("a file of schema 13 is read with all that people were told") {
    Folder folder;
    auto connection = tests::open(old_file(folder, 13));
    const auto session = storage::sessions(connection, {}).at(0).id;
    CHECK(storage::revisions(connection, session) == Revisions{{0, "state on"}, {2, "state off"}});
    const auto revisions = storage::revisions(connection, SeriesInviteId{77});
    CHECK(revisions.at(Date{2027y / January / 21}) == Revisions{{0, "state on"}, {2, "state off"}});
    CHECK(revisions.at(std::nullopt) == Revisions{{0, "state off"}, {1, "state on"}});
    const auto message = storage::message(connection, MessageId{88});
    REQUIRE(message.has_value());
    CHECK(message->follows == 1);
    CHECK(message->view == "/");
    const auto swaps = storage::swaps(connection);
    REQUIRE(swaps.size() == 2);
    CHECK(swaps[1].debt == swaps[0].id);
}

TEST_CASE("a file of schema 14 is read with the dates that somebody is not shown") {
    Folder folder;
    auto connection = tests::open(old_file(folder, 14));
    const auto invite = storage::series_invite(connection, SeriesInviteId{77});
    REQUIRE(invite);
    const auto& days = invite->view_of("chloe@bramble.example").days;
    CHECK(days == SeriesDays{Date{2027y / January / 14}, kLatestDate, {Date{2027y / February / 4}}});
}

namespace {

/// A programme of a schema before the first: all steps are missing.
std::string oldest_file(const Folder& folder) {
    auto path = folder / "oldest.db";
    ask(path,
        "PRAGMA application_id = 1953064558; CREATE TABLE keepsake (text); INSERT INTO keepsake VALUES "
        "('x')");
    return path;
}

}  // namespace

TEST_CASE("reading an older programme leaves its file as it is, whether or not it may be written") {
    Folder folder;
    const auto path = oldest_file(folder);
    const auto before = tests::read_file(path);
    for (const auto& name : {path, "file:" + path + "?mode=ro"}) {
        INFO(name);
        auto connection = tests::open(name, storage::Access::read);
        CHECK(storage::schema_version(connection) == storage::latest_schema_version());
        CHECK(storage::all_people(connection).empty());
        CHECK(connection.name() == name);
        storage::UnitOfWork dry_run(connection, 1);
        storage::insert(dry_run, Person{.id = dry_run.new_id<PersonId>(), .name = "Dora"});
    }
    CHECK(tests::read_file(path) == before);
}

TEST_CASE("writing an older programme brings it up to date, with all that is in it") {
    Folder folder;
    const auto path = oldest_file(folder);
    tests::open(path);
    CHECK(ask(path, "PRAGMA user_version") == std::to_string(storage::latest_schema_version()));
    CHECK(ask(path, "SELECT text FROM keepsake") == "x");

    Folder other;
    const auto read_only = "file:" + oldest_file(other) + "?mode=ro";
    const auto said = tests::refusal([&] { tests::open(read_only); });
    CHECK(said.status == ExitStatus::not_permitted);
    CHECK(said.sentence == "the database " + read_only + " is read-only");
}

TEST_CASE("a step that fails leaves an older programme as it was") {
    Folder folder;
    const auto path = oldest_file(folder);
    ask(path, "CREATE TABLE person (of_another_kind)");  // in the way of the first step
    const auto before = tests::read_file(path);
    CHECK(tests::refusal([&] { tests::open(path); }).status == ExitStatus::bug);
    CHECK(tests::read_file(path) == before);
}

TEST_CASE("a new programme is made by the first unit of work, or not at all") {
    Folder folder;
    const auto path = folder / "new.db";
    auto connection = tests::open(path, storage::Access::create);
    CHECK(tests::read_file(path).empty());
    {
        storage::UnitOfWork given_up(connection, 1);
        CHECK(storage::all_people(connection).empty());
    }
    CHECK(tests::read_file(path).empty());

    tests::create(path);  // by another process meanwhile
    const auto said = tests::refusal([&] { storage::UnitOfWork late(connection, 1); });
    CHECK(said.status == ExitStatus::cannot_create);
    CHECK(said.sentence == path + " holds a programme already");
}

TEST_CASE("a rehearsal makes nothing, and refuses what the real run refuses") {
    Folder folder;
    const auto rehearse = [&](const std::string& name) {
        auto connection = tests::open(name, storage::Access::rehearse);
        storage::UnitOfWork work(connection, 1);
        storage::set_setting(work, std::nullopt, "zone", "Europe/Berlin");
        CHECK(connection.name() == name);
    };
    rehearse(folder / "a/b.db");
    rehearse("file:" + (folder / "c.db"));
    CHECK_FALSE(std::filesystem::exists(folder / "a"));
    CHECK_FALSE(std::filesystem::exists(folder / "c.db"));
    tests::write_file(folder / "empty.db", "");
    rehearse(folder / "empty.db");
    CHECK(tests::read_file(folder / "empty.db").empty());

    tests::create(folder / "there.db");
    for (const auto& name : {folder / "there.db", "file:" + (folder / "there.db")}) {
        CHECK(tests::refusal([&] { rehearse(name); }).sentence == name + " holds a programme already");
    }
    const auto old = oldest_file(folder);
    const auto before = tests::read_file(old);
    CHECK(tests::refusal([&] { rehearse(old); }).status == ExitStatus::cannot_create);
    CHECK(tests::read_file(old) == before);
    CHECK(tests::refusal([&] { rehearse(folder / ""); }).status == ExitStatus::cannot_create);
}
