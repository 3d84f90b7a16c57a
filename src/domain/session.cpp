#include "domain/session.h"

#include "domain/names.h"

namespace tiffin {

namespace {
constexpr Names<SessionState, 7> kStates{{
    {SessionState::open, "open"},
    {SessionState::planned, "planned"},
    {SessionState::confirmed, "confirmed"},
    {SessionState::announced, "announced"},
    {SessionState::held, "held"},
    {SessionState::postponed, "postponed"},
    {SessionState::cancelled, "cancelled"},
}};
constexpr Names<Role, 4> kRoles{{
    {Role::presenter, "presenter"},
    {Role::co_presenter, "co-presenter"},
    {Role::host, "host"},
    {Role::moderator, "moderator"},
}};
}  // namespace

std::string_view to_string(SessionState state) {
    return name_of(kStates, state);
}
std::string_view to_string(Role role) {
    return name_of(kRoles, role);
}

std::optional<SessionState> parse_session_state(std::string_view text) {
    return value_of(kStates, text);
}

std::optional<Role> parse_role(std::string_view text) {
    return value_of(kRoles, text);
}

std::vector<PersonId> presenters(const Session& session) {
    std::vector<PersonId> found;
    for (const auto& assignment : session.assignments) {
        if (assignment.role == Role::presenter || assignment.role == Role::co_presenter) {
            found.push_back(assignment.person);
        }
    }
    return found;
}

std::vector<PersonId> with_role(const Session& session, Role role) {
    std::vector<PersonId> people;
    for (const auto& assignment : session.assignments) {
        if (assignment.role == role) people.push_back(assignment.person);
    }
    return people;
}

bool is_called_off(SessionState state) {
    return state == SessionState::cancelled || state == SessionState::postponed;
}

bool is_called_off(const Session& session) {
    return is_called_off(session.state);
}

bool is_announced(const Session& session) {
    return session.state == SessionState::announced || session.announced;
}

bool took_place(const Session& session, Date today) {
    if (is_called_off(session)) return false;
    if (presenters(session).empty()) return false;
    return took_place(session.state, session.date, today);
}

bool took_place(SessionState state, Date date, Date today) {
    return state == SessionState::held || date < today;
}

}  // namespace tiffin
