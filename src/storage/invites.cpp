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
                   "SELECT email, person, told, sequence, emitted, mode FROM invite WHERE session = :session "
                   "ORDER BY email");
    rows.set(":session", session);
    std::vector<EmittedInvite> found;
    while (rows.step()) {
        found.push_back({.session = session,
                         .person = rows.id<PersonId>(1),
                         .email = rows.text(0),
                         .told = parse_told(rows.view(2)).value_or(Told::invited),
                         .sequence = static_cast<int>(rows.number(3)),
                         .emitted = parse_instant(rows.view(4)).value_or(Instant{}),
                         .mode = parse_mode(rows.view(5))});
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

namespace {

/// Rows of one table, of which neighbours have most in common: what is bound stays so until another value
/// comes.
class InviteRows {
  public:
    InviteRows(Connection& connection, const char* sql) : statement_(connection, sql) {}

    /// How many rows it changed. `invite` must outlive the next call.
    int write(const EmittedInvite& invite) {
        if (last_ == nullptr || last_->session != invite.session) statement_.set(":session", invite.session);
        if (last_ == nullptr || last_->told != invite.told) statement_.set(":told", to_string(invite.told));
        if (last_ == nullptr || last_->sequence != invite.sequence)
            statement_.set(":sequence", invite.sequence);
        if (last_ == nullptr || last_->emitted != invite.emitted)
            statement_.set(":emitted", render_instant(invite.emitted));
        if (last_ == nullptr || last_->mode != invite.mode)
            statement_.set(":mode", invite.mode ? std::optional(to_string(*invite.mode)) : std::nullopt);
        last_ = &invite;
        return statement_.lend(":email", invite.email).set(":person", invite.person).run();
    }

  private:
    Statement statement_;
    const EmittedInvite* last_ = nullptr;
};

}  // namespace

void record(UnitOfWork& work, const std::vector<EmittedInvite>& invites) {
    // Most are new. DO UPDATE would make a table for the rows to change each time, which costs more than the
    // row.
    InviteRows added(work.connection(),
                     "INSERT INTO invite (session, email, person, told, sequence, emitted, mode) VALUES "
                     "(:session, :email, :person, :told, :sequence, :emitted, :mode) ON CONFLICT DO NOTHING");
    InviteRows known(
        work.connection(),
        "UPDATE invite SET email = :email, person = :person, told = :told, "
        "sequence = :sequence, emitted = :emitted, mode = :mode WHERE session = :session AND email = :email");
    for (const auto& invite : invites) {
        if (added.write(invite) == 0) known.write(invite);
    }
}

}  // namespace tiffin::storage
