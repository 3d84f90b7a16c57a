#include "planning/search.h"

#include <algorithm>

namespace tiffin::planning {

namespace {

constexpr unsigned kTemperatureBits = 8;
constexpr std::uint64_t kMovesPerTemperature = 256;
constexpr std::uint64_t kMovesPerQuestion = 4096;  ///< whether to stop
constexpr std::int64_t kUsualVotes = 5;      ///< of a topic, in programmes that the weights were tried on
constexpr std::int64_t kStepOfDemand = 400;  ///< so many days count like one repeat or one close turn
constexpr std::int64_t kStepOfLast = 50;     ///< and so many if that is on the last level

/// From hot to cold, halved again and again, with straight lines between; in 1 / 2^kTemperatureBits.
std::int64_t temperature(const Stage& stage, std::uint64_t move, std::uint64_t moves) {
    std::uint64_t halvings = 1;
    while ((stage.hot >> halvings) >= stage.cold) ++halvings;
    const std::uint64_t progress = (move * 65536 / moves) * halvings;
    const auto part = static_cast<std::int64_t>(progress % 65536);
    return ((stage.hot << kTemperatureBits) >> (progress / 65536)) * (131072 - part) / 131072;
}

}  // namespace

Search::Search(const Problem& problem, const LevelOrder& order, Draft& draft, std::uint64_t seed)
    : problem_(problem),
      order_(order),
      draft_(draft),
      random_(seed),
      best_(draft.duties()),
      best_score_(draft.score()),
      is_touched_(problem.sessions.size(), 0) {}

void Search::weigh(const Stage& stage) {
    std::int64_t votes = 0;
    for (const auto& topic : problem_.topics) votes += topic.votes;
    demand_whole_ = std::max<std::int64_t>(1, votes);
    const auto topics = static_cast<std::int64_t>(problem_.topics.size());
    for (std::size_t rank = 0; rank < kLevels; ++rank) {
        const bool is_last = rank + 1 == kLevels;
        weight_[index_of(order_[rank])] = stage.weights[rank] * (is_last ? kStepOfLast : 1);
        if (order_[rank] == Level::demand)
            demand_share_ = stage.weights[rank] * kUsualVotes * topics / (is_last ? 1 : kStepOfDemand);
    }
    open_weight_ = 3 * *std::max_element(weight_.begin(), weight_.end());
}

/// In which demand counts relatively to its average vote.
std::int64_t Search::energy() const {
    const Score& score = draft_.score();
    std::int64_t sum = score.open * open_weight_ + score[Level::demand] * demand_share_ / demand_whole_;
    for (const Level level : {Level::changes, Level::spread, Level::variety}) {
        sum += score[level] * weight_[index_of(level)];
    }
    const std::int64_t fairness = weight_[index_of(Level::fairness)];
    return sum + draft_.unfair() * fairness + score[Level::fairness] * (fairness / 2) / kTurn;
}

void Search::anneal(const Stage& stage, std::uint64_t moves, const std::function<bool()>& stop) {
    weigh(stage);
    std::int64_t now = 0;
    for (std::uint64_t move = 0; move < moves; ++move) {
        if (move % kMovesPerTemperature == 0) now = temperature(stage, move, moves);
        if (move % kMovesPerQuestion == 0 && stop()) return;
        allowed_ = (now * random_.waiting_time()) >> (16U + kTemperatureBits);
        changes_.clear();
        shifts_.clear();
        if (propose() && !is_hopeless()) settle();
    }
}

/// What the change costs on the levels that can be told without making it, for the rest what it costs at
/// least.
std::int64_t Search::least_cost() const {
    std::int64_t waits = 0;
    std::int64_t least = 0;
    for (const auto& change : changes_) {
        const std::int64_t saved = problem_.unplanned_wait - problem_.wait(change.session);
        if (change.before.topic != kNone) waits += saved * problem_.topics[change.before.topic].votes;
        if (change.after.topic != kNone) waits -= saved * problem_.topics[change.after.topic].votes;
        least -= weight_[index_of(Level::variety)] * draft_.repeats_around(change.session);
        const auto& rules = problem_.sessions[change.session];
        if (rules.announced_presenter != kNone || rules.announced_topic != kNone)
            least -= 2 * weight_[index_of(Level::changes)];
        if (change.before.presenter == kNone) least -= open_weight_;
        if (change.after.presenter == kNone) least += open_weight_;
        if (shifts_.empty() && change.before.presenter != change.after.presenter)
            least -= 2 * weight_[index_of(Level::spread)];
    }
    const std::int64_t fairness = weight_[index_of(Level::fairness)];
    for (const auto& shift : shifts_) {
        if (shift.from != kNone && shift.to != kNone) continue;
        const std::int64_t sign = shift.to == kNone ? -1 : 1;
        const MicroTurns burden = 2 * draft_.balance(shift.person) + sign * kTurn;
        least += sign * (burden * (fairness / 2) / kTurn + fairness * draft_.misplaced(burden));
    }
    return least + waits * demand_share_ / demand_whole_ - 8;  // for what divisions cut off
}

/// True if the change would break a gap or surely cost too much: most do, and this is cheaper than trying.
bool Search::is_hopeless() const {
    std::int64_t least = least_cost();
    const std::int64_t spread = weight_[index_of(Level::spread)];
    if (least - 2 * spread * static_cast<std::int64_t>(shifts_.size()) > allowed_) return true;
    for (const auto& shift : shifts_) {
        const auto before = draft_.near(shift.person, kNone, kNone);
        const auto after = draft_.near(shift.person, shift.from, shift.to);
        if (after.broken > before.broken) return true;
        least += spread * (after.close - before.close);
    }
    return least > allowed_;
}

void Search::settle() {
    const std::int64_t before = energy();
    for (const auto& change : changes_) draft_.clear(change.session);
    bool fits = true;
    for (const auto& change : changes_) {
        if (change.after.presenter == kNone) continue;
        fits = fits && draft_.fits(change.session, change.after.presenter);
        if (fits) draft_.place(change.session, change.after);
    }
    if (fits && energy() - before <= allowed_) {
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
