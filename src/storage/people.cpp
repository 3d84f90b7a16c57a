#include "storage/people.h"

#include <string>

#include "storage/sql.h"
#include "storage/statement.h"
#include "text/fold.h"

namespace tiffin::storage {

namespace {

const std::string kSelect = sql::person;

Person read_person(const Statement& row) {
    return {
        .id = row.id<PersonId>(0),
        .name = row.text(1),
        .email = row.text(2),
        .team = row.text(3),
        .site = row.text(4),
        .zone = row.text(5),
        .hours = row.text(6),
        .diet = row.text(7),
        .manager = row.optional_id<PersonId>(8),
        .joined = row.optional_date(9),
        .left = row.optional_date(10),
    };
}

std::vector<Person> read_all(Statement& rows) {
    std::vector<Person> found;
    while (rows.step()) found.push_back(read_person(rows));
    return found;
}

void visit_all(Statement& rows, const std::function<void(Person&)>& visit) {
    while (rows.step()) {
        auto person = read_person(rows);
        visit(person);
    }
}

void write(UnitOfWork& work, const char* sql, const Person& person) {
    const std::string folded = text::fold(person.name);
    Statement statement(work.connection(), sql);
    if (!person.email.empty()) statement.lend(":email", person.email);
    statement.set(":id", person.id)
        .lend(":name", person.name)
        .lend(":name_folded", folded)
        .lend(":team", person.team)
        .lend(":site", person.site)
        .lend(":zone", person.zone)
        .lend(":hours", person.hours)
        .lend(":diet", person.diet)
        .set(":manager", person.manager)
        .set(":joined", person.joined)
        .set(":left", person.left)
        .run();
}

}  // namespace

void for_each_person(Connection& connection, const std::function<void(Person&)>& visit) {
    static const std::string kAll = kSelect + "ORDER BY name_folded, id";
    Statement rows(connection, kAll.c_str());
    visit_all(rows, visit);
}

void for_each_person_by_id(Connection& connection, const std::function<void(Person&)>& visit) {
    static const std::string kAll = kSelect + "ORDER BY id";
    Statement rows(connection, kAll.c_str());
    visit_all(rows, visit);
}

std::vector<Person> all_people(Connection& connection) {
    std::vector<Person> people;
    for_each_person(connection, [&](Person& person) { people.push_back(std::move(person)); });
    return people;
}

std::optional<Person> person(Connection& connection, PersonId id) {
    static const std::string kById = kSelect + "WHERE id = :id";
    Statement row(connection, kById.c_str());
    row.set(":id", id);
    return row.step() ? std::optional(read_person(row)) : std::nullopt;
}

std::optional<Person> person_by_email(Connection& connection, std::string_view email) {
    static const std::string kByEmail = kSelect + "WHERE email = :email";
    Statement row(connection, kByEmail.c_str());
    row.set(":email", email);
    return row.step() ? std::optional(read_person(row)) : std::nullopt;
}

std::set<std::string> shared_names(Connection& connection) {
    Statement rows(connection, "SELECT name_folded FROM person GROUP BY name_folded HAVING count(*) > 1");
    std::set<std::string> names;
    while (rows.step()) names.insert(rows.text(0));
    return names;
}

std::vector<Person> people_named(Connection& connection, std::string_view typed) {
    static const std::string kByName = kSelect + "WHERE name_folded = :name ORDER BY id";
    Statement rows(connection, kByName.c_str());
    rows.set(":name", text::fold(typed));
    return read_all(rows);
}

std::vector<Person> people_like(Connection& connection, std::string_view typed, int most) {
    static const std::string kLike =
        kSelect +
        "WHERE instr(name_folded, :part) OR instr(lower(email), :part) "
        "ORDER BY instr(name_folded, :part) <> 1 AND instr(lower(email), :part) IS NOT 1, "
        "name_folded, id LIMIT :most";
    Statement rows(connection, kLike.c_str());
    rows.set(":part", text::fold(typed)).set(":most", most);
    return read_all(rows);
}

void insert(UnitOfWork& work, const Person& person) {
    write(work, sql::person_insert, person);
}
void insert(UnitOfWork& work, const std::vector<Person*>& people) {
    execute(work.connection(), "PRAGMA defer_foreign_keys = ON");  // until the commit
    for (const auto* person : people) insert(work, *person);
}
void update(UnitOfWork& work, const Person& person) {
    write(work, sql::person_update, person);
}

std::vector<Absence> absences(Connection& connection, PersonId of) {
    Statement rows(connection,
                   "SELECT id, person, first, last, note, had_left, kept_balance FROM absence WHERE person = "
                   ":person ORDER "
                   "BY first, id");
    rows.set(":person", of);
    std::vector<Absence> found;
    while (rows.step()) {
        found.push_back({.id = rows.id<AbsenceId>(0),
                         .person = rows.id<PersonId>(1),
                         .dates = {rows.date(2), rows.optional_date(3).value_or(kLatestDate)},
                         .note = rows.text(4),
                         .had_left = rows.number(5) != 0,
                         .kept_balance = rows.number(6) != 0});
    }
    return found;
}

void for_each_absence(Connection& connection, const std::function<void(PersonId, DateRange)>& visit) {
    Statement rows(connection, "SELECT person, first, last FROM absence");
    while (rows.step()) {
        visit(rows.id<PersonId>(0), {rows.date(1), rows.optional_date(2).value_or(kLatestDate)});
    }
}

void for_each_time_out(Connection& connection, const std::function<void(PersonId, DateRange)>& visit) {
    Statement rows(connection, "SELECT person, first, last FROM absence WHERE had_left = 1");
    while (rows.step()) {
        visit(rows.id<PersonId>(0), {rows.date(1), rows.optional_date(2).value_or(kLatestDate)});
    }
}

void for_each_restart(Connection& connection, const std::function<void(PersonId, Date)>& visit) {
    Statement rows(connection,
                   "SELECT person, last FROM absence WHERE had_left = 1 AND kept_balance = 0 AND last IS NOT "
                   "NULL");
    while (rows.step()) visit(rows.id<PersonId>(0), rows.date(1) + std::chrono::days{1});
}

std::vector<Weight> weights(Connection& connection, PersonId of) {
    Statement rows(connection,
                   "SELECT first, hundredths FROM person_weight WHERE person = :person ORDER BY first");
    rows.set(":person", of);
    std::vector<Weight> found;
    while (rows.step()) found.push_back({rows.date(0), static_cast<Hundredths>(rows.number(1))});
    return found;
}

void for_each_weight(Connection& connection, const std::function<void(PersonId, Weight)>& visit) {
    Statement rows(connection, "SELECT person, first, hundredths FROM person_weight ORDER BY person, first");
    while (rows.step()) visit(rows.id<PersonId>(0), {rows.date(1), static_cast<Hundredths>(rows.number(2))});
}

void set_weights(UnitOfWork& work, PersonId person, const std::vector<Weight>& weights) {
    Statement(work.connection(), "DELETE FROM person_weight WHERE person = :person")
        .set(":person", person)
        .run();
    for (const auto& weight : weights) {
        Statement(work.connection(),
                  "INSERT INTO person_weight (person, first, hundredths) VALUES (:person, :first, :weight)")
            .set(":person", person)
            .set(":first", weight.first)
            .set(":weight", weight.hundredths)
            .run();
    }
}

void insert(UnitOfWork& work, const Absence& absence) {
    Statement(work.connection(),
              "INSERT INTO absence (id, person, first, last, note, had_left, kept_balance) "
              "VALUES (:id, :person, :first, :last, :note, :had_left, :kept_balance)")
        .set(":id", absence.id)
        .set(":person", absence.person)
        .set(":first", absence.dates.first)
        .set(":last", absence.dates.last == kLatestDate ? std::nullopt : std::optional(absence.dates.last))
        .set(":note", absence.note)
        .set(":had_left", absence.had_left ? 1 : 0)
        .set(":kept_balance", absence.kept_balance ? 1 : 0)
        .run();
}

void remove(UnitOfWork& work, AbsenceId absence) {
    Statement(work.connection(), "DELETE FROM absence WHERE id = :id").set(":id", absence).run();
}

void remove(UnitOfWork& work, PersonId person) {
    Statement(work.connection(), "DELETE FROM person WHERE id = :id").set(":id", person).run();
}

}  // namespace tiffin::storage
