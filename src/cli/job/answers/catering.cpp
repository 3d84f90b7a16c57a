#include "cli/job/answers/catering.h"

#include <algorithm>

#include "calendar/zone.h"
#include "cli/job/answers/answers.h"
#include "cli/job/answers/seating.h"
#include "cli/job/answers/show_rates.h"
#include "cli/job/invites/guests.h"
#include "cli/job/planning/lay_out.h"
#include "cli/lookup.h"
#include "storage/catering.h"

namespace tiffin::cli {

namespace {

bool has_duty(const Session& session, PersonId person) {
    return std::any_of(session.assignments.begin(), session.assignments.end(),
                       [&](const Assignment& duty) { return duty.person == person; });
}

std::vector<Eater> eaters(Invocation& invocation, const Session& session) {
    auto& connection = invocation.connection();
    Guests guests(connection);
    std::vector<Eater> found;
    for (auto& guest : possible_eaters(connection, guests, session)) {
        if (!guest.answer && guest.has_duty) guest.answer = Answer::yes;
        found.push_back({guest.answer, guests[guests.position(guest.person)].diet});
    }
    return found;
}

}  // namespace

std::vector<PossibleEater> possible_eaters(storage::Connection& connection, Guests& guests,
                                           const Session& session) {
    const auto known = answers(connection, session);
    const auto seated = seating(series_of(connection, session), session, known);
    const auto invited = guests.invited(session);
    std::vector<PossibleEater> found;
    for (std::size_t i = 0; i < guests.size(); ++i) {
        const auto rsvp = known.find(guests[i].id);
        if (rsvp == known.end() && !std::binary_search(invited.begin(), invited.end(), i)) continue;
        PossibleEater guest{.person = guests[i].id, .has_duty = has_duty(session, guests[i].id)};
        auto mode = usual_mode(session);
        if (rsvp != known.end()) {
            guest.answer = rsvp->second.answer;
            mode = rsvp->second.mode.value_or(mode);
        }
        const auto* seat = seat_of(seated, guest.person);
        if (mode == Mode::in_person && (seat == nullptr || !seat->waiting)) found.push_back(guest);
    }
    return found;
}

CateringOrder catering_order(Invocation& invocation, const Session& session) {
    return order_for(eaters(invocation, session), used_rates(invocation, session.series).rates(),
                     series_of(invocation.connection(), session).capacity);
}

report::CateredSession catered_session(Invocation& invocation, const Session& session) {
    auto& connection = invocation.connection();
    const auto series = series_of(connection, session);
    const auto used = used_rates(invocation, session.series);
    report::CateredSession found{
        .name = session_name(series, session.date),
        .lunch = series.lunch,
        .order = order_for(eaters(invocation, session), used.rates(), series.capacity),
        .frozen = storage::frozen_order(connection, session.id),
        .frozen_on = {},
        .dishes = {},
        .rates = {{{used.yes.percent, used.yes.measured_of},
                   {used.maybe.percent, used.maybe.measured_of},
                   {used.silent.percent, used.silent.measured_of}}}};
    if (found.frozen) {
        const auto zone = calendar::Zone::load(session.zone.empty() ? "UTC" : session.zone);
        found.frozen_on = calendar::render_offset_time(found.frozen->frozen, zone);
    }
    if (series.lunch != Lunch::potluck) return found;
    for (const auto& [person, rsvp] : answers(connection, session)) {
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
