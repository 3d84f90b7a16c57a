#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/id.h"

namespace tiffin {

enum class SessionState { open, planned, confirmed, announced, held, postponed, cancelled };
enum class Role { presenter, co_presenter, host, moderator };

std::string_view to_string(SessionState state);
std::string_view to_string(Role role);
std::optional<SessionState> parse_session_state(std::string_view text);
std::optional<Role> parse_role(std::string_view text);

struct Assignment {
    PersonId person{};
    Role role = Role::presenter;

    bool operator==(const Assignment&) const = default;
};

/// One date of a series.
struct Session {
    SessionId id{};
    SeriesId series{};
    Date occurrence{};  ///< the date the rule gave (RFC 5545 RECURRENCE-ID); only a new rule changes it
    Date date{};
    std::optional<TimeOfDay> start{};  ///< nothing only for a past that did not say
    std::chrono::minutes length{60};
    std::string zone{};
    std::string place{};
    std::string link{};
    SessionState state = SessionState::open;
    std::optional<TopicId> topic{};
    std::vector<Assignment> assignments{};
    bool pinned = false;         ///< assigned by a person, so the plan leaves it
    bool moved = false;          ///< its date was chosen by a person, so the rule leaves it
    bool announced = false;      ///< somebody was invited once, whatever the state is now
    std::string note{};          ///< why it was cancelled, or what an import says of it
    std::string earlier_note{};  ///< of a called-off session: what restoring it brings back
};

/// The presenters and co-presenters, in their order.
std::vector<PersonId> presenters(const Session& session);

/// Those with one role, in their order.
std::vector<PersonId> with_role(const Session& session, Role role);

/// Cancelled or postponed: it does not take place, at least not then.
bool is_called_off(SessionState state);
bool is_called_off(const Session& session);

/// Somebody was told of it: the plan may no longer touch it, and changes become updates.
bool is_announced(const Session& session);

/// The session counts as given: it has presenters, was not called off, and its day is over (or `held` was
/// said).
bool took_place(const Session& session, Date today);
/// The same of a session that has presenters and was not called off.
bool took_place(SessionState state, Date date, Date today);

}  // namespace tiffin
