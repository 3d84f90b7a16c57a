#include "cli/job/planning/reserve.h"

#include <algorithm>

#include "cli/job/answers/answers.h"
#include "domain/person.h"
#include "storage/drop_outs.h"
#include "storage/people.h"
#include "storage/sessions.h"
#include "storage/standbys.h"
#include "storage/topics.h"

namespace tiffin::cli {

namespace {

bool can_present(Invocation& invocation, const Session& session, PersonId id) {
    auto& connection = invocation.connection();
    const auto person = storage::person(connection, id);
    if (!person || !why_absent(*person, storage::absences(connection, id), session.date).empty())
        return false;
    const auto gone = storage::drop_outs(connection, session.id);
    if (std::any_of(gone.begin(), gone.end(), [&](const DropOut& one) { return one.person == id; }))
        return false;
    const auto said = answers(connection, session);
    if (const auto rsvp = said.find(id); rsvp != said.end() && rsvp->second.answer == Answer::no)
        return false;
    const auto duties = storage::sessions(connection, {.dates = {session.date, session.date}, .person = id});
    return std::all_of(duties.begin(), duties.end(),
                       [](const Session& other) { return is_called_off(other); });
}

}  // namespace

std::optional<Standby> first_standby(Invocation& invocation, const Session& session) {
    std::optional<Standby> video;
    for (const auto& one : storage::standbys(invocation.connection())) {
        if (one.series && *one.series != session.series) continue;
        if (!one.person) {
            if (!video) video = one;
        } else if (can_present(invocation, session, *one.person)) {
            return one;
        }
    }
    return video;
}

std::string described(Invocation& invocation, const Standby& standby) {
    if (!standby.person) return "the video " + standby.video;
    const auto person = storage::person(invocation.connection(), *standby.person);
    std::string text = person ? person->name : render_id(*standby.person);
    if (standby.topic) {
        if (const auto topic = storage::topic(invocation.connection(), *standby.topic))
            text += ": " + topic->title;
    }
    return text;
}

}  // namespace tiffin::cli
