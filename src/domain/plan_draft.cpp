#include "domain/plan_draft.h"

#include "domain/names.h"
#include "domain/session_layout.h"

namespace tiffin {

namespace {

constexpr Names<Standing, 6> kStandings{{
    {Standing::same, "same"},
    {Standing::possible, "possible"},
    {Standing::changed, "changed"},
    {Standing::settled, "settled"},
    {Standing::over, "over"},
    {Standing::impossible, "impossible"},
}};

}  // namespace

std::string as_seen(const Session& session) {
    std::string seen = render_date(session.date) + " " + std::string(to_string(session.state));
    for (const auto person : presenters(session)) seen += " " + render_id(person);
    if (session.topic) seen += " / " + render_id(*session.topic);
    return session.pinned ? seen + " pinned" : seen;
}

std::string_view to_string(Standing standing) {
    return name_of(kStandings, standing);
}

Standing standing(const DraftChoice& choice, const Session& session, bool is_over) {
    if (is_over || is_called_off(session)) return Standing::over;
    if (presenters(session) == choice.presenters && session.topic == choice.topic) return Standing::same;
    if (as_seen(session) == choice.seen) return Standing::possible;
    const bool is_free = presenters(session).empty() || is_left_to_the_plan(session);
    return is_free ? Standing::changed : Standing::settled;
}

}  // namespace tiffin
