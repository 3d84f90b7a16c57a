#include "planning/refine.h"

#include <optional>

#include "planning/alternatives.h"
#include "planning/seating.h"

namespace tiffin::planning {

namespace {

/// Moves what `later` has to the session, if that is as good.
void pull_forward(const Problem& problem, const LevelOrder& order, Index session, Index later, Draft& draft) {
    const Duty duty = draft.duty(later);
    const auto& to = problem.sessions[session];
    const auto& from = problem.sessions[later];
    if (duty.presenter == kNone || !problem.may_take(duty.presenter, session)) return;
    const bool has_pin = to.pinned_topic != kNone || from.pinned_topic != kNone;
    if (has_pin || (to.needs_topic && duty.topic == kNone)) return;
    const Score before = draft.score();
    draft.clear(later);
    if (draft.fits(session, duty.presenter)) {
        draft.place(session, duty);
        if (!is_better(before, draft.score(), order)) return;
        draft.clear(session);
    }
    draft.place(later, duty);
}

}  // namespace

void take_better(const Problem& problem, const LevelOrder& order, Draft& draft) {
    Alternatives alternatives(problem, order, draft);
    const auto take_best = [&](Index session) {
        std::optional<Alternative> best;
        for (Index person = 0; person < problem.people.size(); ++person) {
            for (const auto& found : {alternatives.best(session, person, Way::any),
                                      alternatives.with_planned_topic(session, person)}) {
                if (found && is_better(found->score, best ? best->score : draft.score(), order)) best = found;
            }
        }
        if (best) alternatives.apply(*best);
        return best.has_value();
    };
    // Round and round, until each session has been looked at since the last change.
    Index unchanged = 0;
    for (Index session = 0; unchanged < problem.sessions.size();
         session = session + 1 == problem.sessions.size() ? 0 : session + 1)
        unchanged = take_best(session) ? 0 : unchanged + 1;
}

void give_topics(const Problem& problem, const LevelOrder& order, Draft& draft) {
    for (Index session = 0; session < problem.sessions.size(); ++session) {
        const auto& rules = problem.sessions[session];
        const Index person = draft.duty(session).presenter;
        const bool lacks_one = person != kNone && draft.duty(session).topic == kNone;
        if (!lacks_one || rules.is_fixed || rules.seat > 0) continue;
        draft.clear(session);
        Index best = kNone;
        Score score;
        for (const Index topic : problem.people[person].topics) {
            if (draft.holder(topic) != kNone) continue;
            draft.place(session, {person, topic});
            if (best == kNone || is_better(draft.score(), score, order)) {
                best = topic;
                score = draft.score();
            }
            draft.clear(session);
        }
        draft.place(session, {person, best});
    }
}

void fill_early(const Problem& problem, const LevelOrder& order, Draft& draft) {
    if (draft.score().open == 0) return;
    std::vector<Index> alone;  // seats without a second one beside them
    each_planned_slot(problem, [&](const Seats& seats) {
        if (seats.end == seats.first + 1) alone.push_back(seats.first);
    });
    for (std::size_t i = 0; i < alone.size(); ++i) {
        for (std::size_t later = i + 1; later < alone.size(); ++later) {
            if (draft.duty(alone[i]).presenter != kNone) break;
            pull_forward(problem, order, alone[i], alone[later], draft);
        }
    }
}

}  // namespace tiffin::planning
