#include "storage/invites.h"

#include "storage/statement.h"

namespace tiffin::storage {

std::optional<Announcement> announcement(Connection& connection, SessionId session) {
    Statement row(connection,
                  "SELECT sequence, shown, changed, since FROM announcement WHERE session = :session");
    row.set(":session", session);
    if (!row.step()) return std::nullopt;
    return Announcement{.session = session,
                        .sequence = static_cast<int>(row.number(0)),
                        .shown = row.text(1),
                        .changed = parse_instant(row.view(2)).value_or(Instant{}),
                        .since = static_cast<int>(row.number(3))};
}

std::vector<EmittedInvite> emitted_invites(Connection& connection, SessionId session) {
    Statement rows(connection,
                   "SELECT email, person, told, sequence, emitted FROM invite WHERE session = :session "
                   "ORDER BY email");
    rows.set(":session", session);
    std::vector<EmittedInvite> found;
    while (rows.step()) {
        found.push_back({.session = session,
                         .person = rows.id<PersonId>(1),
                         .email = rows.text(0),
                         .told = parse_told(rows.view(2)).value_or(Told::invited),
                         .sequence = static_cast<int>(rows.number(3)),
                         .emitted = parse_instant(rows.view(4)).value_or(Instant{})});
    }
    return found;
}

void record(UnitOfWork& work, const Announcement& announcement) {
    Statement(work.connection(),
              "INSERT OR REPLACE INTO announcement (session, sequence, shown, changed, since) "
              "VALUES (:session, :sequence, :shown, :changed, :since)")
        .set(":session", announcement.session)
        .set(":sequence", announcement.sequence)
        .set(":shown", announcement.shown)
        .set(":changed", render_instant(announcement.changed))
        .set(":since", announcement.since)
        .run();
}

bool was_invited(Connection& connection, PersonId person) {
    Statement row(connection,
                  "SELECT 1 FROM invite WHERE person = :person UNION ALL "
                  "SELECT 1 FROM series_invite_address WHERE person = :person LIMIT 1");
    row.set(":person", person);
    return row.step();
}

void record(UnitOfWork& work, const EmittedInvite& invite) {
    Statement(work.connection(),
              "INSERT INTO invite (session, email, person, told, sequence, emitted) "
              "VALUES (:session, :email, :person, :told, :sequence, :emitted) ON CONFLICT DO UPDATE SET "
              "email = excluded.email, person = excluded.person, told = excluded.told, "
              "sequence = excluded.sequence, emitted = excluded.emitted")
        .set(":session", invite.session)
        .lend(":email", invite.email)
        .set(":person", invite.person)
        .set(":told", to_string(invite.told))
        .set(":sequence", invite.sequence)
        .set(":emitted", render_instant(invite.emitted))
        .run();
}

}  // namespace tiffin::storage
