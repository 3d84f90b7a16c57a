#include "planning/search.h"

#include <algorithm>

namespace tiffin::planning {

namespace {

constexpr std::uint64_t kMovesPerPrice = 256;
constexpr std::uint64_t kMovesPerQuestion = 4096;  ///< whether to stop
constexpr std::int64_t kUnits = 64;                ///< of energy, in a unit of price
constexpr std::int64_t kStepOfDemand = 400;        ///< so many days of an average vote count like one repeat
constexpr std::int64_t kStepOfLast = 50;           ///< and so many like one step of what is on the last level

/// Doubled again and again, with straight lines between.
std::int64_t price_at(const Price& price, std::uint64_t move, std::uint64_t moves) {
    const auto progress = static_cast<std::int64_t>(move * 65536 / moves) * price.doublings;
    const std::int64_t first = (price.first * kUnits) << static_cast<unsigned>(progress / 65536);
    return first * (65536 + progress % 65536) / 65536;
}

}  // namespace

Search::Search(const Problem& problem, const LevelOrder& order, Draft& draft, std::uint64_t seed)
    : problem_(problem),
      order_(order),
      draft_(draft),
      random_(seed),
      best_(draft.duties()),
      best_score_(draft.score()),
      is_touched_(problem.sessions.size(), 0) {
    for (Index session = 0; session < problem.sessions.size(); ++session) {
        if (!problem.sessions[session].is_fixed) movable_.push_back(session);
    }
}

/// Demand counts in days that an average vote waits.
void Search::weigh(const Stage& stage, std::uint64_t move, std::uint64_t moves) {
    std::int64_t votes = 0;
    for (const auto& topic : problem_.topics) votes += topic.votes;
    const auto topics = static_cast<std::int64_t>(problem_.topics.size());
    open_weight_ = 0;
    for (std::size_t rank = 0; rank < order_.size(); ++rank) {
        const bool is_last = rank + 1 == order_.size();
        auto& weight = weight_[index_of(order_[rank])];
        const std::size_t place = rank + 3 < order_.size() ? rank : kLevels - (order_.size() - rank);
        weight = price_at(stage.prices[place], move, moves);
        if (order_[rank] == Level::demand) {
            weight = weight * topics / (is_last ? 1 : kStepOfDemand) / std::max<std::int64_t>(1, votes);
        } else if (is_last) {
            weight *= kStepOfLast;
        }
        open_weight_ = std::max(open_weight_, 3 * weight);
    }
}

/// For fairness each turn misplaced is a step, whatever is less fair than the best plan is one more, and two
/// squared turns are another. So even little unfairness is dear, and much of it still comes down.
std::int64_t Search::energy(const Standing& standing) const {
    const Score& score = standing.score;
    std::int64_t sum = score.open * open_weight_;
    for (const Level level :
         {Level::changes, Level::steadiness, Level::spread, Level::variety, Level::demand}) {
        sum += score[level] * weight_[index_of(level)];
    }
    const std::int64_t step = weight_[index_of(Level::fairness)];
    const bool is_less_fair = score[Level::fairness] > best_score_[Level::fairness];
    return sum + (standing.unfair + (is_less_fair ? 1 : 0)) * step +
           (score[Level::fairness] >> 10U) * (step >> 11U);  // 2^20 is about kTurn
}

void Search::anneal(const Stage& stage, std::uint64_t moves, const std::function<bool()>& stop) {
    for (std::uint64_t move = 0; move < moves; ++move) {
        if (move % kMovesPerPrice == 0) weigh(stage, move, moves);
        if (move % kMovesPerQuestion == 0 && stop()) return;
        changes_.clear();
        shifts_.clear();
        if (!propose()) continue;
        limit_ = energy(standing()) + random_.waiting_time() * (kEvenOdds * kUnits / 65536);
        if (!is_hopeless()) settle();
    }
}

/// What the change leads to on the levels that can be told without making it, for the rest what it leads to
/// at least; shifts cost no spread here.
Search::Standing Search::least() const {
    Standing least = standing();
    Score& score = least.score;
    for (const auto& change : changes_) {
        const std::int64_t saved = problem_.unplanned_wait - problem_.wait(change.session);
        if (change.before.topic != kNone)
            score[Level::demand] += saved * problem_.topics[change.before.topic].votes;
        if (change.after.topic != kNone)
            score[Level::demand] -= saved * problem_.topics[change.after.topic].votes;
        score[Level::variety] -= draft_.repeats_around(change.session);
        const auto& rules = problem_.sessions[change.session];
        if (rules.announced_presenter != kNone || rules.announced_topic != kNone) score[Level::changes] -= 2;
        if (change.before.presenter == kNone) --score.open;
        if (change.after.presenter == kNone) ++score.open;
        if (shifts_.empty() && change.before.presenter != change.after.presenter) score[Level::spread] -= 2;
    }
    const auto turn = [&](Index session) { return session == kNone ? 0 : problem_.sessions[session].turn; };
    for (const auto& shift : shifts_) {
        const MicroTurns change = turn(shift.to) - turn(shift.from);
        if (change == 0) continue;
        const auto burden = draft_.burden(shift.person, change);
        score[Level::fairness] += burden.fairness;
        least.unfair += burden.unfair;
    }
    return least;
}

/// True if the change would break a gap or surely cost too much: most do, and this is cheaper than trying.
bool Search::is_hopeless() const {
    const std::int64_t spread = weight_[index_of(Level::spread)];
    const std::int64_t steadiness = weight_[index_of(Level::steadiness)];
    std::int64_t room = limit_ - energy(least()) + steadiness * draft_.score()[Level::steadiness];
    if (room + 2 * spread * static_cast<std::int64_t>(shifts_.size()) < 0) return true;
    if (steadiness > 0 && !shifts_.empty()) {
        std::int64_t after = draft_.score()[Level::steadiness];
        for (const auto& shift : shifts_) {
            after += draft_.unsteady(shift.person, shift.from, shift.to) - draft_.unsteady(shift.person);
        }
        room -= steadiness * after;
    }
    std::int64_t close = 0;
    for (const auto& shift : shifts_) {
        const auto with = draft_.near(shift.person, shift.from, shift.to);
        const auto without = draft_.near(shift.person, kNone, kNone);
        if (with.broken > without.broken) return true;
        close += with.close - without.close;
    }
    return room < spread * close;
}

void Search::settle() {
    for (const auto& change : changes_) draft_.clear(change.session);
    bool fits = true;
    for (const auto& change : changes_) {
        if (change.after.presenter == kNone) continue;
        fits = fits && draft_.fits(change.session, change.after.presenter);
        if (fits) draft_.place(change.session, change.after);
    }
    if (fits && energy(standing()) <= limit_) {
        for (const auto& change : changes_) {
            if (is_touched_[change.session] == 0) touched_.push_back(change.session);
            is_touched_[change.session] = 1;
        }
        if (is_better(draft_.score(), best_score_, order_)) keep_best();
        return;
    }
    for (const auto& change : changes_) draft_.clear(change.session);
    for (const auto& change : changes_) {
        if (change.before.presenter != kNone) draft_.place(change.session, change.before);
    }
}

void Search::keep_best() {
    for (const Index session : touched_) {
        best_[session] = draft_.duty(session);
        is_touched_[session] = 0;
    }
    touched_.clear();
    best_score_ = draft_.score();
}

void Search::restore_best() {
    for (const Index session : touched_) draft_.clear(session);
    for (const Index session : touched_) {
        if (best_[session].presenter != kNone) draft_.place(session, best_[session]);
        is_touched_[session] = 0;
    }
    touched_.clear();
}

}  // namespace tiffin::planning
