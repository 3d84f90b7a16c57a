#include "domain/session.h"

#include <array>
#include <utility>

namespace tiffin {

namespace {
constexpr std::array<std::pair<SessionState, std::string_view>, 7> kStates{{
    {SessionState::open, "open"},
    {SessionState::planned, "planned"},
    {SessionState::confirmed, "confirmed"},
    {SessionState::announced, "announced"},
    {SessionState::held, "held"},
    {SessionState::postponed, "postponed"},
    {SessionState::cancelled, "cancelled"},
}};
constexpr std::array<std::pair<Role, std::string_view>, 4> kRoles{{
    {Role::presenter, "presenter"},
    {Role::co_presenter, "co-presenter"},
    {Role::host, "host"},
    {Role::moderator, "moderator"},
}};
}  // namespace

std::string_view to_string(SessionState state) { return kStates[static_cast<std::size_t>(state)].second; }
std::string_view to_string(Role role) { return kRoles[static_cast<std::size_t>(role)].second; }

std::optional<SessionState> parse_session_state(std::string_view text) {
    for (const auto& [state, name] : kStates) {
        if (name == text) return state;
    }
    return std::nullopt;
}

std::optional<Role> parse_role(std::string_view text) {
    for (const auto& [role, name] : kRoles) {
        if (name == text) return role;
    }
    return std::nullopt;
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

bool is_announced(const Session& session) {
    return session.state == SessionState::announced || session.revision > 0;
}

bool took_place(const Session& session, Date today) {
    if (session.state == SessionState::cancelled || session.state == SessionState::postponed) return false;
    if (presenters(session).empty()) return false;
    return session.state == SessionState::held || session.date < today;
}

}  // namespace tiffin
