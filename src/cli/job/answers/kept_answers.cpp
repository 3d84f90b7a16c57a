#include "cli/job/answers/kept_answers.h"

#include <algorithm>
#include <vector>

#include "cli/job/answers/answers.h"
#include "cli/job/planning/lay_out.h"
#include "storage/rsvps.h"
#include "storage/series_invites.h"

namespace tiffin::cli {

namespace {

/// All that was ever answered to the whole of the series.
std::vector<Rsvp> answers_to_all(storage::Connection& connection, SeriesId series) {
    std::vector<Rsvp> all;
    for (const auto& invite : storage::series_invites(connection, series)) {
        const auto answered = storage::rsvps(connection, invite.id);
        all.insert(all.end(), answered.begin(), answered.end());
    }
    return all;
}

bool is_copy(const Rsvp& own, const Rsvp& of_all) {
    return own.person == of_all.person && own.answered == of_all.answered && own.answer == of_all.answer &&
           own.comment == of_all.comment;
}

}  // namespace

void keep_answers(Invocation& invocation, storage::UnitOfWork& work, const Series& series) {
    auto& connection = work.connection();
    const auto of_all = answers_to_all(connection, series.id);
    for (const auto& session : coming_sessions(invocation, series.id)) {
        for (auto& own : storage::rsvps(connection, session.id)) {
            own.reply.reset();
            const bool is_copied = series.invites == Invites::single &&
                                   std::any_of(of_all.begin(), of_all.end(),
                                               [&](const Rsvp& each) { return is_copy(own, each); });
            if (is_copied) {
                own.answer.reset();
                own.answered.reset();
                own.comment.clear();
                own.order = 0;
            }
            storage::record(work, own);
        }
        if (series.invites == Invites::single) continue;
        for (auto& [person, rsvp] : answers(connection, session)) {
            if (!rsvp.answer) continue;
            rsvp.reply.reset();
            storage::record(work, rsvp);
        }
    }
}

}  // namespace tiffin::cli
