#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "cli/job/invites/guests.h"
#include "domain/catering.h"
#include "domain/session.h"
#include "report/catering_report.h"

namespace tiffin::cli {

/// Somebody who would eat at a session: invited or answering, in person, and not waiting for a place.
struct PossibleEater {
    PersonId person{};
    std::optional<Answer> answer{};
    bool has_duty = false;
};
std::vector<PossibleEater> possible_eaters(storage::Connection& connection, Guests& guests,
                                           const Session& session);

/// What to order for a session as answers stand now: for those who are invited or answered and take part in
/// person, by the show rates of its series. Whoever has a duty in it and has not answered counts as a yes,
/// and nobody who waits for a place counts.
CateringOrder catering_order(Invocation& invocation, const Session& session);

/// The same beside what the caterer was told, and what people bring.
report::CateredSession catered_session(Invocation& invocation, const Session& session);

/// Sessions to come that are catered, or that people bring dishes to, once they are announced or have
/// answers; by date.
std::vector<Session> fed_sessions(Invocation& invocation);

}  // namespace tiffin::cli
