#include <catch2/catch.hpp>

#include "storage/people.h"
#include "storage/programme.h"
#include "storage/series.h"

using namespace tiffin;
using tiffin::tests::ask;
using tiffin::tests::Programme;

namespace {

bool is_refused(const Programme& programme, const std::string& sql) {
    try {
        ask(programme.path, "PRAGMA foreign_keys = ON; " + sql);
        return false;
    } catch (const std::runtime_error& error) {
        INFO(error.what());
        const std::string why = error.what();
        const bool by_the_schema = why.find("constraint failed") != std::string::npos ||
                                   why.find("cannot store") != std::string::npos ||
                                   why.find("non-deterministic use of date()") != std::string::npos;
        CHECK(by_the_schema);
        return by_the_schema;
    }
}

}  // namespace

TEST_CASE("the schema refuses what no command would write") {
    Programme programme;
    {
        storage::UnitOfWork work(programme.connection, 1);
        storage::insert(work, Person{.id = PersonId{1}, .name = "Ana", .email = "ana@x.example"});
        storage::insert(work, Series{.id = SeriesId{11}, .name = "lunch", .slug = "lunch"});
        work.commit();
    }
    const std::string session = "INSERT INTO session (id, series, occurrence, date, minutes, state) VALUES ";
    const std::string person = "INSERT INTO person (id, name, name_folded, email, joined, \"left\") VALUES ";
    REQUIRE(ask(programme.path, session + "(1, 11, '2027-02-18', '2027-02-18', 60, 'open')").empty());
    const std::string message =
        "INSERT INTO message (id, key, thread, mail_id, kind, state, claimant, claimed_until, sent, "
        "position, due, "
        "from_name, from_email, name, email, subject, date) SELECT ";
    const std::string of = ", 1, '', '', 'a@x.example', '', 'b@x.example', '', ''";
    REQUIRE(ask(programme.path, message + "1, 'k', 't', 'm', 'invite', 'prepared', NULL, NULL, NULL" + of)
                .empty());

    const std::vector<std::string> refused = {
        // dates
        session + "(2, 11, '2027-02-30', '2027-02-18', 60, 'open')",
        session + "(2, 11, '2027-02-19', '18.02.2027', 60, 'open')",
        session + "(2, 11, '2027-02-19', '2027-2-9', 60, 'open')",
        session + "(2, 11, '2027-02-19', 'now', 60, 'open')",
        session + "(2, 11, NULL, '2027-02-18', 60, 'open')",
        person + "(2, 'Ben', 'ben', NULL, '2027-13-01', NULL)",
        person + "(2, 'Ben', 'ben', NULL, '2027-02-02', '2027-02-01')",
        "INSERT INTO absence (id, person, first, last) VALUES (1, 1, '2027-02-02', '2027-02-01')",
        "INSERT INTO absence (id, person, first, last) VALUES (1, 1, 'soon', NULL)",
        "INSERT INTO holiday (id, date, name) VALUES (1, '2027-02-29', 'Leap day')",
        "INSERT INTO series_pause (series, first, last) VALUES (11, '2027-02-02', '2027-02-01')",
        // words
        session + "(2, 11, '2027-02-19', '2027-02-18', 60, 'canceled')",
        session + "(2, 11, '2027-02-19', '2027-02-18', 60, 'Open')",
        "INSERT INTO assignment VALUES (1, 1, 'speaker', 0)",
        "UPDATE series SET lunch = 'brunch'",
        "UPDATE series SET formality = ''",
        "UPDATE series SET topic_policy = 'none'",
        "UPDATE series SET holidays = 'never'",
        "INSERT INTO invite VALUES (1, 'a@x.example', 1, 'published', 0, '', NULL)",
        "INSERT INTO rsvp (session, person, answer, date) VALUES (1, 1, 'perhaps', '2027-02-18')",
        "INSERT INTO rsvp (session, person, mode, date) VALUES (1, 1, 'hybrid', '2027-02-18')",
        "INSERT INTO rsvp (session, person, date, reply_sequence) VALUES (1, 1, '2027-02-18', 0)",
        "INSERT INTO rsvp (session, person, date) VALUES (1, 1, 'soon')",
        // numbers
        session + "(2, 11, '2027-02-19', '2027-02-18', 0, 'open')",
        session + "(2, 11, '2027-02-19', '2027-02-18', 'an hour', 'open')",
        "UPDATE session SET announced = 2",
        "INSERT INTO announcement VALUES (1, -1, '', '')",
        "INSERT INTO announcement_before VALUES (1, -1, '')",
        "INSERT INTO invite VALUES (1, 'a@x.example', 1, 'invited', -1, '', NULL)",
        "UPDATE session SET pinned = 2",
        "UPDATE series SET capacity = 0",
        "UPDATE series SET remote_capacity = 0",
        "INSERT INTO catering_portion VALUES (1, '', 1)",
        "INSERT INTO programme (id) VALUES (2)",
        // empty where something must be
        person + "(2, '', '', NULL, NULL, NULL)",
        person + "(2, 'Ben', 'ben', '', NULL, NULL)",
        "INSERT INTO invite VALUES (1, '', 1, 'invited', 0, '', NULL)",
        "UPDATE series SET slug = ''",
        "UPDATE series SET rule = 'FREQ=WEEKLY'",  // without a start and a zone
        // twice
        person + "(2, 'Ana', 'ana', 'ANA@x.example', NULL, NULL)",
        person + "(1, 'Ben', 'ben', NULL, NULL, NULL)",
        session + "(2, 11, '2027-02-18', '2027-02-25', 60, 'open')",
        "INSERT INTO series (id, name, slug, first) VALUES (12, 'Lunch', 'lunch', '2027-01-01')",
        "INSERT INTO assignment VALUES (1, 1, 'host', 0), (1, 1, 'host', 1)",
        "INSERT INTO invite VALUES (1, 'a@x.example', 1, 'invited', 0, '', NULL), " +
            std::string("(1, 'A@x.example', 1, 'invited', 0, '', NULL)"),
        message + "2, 'k', 't', 'm2', 'invite', 'prepared', NULL, NULL, NULL" + of,
        message + "2, 'k2', 't', 'm', 'invite', 'prepared', NULL, NULL, NULL" + of,
        // states that contradict themselves
        message + "2, 'k2', 't', 'm2', 'invite', 'claimed', NULL, NULL, NULL" + of,
        message + "2, 'k2', 't', 'm2', 'invite', 'prepared', 5, '', NULL" + of,
        message + "2, 'k2', 't', 'm2', 'invite', 'sent', NULL, NULL, NULL" + of,
        message + "2, 'k2', 't', 'm2', 'invite', 'dropped', NULL, NULL, ''" + of,
        message + "2, 'k2', 't', 'm2', 'letter', 'prepared', NULL, NULL, NULL" + of,
        "INSERT INTO message_body (message, text, method) VALUES (1, '', 'REQUEST')",
        // strangers
        "INSERT INTO message_body (message, text) VALUES (9, '')",
        session + "(2, 99, '2027-02-19', '2027-02-18', 60, 'open')",
        "UPDATE session SET topic = 99",
        "INSERT INTO assignment VALUES (1, 99, 'host', 0)",
        "INSERT INTO assignment VALUES (99, 1, 'host', 0)",
        "UPDATE person SET manager = 99",
        "DELETE FROM series WHERE id = 11",
    };
    for (const auto& sql : refused) {
        INFO(sql);
        CHECK(is_refused(programme, sql));
    }
    CHECK(storage::damages(programme.connection).empty());
}

TEST_CASE("what goes takes along what is its own") {
    Programme programme;
    ask(programme.path,
        "PRAGMA foreign_keys = ON;"
        "INSERT INTO person (id, name, name_folded) VALUES (1, 'Ana', 'ana'), (2, 'Ben', 'ben');"
        "UPDATE person SET manager = 1 WHERE id = 2;"
        "INSERT INTO absence (id, person, first) VALUES (1, 1, '2027-02-02');"
        "INSERT INTO topic (id, number, slug, title, title_folded) VALUES (5, 1, 's', 'S', 's');"
        "INSERT INTO topic_tag VALUES (5, 'db'); INSERT INTO topic_presenter VALUES (5, 1);"
        "INSERT INTO series (id, name, slug, first) VALUES (11, 'l', 'l', '2027-01-01');"
        "INSERT INTO session (id, series, occurrence, date, minutes, state, topic)"
        " VALUES (7, 11, '2027-02-18', '2027-02-18', 60, 'planned', 5);"
        "INSERT INTO assignment VALUES (7, 2, 'presenter', 0); INSERT INTO announcement VALUES (7, 1, '', "
        "''); INSERT INTO announcement_before VALUES (7, 0, '');"
        "INSERT INTO rsvp (session, person, date) VALUES (7, 2, '2027-02-18');"
        "INSERT INTO invite VALUES (7, 'ben@x.example', 2, 'invited', 0, '', NULL);"
        "DELETE FROM topic; DELETE FROM person WHERE id = 1; DELETE FROM session;");
    CHECK(ask(programme.path, "SELECT manager FROM person") == "NULL");
    for (const std::string table :
         {"absence", "topic_tag", "topic_presenter", "assignment", "announcement", "invite", "rsvp"}) {
        INFO(table);
        CHECK(ask(programme.path, "SELECT count(*) FROM " + table) == "0");
    }
}

TEST_CASE("every table is strict and has a key") {
    Programme programme;
    CHECK(ask(programme.path,
              "SELECT group_concat(name) FROM pragma_table_list "
              "WHERE schema = 'main' AND name NOT LIKE 'sqlite%' AND NOT strict") == "NULL");
    CHECK(ask(programme.path,
              "SELECT group_concat(t.name) FROM pragma_table_list t WHERE schema = 'main' AND name NOT LIKE "
              "'sqlite%' "
              "AND NOT EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE pk > 0)") == "NULL");
    CHECK(ask(programme.path, "SELECT count(*) > 10 FROM pragma_table_list WHERE strict") == "1");
}
