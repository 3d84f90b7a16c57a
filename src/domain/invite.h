#pragma once

#include "domain/date.h"
#include "domain/id.h"

namespace tiffin {

enum class InviteMethod { request, cancel };

/// The last iCalendar object that one person got for one session.
struct EmittedInvite {
    SessionId session;
    PersonId person;
    InviteMethod method = InviteMethod::request;
    int sequence = 0;  ///< RFC 5545 SEQUENCE
    int revision = 0;  ///< of the session, at that time
    Instant emitted{};
};

}  // namespace tiffin
