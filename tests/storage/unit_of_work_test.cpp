#include "storage/unit_of_work.h"

#include <set>
#include <vector>

#include <catch2/catch.hpp>

#include "storage/holidays.h"
#include "storage/people.h"
#include "storage/programme.h"

using namespace tiffin;
using tiffin::tests::ask;
using tiffin::tests::Programme;

namespace {

std::vector<std::int64_t> ids_of(storage::UnitOfWork& work, int count) {
    std::vector<std::int64_t> ids;
    for (int i = 0; i < count; ++i) ids.push_back(work.new_id<PersonId>().value);
    return ids;
}

std::string people(const Programme& programme) {
    return ask(programme.path, "SELECT count(*) FROM person");
}

}  // namespace

TEST_CASE("what is committed is there, for others too, and counted") {
    Programme programme;
    CHECK(ask(programme.path, "SELECT revision FROM programme") == "1");
    for (int i = 1; i <= 3; ++i) {
        storage::UnitOfWork work(programme.connection, 1);
        storage::insert(work, Person{.id = work.new_id<PersonId>(), .name = "Ana"});
        work.commit();
        CHECK(people(programme) == std::to_string(i));
        CHECK(ask(programme.path, "SELECT revision FROM programme") == std::to_string(1 + i));
    }
}

TEST_CASE("leaving without a commit changes nothing and frees the lock") {
    Programme programme;
    {
        storage::UnitOfWork work(programme.connection, 1);
        storage::insert(work, Person{.id = PersonId{1}, .name = "Ana"});
        CHECK(storage::person(programme.connection, PersonId{1}).has_value());
    }
    CHECK_FALSE(storage::person(programme.connection, PersonId{1}).has_value());
    CHECK(ask(programme.path, "SELECT revision FROM programme") == "1");

    const auto fail = [&] {
        storage::UnitOfWork work(programme.connection, 1);
        storage::insert(work, Person{.id = PersonId{1}, .name = "Ana"});
        throw std::runtime_error("a command failed");
    };
    CHECK_THROWS_AS(fail(), std::runtime_error);
    CHECK(people(programme) == "0");
    ask(programme.path, "BEGIN EXCLUSIVE; COMMIT");  // nobody is in the way
    storage::UnitOfWork work(programme.connection, 1);
    storage::insert(work, Person{.id = PersonId{1}, .name = "Ana"});
    work.commit();
    CHECK(people(programme) == "1");
}

TEST_CASE("a refused row leaves the rows before it to be committed or not") {
    Programme programme;
    storage::UnitOfWork work(programme.connection, 1);
    storage::insert(work, Person{.id = PersonId{1}, .name = "Ana"});
    CHECK_THROWS_AS(storage::insert(work, Person{.id = PersonId{1}, .name = "Ben"}), Failure);
    storage::insert(work, Person{.id = PersonId{2}, .name = "Ben"});
    work.commit();
    CHECK(ask(programme.path, "SELECT group_concat(name) FROM person") == "Ana,Ben");
}

TEST_CASE("ids follow from the seed and what was committed before") {
    Programme left;
    Programme right;
    std::vector<std::int64_t> first;
    {
        storage::UnitOfWork work(left.connection, 7);
        first = ids_of(work, 100);
    }
    {
        storage::UnitOfWork work(right.connection, 7);
        CHECK(ids_of(work, 100) == first);
    }
    CHECK(std::set(first.begin(), first.end()).size() == 100);
    for (const auto id : first) CHECK(parse_id(render_id(id)) == id);

    std::set<std::int64_t> seen(first.begin(), first.end());
    for (const std::uint64_t seed : {0U, 1U, 8U, 0xFFFFFFFFU}) {
        storage::UnitOfWork work(left.connection, seed);
        for (const auto id : ids_of(work, 100)) CHECK(seen.insert(id).second);
    }
    for (int i = 0; i < 5; ++i) {
        storage::UnitOfWork work(left.connection, 7);
        if (i > 0) {
            for (const auto id : ids_of(work, 100)) CHECK(seen.insert(id).second);
        }
        work.commit();
    }
}

TEST_CASE("a signal before the commit changes nothing, one after it takes nothing back") {
    Programme programme;
    bool interrupted = false;
    auto connection = storage::Connection::open(
        {.database = programme.path, .wait_seconds = 0, .interrupted = [&] { return interrupted; }},
        storage::Access::write);
    {
        storage::UnitOfWork work(connection, 1);
        storage::insert(work, Person{.id = PersonId{1}, .name = "Ana"});
        interrupted = true;
        const auto said = tests::refusal([&] { work.commit(); });
        CHECK(said.status == ExitStatus::unavailable);
        CHECK(said.sentence == "interrupted, so nothing was changed");
    }
    CHECK(people(programme) == "0");
    interrupted = false;
    {
        storage::UnitOfWork work(connection, 1);
        storage::insert(work, Person{.id = PersonId{1}, .name = "Ana"});
        work.commit();
        interrupted = true;
    }
    CHECK(people(programme) == "1");
}

TEST_CASE("a unit of work that cannot begin leaves no transaction open") {
    Programme programme;
    ask(programme.path, "DELETE FROM programme");  // no command does that
    CHECK_THROWS(storage::UnitOfWork(programme.connection, 1));
    ask(programme.path, "INSERT INTO programme (id) VALUES (1)");
    storage::UnitOfWork work(programme.connection, 1);
    work.commit();
    CHECK(ask(programme.path, "SELECT revision FROM programme") == "1");
}
