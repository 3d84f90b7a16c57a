#pragma once

#include <optional>
#include <vector>

#include "domain/rsvp.h"
#include "domain/series_invite.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// By person. Answers for the session alone, whatever its series was answered.
std::vector<Rsvp> rsvps(Connection& connection, SessionId session);
std::optional<Rsvp> rsvp(Connection& connection, SessionId session, PersonId person);

/// By person.
std::vector<Rsvp> rsvps(Connection& connection, SeriesInviteId invite);
/// But for those to whom the invite does not show the date.
std::vector<Rsvp> rsvps(Connection& connection, SeriesInviteId invite, Date occurrence);
std::optional<Rsvp> rsvp(Connection& connection, SeriesInviteId invite, PersonId person);

/// Somebody who does not come to a session.
struct Declined {
    SessionId session{};
    PersonId person{};
};
/// All that hold now, of sessions from a day on; by session, then person.
std::vector<Declined> declined(Connection& connection, Date from);

/// Each replaces what was recorded for the same session, or invite, and person.
void record(UnitOfWork& work, const Rsvp& rsvp);
void record(UnitOfWork& work, SeriesInviteId invite, const Rsvp& rsvp);

/// Higher than any that was given before.
std::int64_t next_rsvp_order(UnitOfWork& work);

}  // namespace tiffin::storage
