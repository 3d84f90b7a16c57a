#include "planning/beam.h"

#include <algorithm>
#include <set>
#include <vector>

#include "planning/alternatives.h"

namespace tiffin::planning {

namespace {

constexpr std::size_t kWays = 300;

class Beam {
  public:
    Beam(const Problem& problem, const LevelOrder& order) : problem_(problem), order_(order) {
        for (const auto& session : problem.sessions) widest_gap_ = std::max(widest_gap_, session.min_gap);
        std::int32_t longest_run = 0;
        Index series = 0;  // or more: people without a team count as well
        for (const auto& link : problem.chain) {
            longest_run = std::max(longest_run, link.team_run);
            if (link.session == kNone && link.team == kNone) ++series;
        }
        run_ = static_cast<Index>(longest_run) * series;
    }

    Draft fill() {
        ways_.emplace_back(problem_);
        for (Index session = 0; session < problem_.sessions.size(); ++session) {
            if (!problem_.sessions[session].is_fixed) step(session);
        }
        return std::move(ways_.front());
    }

  private:
    /// One way more: that of `way`, with this duty for the session.
    struct Step {
        std::size_t way = 0;
        Duty duty;
        Score score;
        std::vector<Index> leaves;  ///< what decides who is free for the sessions that follow
    };

    void step(Index session) {
        std::vector<Step> steps;
        for (std::size_t way = 0; way < ways_.size(); ++way) add_steps(way, session, steps);
        std::stable_sort(steps.begin(), steps.end(), [&](const Step& one, const Step& other) {
            return is_better(one.score, other.score, order_);
        });
        std::vector<Draft> next;
        std::set<std::vector<Index>> known;
        for (auto& one : steps) {
            if (next.size() == kWays) break;
            if (!known.insert(std::move(one.leaves)).second) continue;
            next.push_back(ways_[one.way]);
            if (one.duty.presenter != kNone) next.back().place(session, one.duty);
        }
        ways_ = std::move(next);
    }

    void add_steps(std::size_t way, Index session, std::vector<Step>& steps) {
        Draft& draft = ways_[way];
        steps.push_back({way, {}, draft.score(), leaves(draft, session)});
        if (draft.lacks_lead(session)) return;
        for (Index person = 0; person < problem_.people.size(); ++person) {
            if (!problem_.may_take(person, session) || !draft.fits(session, person)) continue;
            const auto topics = topics_for(problem_, draft, session, person, {});
            if (topics.empty()) continue;
            const Duty duty{person, topics.front()};
            draft.place(session, duty);
            steps.push_back({way, duty, draft.score(), leaves(draft, session)});
            draft.clear(session);
        }
    }

    /// Who gave the sessions that are near enough to forbid something.
    [[nodiscard]] std::vector<Index> leaves(const Draft& draft, Index session) const {
        std::vector<Index> presenters;
        for (Index i = session + 1; i-- > 0;) {
            const bool is_near = problem_.sessions[session].day - problem_.sessions[i].day < widest_gap_;
            if (!is_near && session - i >= run_) break;
            presenters.push_back(draft.duty(i).presenter);
        }
        return presenters;
    }

    const Problem& problem_;
    const LevelOrder& order_;
    std::int32_t widest_gap_ = 0;
    Index run_ = 0;
    std::vector<Draft> ways_;
};

}  // namespace

Draft fill_side_by_side(const Problem& problem, const LevelOrder& order) {
    return Beam(problem, order).fill();
}

}  // namespace tiffin::planning
