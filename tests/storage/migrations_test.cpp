#include "storage/migrations.h"

#include <filesystem>

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
using tests::ask;
using tests::Folder;
using tests::Programme;

namespace {

std::string old_file(const Folder& folder, int version) {
    const auto path = folder / "old.db";
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
    CHECK_FALSE(storage::migrate(programme.connection, 1953064558));  // nothing left to climb
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
    storage::UnitOfWork work(connection, 1);
    storage::insert(work, Person{.id = work.new_id<PersonId>(), .name = "Dora"});
    work.commit();
    CHECK(storage::all_people(connection).size() == 4);
}
