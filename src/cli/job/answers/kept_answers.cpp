#include "cli/job/answers/kept_answers.h"

#include "cli/job/answers/answers.h"
#include "cli/job/planning/lay_out.h"
#include "storage/rsvps.h"

namespace tiffin::cli {

void keep_answers(Invocation& invocation, storage::UnitOfWork& work, const Series& series) {
    auto& connection = work.connection();
    for (const auto& session : coming_sessions(invocation, series.id)) {
        for (auto& own : storage::rsvps(connection, session.id)) {
            const bool is_copy = own.reply == kAnswerToAll;
            own.reply.reset();
            if (is_copy) {
                own.answer.reset();
                own.answered.reset();
                own.comment.clear();
                own.order = 0;
            }
            storage::record(work, own);
        }
        if (series.invites == Invites::single) continue;
        for (auto& [person, rsvp] : answers(connection, session)) {
            const auto own = storage::rsvp(connection, session.id, person);
            if (!rsvp.answer || (own && is_for(*own, session))) continue;
            rsvp.reply = kAnswerToAll;
            storage::record(work, rsvp);
        }
    }
}

}  // namespace tiffin::cli
