#include "storage/statement.h"

#include <catch2/catch.hpp>

#include "storage/people.h"
#include "storage/programme.h"

using namespace tiffin;
using tiffin::tests::Programme;

namespace {

void add_people(Programme& programme, int count) {
    storage::UnitOfWork work(programme.connection, 1);
    for (int i = 1; i <= count; ++i) {
        storage::insert(work, Person{.id = PersonId{i},
                                     .name = "P" + std::to_string(i),
                                     .email = "p" + std::to_string(i) + "@x.example"});
    }
    work.commit();
}

constexpr const char* kParameter = "SELECT :value, typeof(:value)";

}  // namespace

TEST_CASE("after a refused row the same statement takes the next one") {
    Programme programme;
    add_people(programme, 1);
    storage::UnitOfWork work(programme.connection, 1);
    for (int i = 0; i < 3; ++i) {
        const auto said = tests::refusal([&] {
            storage::insert(work, Person{.id = PersonId{50 + i}, .name = "Twin", .email = "P1@x.example"});
        });
        CHECK(said.status == ExitStatus::bug);  // commands ask before they write
        CHECK(said.sentence.find("UNIQUE") != std::string::npos);
        storage::insert(work, Person{.id = PersonId{60 + i}, .name = "Somebody"});
    }
    work.commit();
    CHECK(tests::ask(programme.path, "SELECT count(*) FROM person") == "4");
}

TEST_CASE("a visitor may ask the question that it is the answer of") {
    Programme programme;
    add_people(programme, 7);
    int outer = 0;
    int inner = 0;
    storage::for_each_person(programme.connection, [&](const Person& person) {
        ++outer;
        REQUIRE(outer <= 7);
        storage::for_each_person(programme.connection, [&](const Person&) { ++inner; });
        CHECK(storage::people_named(programme.connection, person.name).size() == 1);
    });
    CHECK(outer == 7);
    CHECK(inner == 49);
    CHECK(storage::all_people(programme.connection).size() == 7);
}

TEST_CASE("a visitor that throws leaves the question to be asked again") {
    Programme programme;
    add_people(programme, 3);
    const auto first = [&] {
        storage::for_each_person(programme.connection,
                                 [](const Person&) { throw std::runtime_error("enough"); });
    };
    CHECK_THROWS_AS(first(), std::runtime_error);
    CHECK(storage::all_people(programme.connection).size() == 3);
    tests::ask(programme.path, "BEGIN EXCLUSIVE; COMMIT");  // and no lock is left
}

TEST_CASE("a parameter that is not set is NULL, never the last use's") {
    Programme programme;
    {
        storage::Statement statement(programme.connection, kParameter);
        statement.set(":value", "secret");
        REQUIRE(statement.step());
        CHECK(statement.text(0) == "secret");
        CHECK(statement.text(1) == "text");
    }
    storage::Statement statement(programme.connection, kParameter);
    REQUIRE(statement.step());
    CHECK(statement.is_null(0));
    CHECK(statement.text(0).empty());
    CHECK_FALSE(statement.step());
}

TEST_CASE("empty text is text, and NULL only where asked for") {
    Programme programme;
    storage::Statement statement(programme.connection, kParameter);
    statement.set(":value", "");
    REQUIRE(statement.step());
    CHECK(statement.text(1) == "text");
    storage::Statement other(programme.connection, kParameter);
    other.set(":value", std::nullopt);
    REQUIRE(other.step());
    CHECK(other.text(1) == "null");
}

TEST_CASE("a misspelt parameter, column or statement is refused as the bug it is") {
    Programme programme;
    auto& connection = programme.connection;
    CHECK(tests::refusal([&] { storage::Statement(connection, kParameter).set(":valeu", 1); }).status ==
          ExitStatus::bug);
    CHECK(tests::refusal([&] { storage::Statement(connection, "SELECT \"nmae\" FROM person"); }).status ==
          ExitStatus::bug);
    CHECK(tests::refusal([&] { storage::execute(connection, "SELEKT 1"); }).status == ExitStatus::bug);
    CHECK(storage::all_people(connection).empty());
}

TEST_CASE("what every connection needs is set") {
    Programme programme;
    const auto number = [&](const char* sql) {
        storage::Statement statement(programme.connection, sql);
        REQUIRE(statement.step());
        return statement.number(0);
    };
    CHECK(number("PRAGMA foreign_keys") == 1);
    CHECK(number("PRAGMA temp_store") == 2);   // memory: some VFS have no temporary files
    CHECK(number("PRAGMA synchronous") == 2);  // full
    {
        const storage::UnitOfWork work(programme.connection, 1);
        CHECK(number("PRAGMA cache_size") == -65536);  // imports touch pages all over the file
    }
    storage::Statement mode(programme.connection, "PRAGMA journal_mode");
    REQUIRE(mode.step());
    CHECK(mode.text(0) == "delete");  // no WAL: one file, whatever the file system
}

TEST_CASE("a date that is none is told with its place") {
    Programme programme;
    add_people(programme, 1);
    tests::ask(programme.path, "PRAGMA ignore_check_constraints = ON; UPDATE person SET joined = 'soon'");
    const auto said = tests::refusal([&] { storage::all_people(programme.connection); });
    CHECK(said.status == ExitStatus::bad_input);
    CHECK(said.sentence ==
          "the database " + programme.path + " holds \"soon\" in joined, which is no date or time");
    CHECK(said.remedy.rfind("restore a backup, or correct it with: sqlite3 ", 0) == 0);
}
