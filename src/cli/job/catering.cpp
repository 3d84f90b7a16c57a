#include "cli/job/catering.h"

#include <algorithm>

#include "cli/job/answers.h"
#include "cli/job/guests.h"
#include "cli/job/lay_out.h"
#include "cli/job/seating.h"
#include "cli/lookup.h"
#include "storage/catering.h"

namespace tiffin::cli {

namespace {

ShowRates show_rates(Invocation& invocation, const Session& session) {
    const auto settings = invocation.settings_of(session.series);
    return {settings.number("show_rate_yes").value_or(0), settings.number("show_rate_maybe").value_or(0),
            settings.number("show_rate_silent").value_or(0)};
}

bool has_duty(const Session& session, PersonId person) {
    return std::any_of(session.assignments.begin(), session.assignments.end(),
                       [&](const Assignment& duty) { return duty.person == person; });
}

/// Of everybody invited or answering, those who would eat there.
std::vector<Eater> eaters(Invocation& invocation, const Session& session,
                          const std::map<PersonId, Rsvp>& known) {
    auto& connection = invocation.connection();
    const auto seated = seating(series_of(connection, session), session, known);
    Guests guests(connection);
    const auto invited = guests.invited(session);
    std::vector<Eater> found;
    for (std::size_t i = 0; i < guests.size(); ++i) {
        const auto rsvp = known.find(guests[i].id);
        if (rsvp == known.end() && !std::binary_search(invited.begin(), invited.end(), i)) continue;
        Eater eater{.answer = {}, .diet = guests[i].diet};
        auto mode = usual_mode(session);
        if (rsvp != known.end()) {
            eater.answer = rsvp->second.answer;
            mode = rsvp->second.mode.value_or(mode);
        }
        if (!eater.answer && has_duty(session, guests[i].id)) eater.answer = Answer::yes;
        const auto* seat = seat_of(seated, guests[i].id);
        if (mode == Mode::in_person && (seat == nullptr || !seat->waiting)) found.push_back(std::move(eater));
    }
    return found;
}

}  // namespace

CateringOrder catering_order(Invocation& invocation, const Session& session) {
    const auto known = answers(invocation.connection(), session);
    return order_for(eaters(invocation, session, known), show_rates(invocation, session));
}

report::CateredSession catered_session(Invocation& invocation, const Session& session) {
    auto& connection = invocation.connection();
    const auto series = series_of(connection, session);
    const auto known = answers(connection, session);
    report::CateredSession found{
        .name = session_name(series, session.date),
        .lunch = series.lunch,
        .order = order_for(eaters(invocation, session, known), show_rates(invocation, session)),
        .frozen = storage::frozen_order(connection, session.id),
        .dishes = {}};
    for (const auto& [person, rsvp] : known) {
        if (!rsvp.brings.empty() && rsvp.answer != Answer::no) found.dishes.push_back(rsvp.brings);
    }
    return found;
}

std::vector<Session> fed_sessions(Invocation& invocation) {
    auto& connection = invocation.connection();
    auto sessions = coming_sessions(invocation);
    std::erase_if(sessions, [&](const Session& session) {
        const auto lunch = series_of(connection, session).lunch;
        if (lunch != Lunch::catered && lunch != Lunch::potluck) return true;
        return !is_announced(session) && answers(connection, session).empty();
    });
    return sessions;
}

}  // namespace tiffin::cli
