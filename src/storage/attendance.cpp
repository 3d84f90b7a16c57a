#include "storage/attendance.h"

#include "storage/statement.h"

namespace tiffin::storage {

std::vector<Attendance> attendance(Connection& connection, SessionId session) {
    Statement rows(connection,
                   "SELECT a.person, a.mode FROM attendance a JOIN person p ON p.id = a.person "
                   "WHERE a.session = :session ORDER BY p.name, p.id");
    rows.set(":session", session);
    std::vector<Attendance> found;
    while (rows.step()) found.push_back({session, rows.id<PersonId>(0), parse_mode(rows.view(1))});
    return found;
}

bool has_attendance(Connection& connection, SessionId session) {
    Statement row(connection, "SELECT 1 FROM attendance WHERE session = :session LIMIT 1");
    return row.set(":session", session).step();
}

std::vector<SessionId> attended_sessions(Connection& connection, const std::optional<SeriesId>& series,
                                         int most) {
    Statement rows(
        connection,
        "SELECT id FROM session WHERE (:series IS NULL OR series = :series) "
        "AND id IN (SELECT session FROM attendance) ORDER BY date DESC, start DESC, id LIMIT :most");
    rows.set(":series", series).set(":most", most);
    std::vector<SessionId> found;
    while (rows.step()) found.push_back(rows.id<SessionId>(0));
    return found;
}

void record(UnitOfWork& work, const Attendance& attendance) {
    Statement row(
        work.connection(),
        "INSERT OR REPLACE INTO attendance (session, person, mode) VALUES (:session, :person, :mode)");
    row.set(":session", attendance.session).set(":person", attendance.person);
    if (attendance.mode) row.set(":mode", to_string(*attendance.mode));
    row.run();
}

void remove(UnitOfWork& work, const Attendance& attendance) {
    Statement(work.connection(), "DELETE FROM attendance WHERE session = :session AND person = :person")
        .set(":session", attendance.session)
        .set(":person", attendance.person)
        .run();
}

}  // namespace tiffin::storage
