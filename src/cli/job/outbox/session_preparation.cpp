#include "cli/job/outbox/session_preparation.h"

#include <algorithm>

#include "storage/preparations.h"

namespace tiffin::cli {

std::vector<StepOfSession> SessionPreparation::steps(const Session& session) {
    const auto when = is_called_off(session) ? std::nullopt : times(session);
    if (!when) return {};
    return preparation(plan(session.series), storage::step_notes(invocation_.connection(), session.id),
                       {.format = session.topic ? names_.topic(*session.topic).format : "",
                        .has_topic = session.topic.has_value(),
                        .has_meeting = !session.link.empty() || !session.place.empty(),
                        .has_material = false,
                        .start = when->start,
                        .end = when->end});
}

std::vector<StepOfSession> SessionPreparation::overdue(const Session& session) {
    if (presenters(session).empty()) return {};
    auto steps = this->steps(session);
    const auto now = invocation_.now();
    steps.erase(std::remove_if(steps.begin(), steps.end(),
                               [&](const StepOfSession& step) {
                                   return step.is_done || step.due > now || step.deadline <= now;
                               }),
                steps.end());
    return steps;
}

const std::vector<PreparationStep>& SessionPreparation::plan(SeriesId series) {
    const auto known = plans_.find(series);
    if (known != plans_.end()) return known->second;
    auto steps = parse_preparation(invocation_.settings_of(series).text("prep"));
    return plans_.emplace(series, std::move(steps).value_or(std::vector<PreparationStep>{})).first->second;
}

std::vector<PersonId> owners(const Session& session, StepOwner owner) {
    switch (owner) {
        case StepOwner::presenter:
            return presenters(session);
        case StepOwner::host:
            return with_role(session, Role::host);
        case StepOwner::organizer:
            break;
    }
    return {};
}

}  // namespace tiffin::cli
