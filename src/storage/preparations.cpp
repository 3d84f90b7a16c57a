#include "storage/preparations.h"

#include "storage/statement.h"

namespace tiffin::storage {

std::vector<StepNote> step_notes(Connection& connection, SessionId session) {
    Statement rows(connection,
                   "SELECT step, state, minutes, owner FROM preparation_step WHERE session = :session "
                   "ORDER BY step");
    rows.set(":session", session);
    std::vector<StepNote> notes;
    while (rows.step()) {
        StepNote note{.step = rows.text(0),
                      .state = parse_step_state(rows.view(1)).value_or(StepState::open)};
        if (!rows.is_null(2)) note.offset = std::chrono::minutes{rows.number(2)};
        if (!rows.is_null(3)) note.owner = parse_step_owner(rows.view(3));
        notes.push_back(std::move(note));
    }
    return notes;
}

void record(UnitOfWork& work, SessionId session, const StepNote& note) {
    Statement row(work.connection(),
                  "INSERT OR REPLACE INTO preparation_step (session, step, state, minutes, owner) "
                  "VALUES (:session, :step, :state, :minutes, :owner)");
    row.set(":session", session).lend(":step", note.step).set(":state", to_string(note.state));
    if (note.offset) row.set(":minutes", std::int64_t{note.offset->count()});
    if (note.owner) row.set(":owner", to_string(*note.owner));
    row.run();
}

}  // namespace tiffin::storage
