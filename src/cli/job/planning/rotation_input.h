#pragma once

#include <map>
#include <optional>

#include "cli/invocation.h"
#include "planning/rotation.h"

namespace tiffin::cli {

/// Which coming sessions the plan may fill.
struct PlanScope {
    std::optional<SessionId> session{};  ///< this one alone
    std::optional<SeriesId> series{};    ///< what was asked for; `until` names it alone then
    std::map<SeriesId, Date> until{};    ///< the last day of each series
};

/// The programme as the planner sees it. Open sessions outside the scope stay out of it, planned ones there
/// stay.
struct RotationInput {
    planning::Programme programme;
    std::vector<Session> sessions;              ///< in the order of Programme::slots
    std::vector<std::string> emails;            ///< in the order of Programme::members
    std::map<TopicId, std::string> requests{};  ///< titles of the topics that nobody offers, which it lacks

    /// What the session has once the choice is made. A request that somebody chose for it stays, whoever
    /// presents.
    [[nodiscard]] std::optional<TopicId> topic_of(const planning::Choice& choice) const;
    [[nodiscard]] std::optional<std::string> title_of(const planning::Choice& choice) const;
};

RotationInput rotation_input(Invocation& invocation, const PlanScope& scope);

/// The turns given and those to come, all that accounts are made of: slots without names and topics, and no
/// `sessions`.
RotationInput rotation_turns(Invocation& invocation);

/// The planner's rules from a series' settings.
planning::Rules rules(const config::Settings& settings);

}  // namespace tiffin::cli
