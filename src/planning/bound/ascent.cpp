#include "planning/bound/ascent.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>

#include "planning/solve.h"

namespace tiffin::planning {

namespace {

/// So many in vain, and it is back to the best prices, with smaller steps.
constexpr std::uint64_t patience(std::uint64_t rounds) {
    return 10 + rounds / 50;
}

constexpr Cost kMostOfAll = Cost{1} << 30U;   ///< that a plan or a price comes to
constexpr Cost kMostUnits = Cost{1} << 14U;   ///< of cost, in a step of the level
constexpr Cost kMostUnfair = Cost{1} << 36U;  ///< that balances come to, in micro-turns × turns
constexpr Cost kFarthest = Cost{1} << 40U;    ///< that the bound may be said to rise at once
constexpr Cost kSteepest = Cost{1} << 20U;    ///< that a slope is taken to be
constexpr Cost kParts = Cost{1} << 8U;        ///< of a slope
constexpr Cost kWhole = Cost{1} << 20U;       ///< of a way: as far as the best known plan suggests

constexpr std::array kAllLooks = {Look::team, Look::format, Look::tag};

}  // namespace

Ascent::Ascent(const Problem& problem, const LevelOrder& order, Level level, const Score& score,
               const std::vector<std::size_t>& loads)
    : problem_(problem),
      level_(level),
      score_(score),
      empty_(problem),
      table_(problem),
      turns_(
          problem, empty_, table_,
          {loads,
           comes_before(order, level, Level::fairness) ? std::nullopt : std::optional(score[Level::fairness]),
           score.open == 0}),
      counts_variety_(!comes_before(order, level, Level::variety)),
      may_move_(table_.size(), 0),
      may_fall_(table_.size(), 0),
      prices_(table_.size(), 0) {
    for (const Level one : order) may_move_[table_.of(one)] = comes_before(order, one, level) ? 1 : 0;
    let_move();
    set_own_price();
}

bool Ascent::is_in_range() const {
    // Whoever is asked alone could give the most wanted topic again and again.
    std::int64_t most_wanted = 0;
    for (const auto& topic : problem_.topics) most_wanted = std::max<std::int64_t>(most_wanted, topic.votes);
    const std::int64_t sessions = static_cast<std::int64_t>(problem_.sessions.size());
    const bool has_price = may_move_[table_.of(Level::demand)] != 0;
    const std::int64_t most_demand = has_price ? kMostOfAll : kMostOfAll << 12U;
    return std::abs(score_[Level::fairness]) <= kMostUnfair && sum_of_squares(problem_, 0) <= kMostUnfair &&
           most_wanted * problem_.unplanned_wait <= most_demand / sessions;
}

void Ascent::begin_with(const State& before) {
    const Cost weight = before.level == Level::fairness ? kFairnessStep : before.unit;
    const bool is_first_demand = level_ == Level::demand && before.level != level_;
    const Cost steps = is_first_demand ? score_[level_] / static_cast<Cost>(problem_.sessions.size()) : 1;
    for (std::size_t i = 0; i < prices_.size(); ++i)
        prices_[i] = std::clamp(before.prices[i] * (unit_ * steps) / weight, -kMostOfAll, kMostOfAll);
    set_own_price();
}

std::int64_t Ascent::raise(std::int64_t known, std::uint64_t rounds) {
    return climb({rounds, kWhole / 2, 0, score_[level_], nullptr}, known);
}

std::vector<Taken> Ascent::watch(std::uint64_t rounds) {
    std::vector<Taken> taken;
    const Cost rise = std::abs(score_[level_] * unit_) / 64;
    climb({rounds, kWhole / 40, rise, std::nullopt, &taken}, std::numeric_limits<std::int64_t>::min());
    return taken;
}

std::int64_t Ascent::climb(const Climb& climb, std::int64_t known) {
    if (counts_variety_ && !rows_) rows_.emplace(problem_, empty_, table_, score_.open > 0);
    std::int64_t bound = known;
    std::optional<Cost> highest;
    std::vector<Cost> best = prices_;
    Cost way = climb.way;
    std::uint64_t in_vain = 0;
    direction_.assign(table_.size(), 0);
    for (std::uint64_t round = 0; round < climb.rounds; ++round) {
        if (climb.until && bound >= *climb.until) break;
        const Cost cost = relax(climb.taken);
        if (!highest || cost > *highest) {
            highest = cost;
            best = prices_;
            bound = std::max(bound, cost / unit_ + (cost % unit_ > 0 ? 1 : 0));
            in_vain = 0;
        } else if (++in_vain == patience(climb.rounds)) {
            in_vain = 0;
            way = way * 3 / 5;
            prices_ = best;
            std::fill(direction_.begin(), direction_.end(), 0);
            continue;
        }
        const Cost rise = std::min(std::max(score_[level_] * unit_ - cost, climb.least_rise), kFarthest);
        step(rise / kParts * way / (kWhole / kParts));
    }
    prices_ = best;
    return bound;
}

void Ascent::set_own_price() {
    const bool is_fairness = level_ == Level::fairness;
    unit_ = is_fairness ? 1 : std::clamp<Cost>(kMostOfAll / std::max<Cost>(1, score_[level_]), 1, kMostUnits);
    prices_[table_.of(level_)] = is_fairness ? kFairnessStep : unit_;
}

void Ascent::let_move() {
    const auto let = [&](std::size_t begin, std::size_t end, bool may_fall) {
        for (std::size_t i = begin; i < end; ++i) {
            may_move_[i] = 1;
            may_fall_[i] = may_fall ? 1 : 0;
        }
    };
    for (Index session = 0; session < problem_.sessions.size(); ++session) {
        const auto& rules = problem_.sessions[session];
        if (rules.is_fixed) continue;
        let(table_.of_session(session), table_.of_session(session) + 1, true);
        if (rules.seat > 0 || !counts_variety_) continue;
        for (const Look look : kAllLooks)
            let(table_.of(look, rules.place, 0), table_.of(look, rules.place, kNone), true);
    }
    let(table_.of_topic(0), table_.of_topic(0) + problem_.topics.size(), false);
    if (score_.open > 0) let(table_.of_open(), table_.of_open() + 1, false);
}

/// What the cheapest of everything costs; and in `slopes_` how much more of each thing that uses than
/// there is.
Cost Ascent::relax(std::vector<Taken>* taken) {
    slopes_.assign(table_.size(), 0);
    Cost cost = set_limits();
    for (Index person = 0; person < problem_.people.size(); ++person)
        cost += turns_.take(person, prices_, slopes_, taken);
    if (rows_) {
        for (const Look look : kAllLooks) cost += rows_->choose(look, prices_, slopes_);
    }
    if (score_.open > 0) cost += leave_open();
    return cost;
}

/// What is there to use, which costs the same whoever uses it.
Cost Ascent::set_limits() {
    for (Index session = 0; session < problem_.sessions.size(); ++session)
        slopes_[table_.of_session(session)] = problem_.sessions[session].is_fixed ? 0 : 1;
    for (Index topic = 0; topic < problem_.topics.size(); ++topic) slopes_[table_.of_topic(topic)] = -1;
    slopes_[table_.of_open()] = -score_.open;
    const Score& nobody = empty_.score();
    for (const Level level : usual_order()) {
        const bool starts_at_zero = level != Level::changes && level != Level::demand;
        slopes_[table_.of(level)] =
            (starts_at_zero ? 0 : nobody[level]) - (level == level_ ? 0 : score_[level]);
    }
    Cost cost = 0;
    for (std::size_t i = 0; i < table_.size(); ++i) {
        cost += i == table_.of(Level::fairness) ? cost_of_fairness(prices_[i], slopes_[i])
                                                : prices_[i] * slopes_[i];
    }
    return cost;
}

/// Sessions whose presenters would get more than an open seat costs.
Cost Ascent::leave_open() {
    const Cost open = prices_[table_.of_open()];
    Cost cost = 0;
    for (Index session = 0; session < problem_.sessions.size(); ++session) {
        const Cost price = prices_[table_.of_session(session)];
        if (problem_.sessions[session].is_fixed || price <= open) continue;
        cost += open - price;
        --slopes_[table_.of_session(session)];
        ++slopes_[table_.of_open()];
    }
    return cost;
}

/// As far as the bound would rise by so much if the slopes stayed as they are.
void Ascent::step(Cost rise) {
    Cost norm = 0;
    Cost widest = 1;
    for (std::size_t i = 0; i < table_.size(); ++i) {
        const bool rests = may_move_[i] == 0 || (may_fall_[i] == 0 && prices_[i] == 0 && slopes_[i] < 0);
        Cost slope = 0;
        if (!rests && i == table_.of(Level::fairness)) {
            slope = slopes_[i] / (kFairnessStep / kParts);
        } else if (!rests) {
            slope = std::clamp(slopes_[i], -kSteepest, kSteepest) * kParts;
        }
        direction_[i] = (slope + 7 * direction_[i]) / 8;
        norm += direction_[i] * direction_[i] / kParts;
        widest = std::max(widest, std::abs(direction_[i]));
    }
    if (norm == 0) return;
    const Cost ratio =
        std::min(std::clamp(rise, unit_ / 16, kFarthest) * kWhole / norm, kMostOfAll * kWhole / widest);
    for (std::size_t i = 0; i < table_.size(); ++i) {
        if (direction_[i] == 0) continue;
        const Cost least = may_fall_[i] != 0 ? -kMostOfAll : 0;
        prices_[i] = std::clamp(prices_[i] + ratio * direction_[i] / kWhole, least, kMostOfAll);
    }
}

}  // namespace tiffin::planning
