#pragma once

#include <optional>
#include <vector>

#include "cli/invocation.h"
#include "domain/invite.h"
#include "domain/person.h"
#include "domain/session.h"

namespace tiffin::cli {

/// Why an invite is due.
enum class InviteCause {
    new_to_them,  ///< never invited, or invited again after a cancellation
    changed,      ///< an update
    called_off,   ///< the session is cancelled
    dropped,      ///< this person alone is no longer invited
    again,        ///< asked for once more; nothing has changed
};

struct DueInvite {
    std::size_t session = 0;  ///< in DueInvites::sessions
    Person person;
    InviteCause cause = InviteCause::new_to_them;
    InviteMethod method = InviteMethod::request;
    int sequence = 0;
    Instant stamp{};  ///< DTSTAMP
};

struct InviteFilter {
    std::optional<SessionId> session{};
    std::optional<SeriesId> series{};
    std::optional<PersonId> person{};
    bool again = false;  ///< also what people have already
};

/// By session, then person.
struct DueInvites {
    std::vector<Session> sessions;
    std::vector<DueInvite> invites;
    std::vector<Person> without_address;  ///< who would be invited
};

/// What the ledger says that calendars lack: sessions that are still to come, to everybody of their audience
/// and everybody with a duty in them. An open session is announced only when it is asked for by name.
DueInvites due_invites(Invocation& invocation, const InviteFilter& filter);

}  // namespace tiffin::cli
