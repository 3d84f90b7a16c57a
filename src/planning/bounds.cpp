#include "planning/bounds.h"

#include <algorithm>
#include <functional>

#include "planning/draft.h"
#include "planning/fair_loads.h"

namespace tiffin::planning {

namespace {

bool can_anybody_else(const Problem& problem, Index session, Index topic, Index person) {
    const auto& able = problem.topics[topic].presenters;
    return std::any_of(able.begin(), able.end(),
                       [&](Index other) { return other != person && problem.may_take(other, session); });
}

bool is_keepable(const Problem& problem, Index session) {
    const auto& rules = problem.sessions[session];
    return rules.announced_presenter != kNone && problem.may_take(rules.announced_presenter, session);
}

/// Presenter and topic can both stay as announced, as far as one session tells.
bool are_both_keepable(const Problem& problem, Index session) {
    const auto& rules = problem.sessions[session];
    return is_keepable(problem, session) &&
           (rules.announced_topic == kNone ||
            (problem.can_give(rules.announced_presenter, rules.announced_topic) &&
             (rules.pinned_topic == kNone || rules.pinned_topic == rules.announced_topic)));
}

/// The topic could stay if somebody else presented it.
bool is_topic_keepable(const Problem& problem, Index session) {
    const auto& rules = problem.sessions[session];
    return rules.announced_topic != kNone &&
           (rules.pinned_topic == kNone || rules.pinned_topic == rules.announced_topic) &&
           can_anybody_else(problem, session, rules.announced_topic, rules.announced_presenter);
}

std::int64_t least_changes(const Problem& problem, Index session) {
    const auto& rules = problem.sessions[session];
    const std::int64_t announced =
        (rules.announced_presenter != kNone ? 1 : 0) + (rules.announced_topic != kNone ? 1 : 0);
    if (are_both_keepable(problem, session)) return 0;
    if (rules.announced_presenter == kNone) return is_topic_keepable(problem, session) ? 0 : announced;
    return is_keepable(problem, session) || is_topic_keepable(problem, session) ? announced - 1 : announced;
}

/// The most wanted topics first, whoever can give them.
std::int64_t least_demand(const Problem& problem) {
    std::vector<std::int32_t> votes;
    for (const auto& topic : problem.topics) votes.push_back(topic.votes);
    std::sort(votes.begin(), votes.end(), std::greater<>());
    std::int64_t demand = 0;
    std::vector<Index> sessions;
    for (Index session = 0; session < problem.sessions.size(); ++session) {
        const auto& rules = problem.sessions[session];
        if (rules.seat == 0 && !rules.is_fixed) sessions.push_back(session);
    }
    for (std::size_t i = 0; i < votes.size(); ++i) {
        const bool is_planned = i < sessions.size();
        demand += std::int64_t{votes[i]} * (is_planned ? problem.wait(sessions[i]) : problem.unplanned_wait);
    }
    return demand;
}

}  // namespace

Score bounds_alone(const Problem& problem) {
    Score bound;
    for (Index session = 0; session < problem.sessions.size(); ++session) {
        bound[Level::changes] += least_changes(problem, session);
    }
    const FairLoads loads = fair_loads(problem, pinned_presenters(problem), Gap::smallest);
    bound.open = static_cast<std::int64_t>(loads.missing);
    bound[Level::fairness] = loads.fairness;
    const Score fixed = Draft(problem).score();
    bound[Level::spread] = std::max(static_cast<std::int64_t>(fair_loads(problem, {}, Gap::wanted).missing),
                                    fixed[Level::spread]);
    bound[Level::variety] = fixed[Level::variety];
    bound[Level::demand] = least_demand(problem);
    return bound;
}

std::vector<Index> pinned_presenters(const Problem& problem) {
    std::vector<Index> pinned;
    for (const auto& session : problem.sessions) {
        if (session.pinned_presenter != kNone && !session.is_fixed)
            pinned.push_back(session.pinned_presenter);
    }
    return pinned;
}

std::vector<Index> kept_presenters(const Problem& problem) {
    std::vector<Index> kept = pinned_presenters(problem);
    for (Index session = 0; session < problem.sessions.size(); ++session) {
        const auto& rules = problem.sessions[session];
        if (rules.pinned_presenter != kNone || !is_keepable(problem, session)) continue;
        // If only one of the two can stay, it may be the topic.
        if (are_both_keepable(problem, session) || !is_topic_keepable(problem, session))
            kept.push_back(rules.announced_presenter);
    }
    return kept;
}

}  // namespace tiffin::planning
