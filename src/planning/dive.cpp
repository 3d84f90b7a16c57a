#include "planning/dive.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>
#include <vector>

#include "planning/first_draft.h"
#include "planning/random.h"

namespace tiffin::planning {

namespace {

/// How a dive goes.
struct Pace {
    std::uint64_t rounds = 0;  ///< of prices, before each step
    std::uint64_t steps = 0;   ///< each settles one in so many of the sessions that are left
};
constexpr std::array<Pace, 5> kPaces = {{{30, 10}, {15, 16}, {30, 8}, {30, 16}, {60, 16}}};

/// At the prices of the last level, or of one so many before; and whether to aim higher than the best plan.
constexpr std::array<std::pair<std::size_t, bool>, 6> kAims = {
    {{0, false}, {0, true}, {0, false}, {1, false}, {0, false}, {2, false}}};

constexpr std::uint64_t kRounds = 600;  ///< to find prices
constexpr Cost kNoise = 64;             ///< prices change by up to one in so many

class Diver {
  public:
    Diver(const Problem& problem, const LevelOrder& order, const Score& goal)
        : order_(order), goal_(goal), rest_(problem), draft_(problem) {
        for (const auto& session : problem.sessions) left_ += session.is_fixed ? 0 : 1;
    }

    /// What was announced and is so in this plan stays.
    void keep_announced(const Draft& best) {
        for (Index session = 0; session < rest_.sessions.size(); ++session) {
            const auto& rules = rest_.sessions[session];
            const Duty duty = best.duty(session);
            const bool is_announced = duty.presenter != kNone &&
                                      rules.announced_presenter == duty.presenter &&
                                      (rules.announced_topic == duty.topic || !rules.needs_topic);
            if (is_announced && settle(session, duty)) --left_;
        }
    }

    /// Everybody has as many turns as in this plan.
    void keep_loads(const Draft& best) {
        loads_.assign(rest_.people.size(), 0);
        for (Index person = 0; person < rest_.people.size(); ++person) {
            for (const Index session : best.turns(person))
                loads_[person] += session < rest_.people[person].anew ? 0 : rest_.sessions[session].parts;
        }
    }

    /// Returns the work it took.
    std::uint64_t settle_all(const Pace& pace, Ascent::State state) {
        std::uint64_t work = 0;
        while (left_ > 0) {
            Ascent ascent(rest_, order_, state.level, goal_, loads_);
            ascent.begin_with(state);
            const auto taken = ascent.watch(pace.rounds);
            work += pace.rounds * ascent.size();
            state = ascent.state();
            if (!settle_some(rank(taken), std::max<std::uint64_t>(1, left_ / pace.steps))) break;
        }
        return work;
    }

    [[nodiscard]] const Draft& draft() const { return draft_; }

  private:
    /// What somebody took in a session most often, and how often they took anything there and this.
    struct Wish {
        Taken duty;
        std::size_t times = 0;
    };

    [[nodiscard]] static std::vector<Wish> rank(std::vector<Taken> taken) {
        std::sort(taken.begin(), taken.end());
        std::vector<Wish> wishes;
        std::size_t most = 0;
        for (auto next = taken.begin(); next != taken.end();) {
            const auto end = std::find_if(next, taken.end(), [&](const Taken& one) { return one != *next; });
            const auto times = static_cast<std::size_t>(end - next);
            const bool is_same = !wishes.empty() && wishes.back().duty.session == next->session &&
                                 wishes.back().duty.person == next->person;
            if (!is_same) {
                wishes.push_back({*next, 0});
                most = 0;
            }
            auto& wish = wishes.back();
            wish.times += times;
            if (times > most) {
                wish.duty = *next;
                wish.times += times - most;
                most = times;
            }
            next = end;
        }
        std::stable_sort(wishes.begin(), wishes.end(),
                         [](const Wish& one, const Wish& other) { return one.times > other.times; });
        return wishes;
    }

    bool settle_some(const std::vector<Wish>& wishes, std::uint64_t wanted) {
        std::uint64_t settled = 0;
        for (const auto& wish : wishes) {
            if (settled == wanted) break;
            if (settle(wish.duty.session, {wish.duty.person, wish.duty.topic})) ++settled;
        }
        left_ -= settled;
        return settled > 0;
    }

    bool settle(Index session, Duty duty) {
        auto& rules = rest_.sessions[session];
        if (rules.is_fixed || draft_.lacks_lead(session) || !draft_.fits(session, duty.presenter))
            return false;
        if (duty.topic != kNone && draft_.holder(duty.topic) != kNone) return false;
        draft_.place(session, duty);
        rules.is_fixed = true;
        rules.pinned_presenter = duty.presenter;
        rules.pinned_topic = duty.topic;
        if (duty.topic == kNone) return true;
        for (const Index person : rest_.topics[duty.topic].presenters)
            std::erase(rest_.people[person].topics, duty.topic);
        return true;
    }

    const LevelOrder& order_;
    const Score goal_;
    Problem rest_;  ///< in which all that is settled is fixed
    Draft draft_;   ///< of the problem itself
    std::uint64_t left_ = 0;
    std::vector<std::size_t> loads_;  ///< by person; none: any
};

}  // namespace

Dives::Dives(const Problem& problem, const LevelOrder& order, std::uint64_t seed)
    : problem_(problem), order_(order), seed_(seed) {}

std::optional<Draft> Dives::next(const Draft& best, const Score& known, std::uint64_t work) {
    const Score& score = best.score();
    if (bound_.states.empty() || !(score == priced_)) {
        bound_ = bound_by_prices(problem_, order_, score, known, work, kRounds);
        priced_ = score;
        work_ += bound_.work;
    }
    if (bound_.states.empty()) return std::nullopt;
    const Aim aim = next_aim(score, known);
    Ascent::State state = bound_.states[aim.state];
    if (dives_ > 0) shake(state);
    const Score goal = goal_of(aim, score);
    const auto is_settled = [&](Level level) {
        return goal[level] == score[level] && comes_before(order_, level, state.level);
    };
    Diver diver(problem_, order_, goal);
    if (is_settled(Level::changes)) diver.keep_announced(best);
    if (is_settled(Level::fairness) && known[Level::fairness] < score[Level::fairness])
        diver.keep_loads(best);
    work_ += diver.settle_all(kPaces[dives_ % kPaces.size()], std::move(state));
    ++dives_;
    Draft draft = diver.draft();
    fill(problem_, draft);
    return draft;
}

/// Where the first level is not as good as is known to be possible, every other dive is for that.
Dives::Aim Dives::next_aim(const Score& score, const Score& known) const {
    const auto& states = bound_.states;
    const bool is_first_bad =
        states.front().level == order_.front() && known[order_.front()] < score[order_.front()];
    if (is_first_bad && dives_ % 2 == 0) return {0, false};
    const auto& [before, is_higher] = kAims[dives_ % kAims.size()];
    return {states.size() - 1 - std::min(before, states.size() - 1), is_higher};
}

Score Dives::goal_of(const Aim& aim, const Score& score) const {
    Score goal = score;
    for (const Level level : order_) {
        if (!aim.is_higher || level == bound_.states[aim.state].level) break;
        goal[level] =
            level == Level::fairness ? bound_.score[level] : std::max(bound_.score[level], score[level] - 1);
    }
    return goal;
}

/// So that no dive goes like another.
void Dives::shake(Ascent::State& state) const {
    Random random(seed_ + (dives_ << 32U));
    for (auto& price : state.prices)
        price += price * (static_cast<Cost>(random.below(2 * kNoise)) - kNoise) / (kNoise * kNoise);
}

}  // namespace tiffin::planning
