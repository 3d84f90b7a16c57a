#include "storage/drop_outs.h"

#include "storage/statement.h"

namespace tiffin::storage {

namespace {

std::vector<DropOut> read_all(Statement& rows) {
    std::vector<DropOut> found;
    while (rows.step()) {
        found.push_back({.session = rows.id<SessionId>(0),
                         .person = rows.id<PersonId>(1),
                         .kind = rows.view(2) == "no-show" ? DropOutKind::no_show : DropOutKind::dropped_out,
                         .noted = rows.date(3)});
    }
    return found;
}

}  // namespace

std::vector<DropOut> drop_outs(Connection& connection, SessionId session) {
    Statement rows(connection,
                   "SELECT session, person, kind, noted FROM drop_out WHERE session = :session "
                   "ORDER BY noted, person");
    rows.set(":session", session);
    return read_all(rows);
}

std::vector<DropOut> drop_outs_from(Connection& connection, Date day) {
    Statement rows(connection,
                   "SELECT d.session, d.person, d.kind, d.noted FROM session s JOIN drop_out d "
                   "ON d.session = s.id WHERE s.date >= :day ORDER BY s.date, s.id, d.noted, d.person");
    rows.set(":day", day);
    return read_all(rows);
}

void record(UnitOfWork& work, const DropOut& drop_out) {
    Statement(work.connection(),
              "INSERT OR REPLACE INTO drop_out (session, person, kind, noted) "
              "VALUES (:session, :person, :kind, :noted)")
        .set(":session", drop_out.session)
        .set(":person", drop_out.person)
        .set(":kind", to_string(drop_out.kind))
        .set(":noted", drop_out.noted)
        .run();
}

void remove_drop_out(UnitOfWork& work, SessionId session, PersonId person) {
    Statement(work.connection(), "DELETE FROM drop_out WHERE session = :session AND person = :person")
        .set(":session", session)
        .set(":person", person)
        .run();
}

}  // namespace tiffin::storage
