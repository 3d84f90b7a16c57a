#include "storage/invites.h"

#include "storage/statement.h"

namespace tiffin::storage {

std::vector<EmittedInvite> emitted_invites(Connection& connection, Date from) {
    Statement rows(connection,
                   "SELECT session, person, method, sequence, invite.revision, emitted FROM invite "
                   "JOIN session ON session.id = invite.session WHERE session.date >= :from");
    rows.set(":from", from);
    std::vector<EmittedInvite> found;
    while (rows.step()) {
        found.push_back({.session = rows.id<SessionId>(0),
                         .person = rows.id<PersonId>(1),
                         .method = rows.view(2) == "cancel" ? InviteMethod::cancel : InviteMethod::request,
                         .sequence = static_cast<int>(rows.number(3)),
                         .revision = static_cast<int>(rows.number(4)),
                         .emitted = parse_instant(rows.view(5)).value_or(Instant{})});
    }
    return found;
}

void record(UnitOfWork& work, const EmittedInvite& invite) {
    Statement(work.connection(),
              "INSERT OR REPLACE INTO invite (session, person, method, sequence, revision, emitted) "
              "VALUES (:session, :person, :method, :sequence, :revision, :emitted)")
        .set(":session", invite.session)
        .set(":person", invite.person)
        .set(":method", invite.method == InviteMethod::cancel ? "cancel" : "request")
        .set(":sequence", invite.sequence)
        .set(":revision", invite.revision)
        .set(":emitted", render_instant(invite.emitted))
        .run();
}

}  // namespace tiffin::storage
