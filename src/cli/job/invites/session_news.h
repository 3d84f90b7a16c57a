#pragma once

#include <vector>

#include "cli/session_table.h"
#include "domain/invite.h"
#include "domain/session.h"
#include "domain/shown_session.h"

namespace tiffin::cli {

/// What calendars should show of a session, beside what they were told.
struct SessionNews {
    ShownSession shown;
    std::optional<Announcement> told;    ///< the last that anybody was
    Announcement announcement;           ///< as it is once that is told
    bool is_news = false;                ///< nobody was told so yet
    std::vector<EmittedInvite> emitted;  ///< the last that each address got
};

ShownSession shown_session(SessionNames& names, const Session& session, const SessionTimes& when);

SessionNews session_news(storage::Connection& connection, SessionNames& names, const Session& session,
                         const SessionTimes& when, Instant now);

}  // namespace tiffin::cli
