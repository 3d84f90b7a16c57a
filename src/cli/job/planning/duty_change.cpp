#include "cli/job/planning/duty_change.h"

#include <algorithm>

#include "cli/job/planning/conflicts.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "domain/session_life.h"
#include "domain/swap.h"
#include "storage/people.h"
#include "storage/sessions.h"
#include "storage/topics.h"
#include "text/fold.h"

namespace tiffin::cli {

bool presents(const Session& session, PersonId person) {
    const auto people = presenters(session);
    return std::find(people.begin(), people.end(), person) != people.end();
}

bool is_in_programme(Invocation& invocation, PersonId id, Date day) {
    auto& connection = invocation.connection();
    const auto person = storage::person(connection, id);
    return person && is_member(*person, storage::absences(connection, id), day);
}

Session stored_session(Invocation& invocation, SessionId id) {
    return storage::session(invocation.connection(), id).value();
}

Session changeable(Invocation& invocation, Session session) {
    const auto name = session_name(series_of(invocation.connection(), session), session.date);
    must_be_changeable(session, {name, invocation.today()});
    if (is_over(session, invocation))
        throw Failure(ExitStatus::usage, name + " is over, and the past is not rewritten",
                      "tiffin session list --from today shows what is to come");
    return session;
}

void drop_foreign_topic(Invocation& invocation, Session& session) {
    if (!session.topic) return;
    const auto topic = storage::topic(invocation.connection(), *session.topic);
    if (!topic || topic->presenters.empty()) return;
    const bool fits = std::any_of(topic->presenters.begin(), topic->presenters.end(),
                                  [&](PersonId person) { return presents(session, person); });
    if (!fits) session.topic.reset();
}

void say_who_presents(Invocation& invocation, const Session& session) {
    SessionNames names(invocation.connection());
    const auto people = names.presenters(session);
    invocation.changed((people.empty() ? "nobody" : text::join(people, ", ")) +
                       (people.size() > 1 ? " present " : " presents ") + names.session(session) +
                       (session.topic ? ": " + names.topic_title(session) : ""));
}

void hand_over(Invocation& invocation, storage::UnitOfWork& work, Session session, PersonId giver,
               PersonId taker) {
    const auto before = session;
    take_over(session, giver, taker);
    drop_foreign_topic(invocation, session);
    storage::update(work, session);
    say_who_presents(invocation, session);
    warn_of_conflicts(invocation, before, session);
}

bool is_known(Invocation& invocation, const Session& session) {
    return is_announced(session) || series_of(invocation.connection(), session).invites == Invites::series;
}

}  // namespace tiffin::cli
