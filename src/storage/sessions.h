#pragma once

#include <optional>
#include <vector>

#include "domain/session.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// Which sessions; both days included.
struct SessionFilter {
    DateRange dates{};
    std::optional<Date> since{};  ///< takes place on this day or later, or was to by its rule
    std::optional<SeriesId> series{};
    std::optional<PersonId> person{};  ///< with any role
};

/// By date, start, series, id.
std::vector<Session> sessions(Connection& connection, const SessionFilter& filter);
/// What the accounts of turns need: one presenter of one session.
struct SessionTurn {
    SessionId session{};
    SeriesId series{};
    Date date{};
    SessionState state = SessionState::open;
    PersonId presenter{};
};
/// Of all sessions that are not called off, by date, session, presenter.
std::vector<SessionTurn> turns(Connection& connection);

std::optional<Session> session(Connection& connection, SessionId id);
std::optional<Session> session_of(Connection& connection, SeriesId series, Date occurrence);
/// The last one of the series that has a time and is not called off.
std::optional<Session> last_session_before(Connection& connection, SeriesId series, Date day);
bool has_sessions_before(Connection& connection, Date day);
/// Sessions that are to come or past and have this topic, called-off ones left out.
std::vector<Session> sessions_with_topic(Connection& connection, TopicId topic);

void insert(UnitOfWork& work, const Session& session);
/// Replaces everything but id and series, assignments included.
void update(UnitOfWork& work, const Session& session);
void remove(UnitOfWork& work, SessionId session);

}  // namespace tiffin::storage
