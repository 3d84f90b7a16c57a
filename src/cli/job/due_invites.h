#pragma once

#include <optional>
#include <vector>

#include "cli/invocation.h"
#include "domain/invite.h"
#include "domain/mailbox.h"
#include "domain/person.h"
#include "domain/session.h"
#include "domain/shown_session.h"

namespace tiffin::cli {

struct InviteFilter {
    std::optional<SessionId> session{};
    std::optional<SeriesId> series{};
    std::optional<PersonId> person{};
    Repeat repeat = Repeat::no;  ///< also what people have already
};

/// A session for which something is due.
struct DueSession {
    Session session;
    std::string name;          ///< "lunch/2027-02-18"
    bool shares_name = false;  ///< with one that was called off, or that takes its place
    bool is_outdated = false;  ///< somebody was told otherwise
    ShownSession shown;
    Announcement announcement;  ///< as it is once everything due is delivered
};

struct DueInvite {
    std::size_t session = 0;  ///< in DueInvites::sessions
    PersonId person{};
    Mailbox recipient;
    NextInvite object;
};

/// By session, then person.
struct DueInvites {
    std::vector<DueSession> sessions;
    std::vector<DueInvite> invites;
    std::vector<Person> without_address;  ///< who would be invited
};

/// What the ledger says that calendars lack: of sessions that are not over, to everybody of their audience
/// who is a member on the day, and everybody with a duty in them. Who is away is invited too. An open session
/// is announced only when it is asked for by name.
DueInvites due_invites(Invocation& invocation, const InviteFilter& filter);

}  // namespace tiffin::cli
