#include "planning/bounds.h"

#include <algorithm>
#include <functional>
#include <vector>

#include "planning/draft.h"
#include "planning/fair_loads.h"
#include "planning/least_changes.h"
#include "planning/solve.h"

namespace tiffin::planning {

namespace {

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

/// One entry for each session.
std::vector<Index> pinned_presenters(const Problem& problem) {
    std::vector<Index> pinned;
    for (const auto& session : problem.sessions) {
        if (session.pinned_presenter != kNone && !session.is_fixed)
            pinned.push_back(session.pinned_presenter);
    }
    return pinned;
}

}  // namespace

Bounds::Bounds(const Problem& problem, const LevelOrder& order) : problem_(problem) {
    FairLoads loads = fair_loads(problem, pinned_presenters(problem), Gap::smallest);
    // What is pinned may stay open then.
    if (loads.missing > 0) loads = fair_loads(problem, {}, Gap::smallest);
    alone_.open = static_cast<std::int64_t>(loads.missing);
    alone_[Level::fairness] = loads.fairness;
    const LeastChanges least = least_changes(problem, alone_.open == 0);
    alone_[Level::changes] = least.changes;
    const Score fixed = Draft(problem).score();
    fixed_spread_ = fixed[Level::spread];
    not_apart_ = static_cast<std::int64_t>(fair_loads(problem, {}, Gap::wanted).missing);
    alone_[Level::variety] = fixed[Level::variety];
    alone_[Level::demand] = least_demand(problem);
    const FairLoads kept = fair_loads(problem, least.kept, Gap::smallest);
    margin_ = kept.margin;
    const bool has_free_turns = std::any_of(problem.people.begin(), problem.people.end(),
                                            [](const auto& person) { return person.anew > 0; });
    if (has_free_turns || !problem.has_exact_parts()) {
        // Turns that burden nobody in the end, or not by so much: all that is known is that squares are not
        // negative.
        knows_loads_ = false;
        alone_[Level::fairness] = -sum_of_squares(problem, 0);
    }
    const bool counts = comes_before(order, Level::changes, Level::fairness);
    kept_fairness_ = !knows_loads_ ? alone_[Level::fairness] : counts ? kept.fairness : loads.fairness;
}

Score Bounds::of(const Score& score) const {
    Score bound = alone_;
    if (score.open != alone_.open) {
        bound[Level::changes] = least_changes(problem_, false).changes;
        if (knows_loads_)
            bound[Level::fairness] =
                fair_loads(problem_, {}, Gap::smallest, static_cast<std::size_t>(score.open)).fairness;
    } else if (score[Level::changes] == alone_[Level::changes]) {
        bound[Level::fairness] = kept_fairness_;
    }
    // Of the turns that no plan gets all apart as wanted some are not given at all.
    bound[Level::spread] = std::max(fixed_spread_, not_apart_ - score.open);
    return bound;
}

}  // namespace tiffin::planning
