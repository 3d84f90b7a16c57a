#include "storage/held_terms.h"

#include <algorithm>

#include "storage/statement.h"

namespace tiffin::storage {

bool has_unkept_terms(Connection& connection, SeriesId series, Date day) {
    Statement row(connection,
                  "SELECT 1 FROM session WHERE series = :series AND date < :day AND id NOT IN "
                  "(SELECT session FROM held_terms) LIMIT 1");
    row.set(":series", series).set(":day", day);
    return row.step();
}

void keep_terms(UnitOfWork& work, SeriesId series, Date day, const HeldTerms& terms) {
    Statement(
        work.connection(),
        "INSERT INTO held_terms (session, co_presenter_turn, roll) SELECT id, :turn, :roll FROM session "
        "WHERE series = :series AND date < :day AND id NOT IN (SELECT session FROM held_terms)")
        .set(":turn", terms.co_presenter_turn)
        .set(":roll", terms.roll)
        .set(":series", series)
        .set(":day", day)
        .run();
}

void forget_terms(UnitOfWork& work, const std::optional<SeriesId>& series) {
    Statement(work.connection(),
              "DELETE FROM held_terms WHERE :series IS NULL OR session IN "
              "(SELECT id FROM session WHERE series = :series)")
        .set(":series", series)
        .run();
}

void for_each_terms(Connection& connection, const std::function<void(SessionId, const HeldTerms&)>& visit) {
    Statement rows(connection, "SELECT session, co_presenter_turn, roll FROM held_terms");
    while (rows.step()) visit(rows.id<SessionId>(0), {rows.text(1), rows.optional_id<RollId>(2)});
}

RollId roll_of(UnitOfWork& work, const std::vector<PersonId>& people) {
    for (const auto& [roll, known] : rolls(work.connection())) {
        if (known == people) return roll;
    }
    const auto roll = work.new_id<RollId>();
    Statement(work.connection(), "INSERT INTO roll (id) VALUES (:id)").set(":id", roll).run();
    for (const auto person : people) {
        Statement(work.connection(), "INSERT INTO roll_member (roll, person) VALUES (:roll, :person)")
            .set(":roll", roll)
            .set(":person", person)
            .run();
    }
    return roll;
}

std::map<RollId, std::vector<PersonId>> rolls(Connection& connection) {
    std::map<RollId, std::vector<PersonId>> found;
    Statement all(connection, "SELECT id FROM roll");
    while (all.step()) found[all.id<RollId>(0)];
    Statement rows(connection, "SELECT roll, person FROM roll_member ORDER BY roll, person");
    while (rows.step()) found[rows.id<RollId>(0)].push_back(rows.id<PersonId>(1));
    return found;
}

}  // namespace tiffin::storage
