#include "planning/search.h"

#include <algorithm>
#include <utility>

namespace tiffin::planning {

namespace {

constexpr std::uint64_t kMovesPerPrice = 256;
constexpr std::uint64_t kMovesPerQuestion = 4096;  ///< whether to stop
constexpr std::uint64_t kMovesPerAssignment = 8;   ///< as long as that takes, beside its costs
constexpr std::int64_t kStepOfDemand = 400;        ///< so many days of an average vote count like one repeat
constexpr std::int64_t kStepOfLast = 50;           ///< and so many like one step of what is on the last level

/// Doubled again and again, with straight lines between.
std::int64_t price_at(const Price& price, std::int64_t parts) {
    const std::int64_t progress = parts * price.doublings;
    const std::int64_t first = (price.first * kUnits) << static_cast<unsigned>(progress / 65536);
    return first * (65536 + progress % 65536) / 65536;
}

}  // namespace

Search::Search(const Problem& problem, LevelOrder order, Draft& draft, std::uint64_t seed,
               std::uint64_t rarity)
    : problem_(problem),
      order_(std::move(order)),
      draft_(draft),
      random_(seed),
      rarity_(rarity),
      best_(draft.duties()),
      best_score_(draft.score()),
      fairest_(draft.score()[Level::fairness]),
      is_touched_(problem.sessions.size(), 0) {
    for (Index session = 0; session < problem.sessions.size(); ++session) {
        const auto& rules = problem.sessions[session];
        if (!rules.is_fixed) movable_.push_back(session);
        has_leads_ = has_leads_ || rules.seat > 0;
    }
    if (problem.sessions.size() <= Reach::kMostSessions) reach_.emplace(problem, draft);
}

/// Demand counts in days that an average vote waits.
void Search::set_prices(const Prices& prices, std::int64_t progress) {
    std::int64_t votes = 0;
    for (const auto& topic : problem_.topics) votes += topic.votes;
    const auto topics = static_cast<std::int64_t>(problem_.topics.size());
    open_weight_ = 0;
    for (std::size_t rank = 0; rank < order_.size(); ++rank) {
        const bool is_last = rank + 1 == order_.size();
        auto& weight = weight_[index_of(order_[rank])];
        const std::size_t place = rank + 3 < order_.size() ? rank : kLevels - (order_.size() - rank);
        weight = price_at(prices[place], progress);
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
    const bool is_less_fair = score[Level::fairness] > fairest_;
    return sum + cost_of_burden(score[Level::fairness], standing.unfair + (is_less_fair ? 1 : 0));
}

std::int64_t Search::cost_of_burden(std::int64_t fairness, std::int64_t unfair) const {
    const std::int64_t step = weight_[index_of(Level::fairness)];
    return unfair * step + (fairness >> 10U) * (step >> 11U);  // 2^20 is about kTurn
}

Search::TopicCosts Search::topic_costs(Index session) const {
    const auto& rules = problem_.sessions[session];
    return {problem_,
            draft_.link(rules.place - 1),
            draft_.link(rules.place + 1),
            rules.announced_topic,
            weight_[index_of(Level::changes)],
            weight_[index_of(Level::variety)],
            weight_[index_of(Level::demand)] * (problem_.unplanned_wait - problem_.wait(session))};
}

std::uint64_t Search::anneal(const Prices& prices, std::uint64_t moves, const std::function<bool()>& stop) {
    std::uint64_t made = 0;
    for (std::uint64_t asked = 0; made < moves;) {
        if (made >= asked) {
            if (stop()) break;
            asked += kMovesPerQuestion;
        }
        set_prices(prices, static_cast<std::int64_t>(made * 65536 / moves));
        made += walk(std::min(kMovesPerPrice, moves - made));
    }
    return made;
}

std::uint64_t Search::walk(std::uint64_t moves) {
    std::uint64_t made = 0;
    while (made < moves) {
        changes_.clear();
        shifts_.clear();
        const bool is_of_many = reach_ && rarity_ > 0 && small_changes_++ == rarity_;
        const bool is_proposed = is_of_many ? reassign() : propose();
        made += is_of_many ? kMovesPerAssignment + candidates_.size() * candidates_.size() / 6 : 1;
        if (is_of_many) small_changes_ = 0;
        if (!is_proposed) continue;
        limit_ = energy(standing()) + toss();
        if (is_affordable()) settle();
    }
    return made;
}

bool Search::trade(Search& other) {
    const std::int64_t before = energy(standing()) + other.energy(other.standing());
    const std::int64_t after = energy(other.standing()) + other.energy(standing());
    if (after > before + toss()) return false;
    std::swap(weight_, other.weight_);
    std::swap(open_weight_, other.open_weight_);
    return true;
}

/// What the proposal comes to on all levels but those that take longer to tell.
void Search::add_what_is_sure(Standing& standing) const {
    Score& score = standing.score;
    for (const auto& change : changes_) {
        const std::int64_t saved = problem_.unplanned_wait - problem_.wait(change.session);
        const bool shows_topic = problem_.sessions[change.session].seat == 0;
        if (shows_topic && change.before.topic != kNone)
            score[Level::demand] += saved * problem_.topics[change.before.topic].votes;
        if (shows_topic && change.after.topic != kNone)
            score[Level::demand] -= saved * problem_.topics[change.after.topic].votes;
        score[Level::changes] += draft_.more_changes(change);
        if (change.before.presenter == kNone) --score.open;
        if (change.after.presenter == kNone) ++score.open;
    }
    for (const auto& shift : shifts_) {
        const auto worth = [&](Index session) {
            return session == kNone ? 0 : problem_.worth(shift.person, session);
        };
        const MicroTurns change = worth(shift.to) - worth(shift.from);
        if (change == 0) continue;
        const auto burden = draft_.burden(shift.person, change);
        score[Level::fairness] += burden.fairness;
        standing.unfair += burden.unfair;
    }
}

/// How many more turns would be closer than wanted; nothing if a gap would be broken.
std::optional<std::int64_t> Search::more_close() const {
    std::int64_t close = 0;
    for (const auto& shift : shifts_) {
        if (reach_ && shift.from != kNone && shift.to != kNone) {
            const auto cost = reach_->cost(shift.from, shift.to);
            if (cost == Reach::kNever) return std::nullopt;
            close += cost;
            continue;
        }
        const auto with = draft_.near(shift.person, shift.from, shift.to);
        const auto without = draft_.near(shift.person, kNone, kNone);
        if (with.broken > without.broken) return std::nullopt;
        close += with.close - without.close;
    }
    return close;
}

std::int64_t Search::more_unsteady() const {
    std::int64_t more = 0;
    for (const auto& shift : shifts_) {
        more += draft_.unsteady(shift.person, shift.from, shift.to) - draft_.unsteady(shift.person);
    }
    return more;
}

/// True if nobody is left on a seat beside an empty first one.
bool Search::keeps_leads() const {
    const auto presenter = [&](Index session) {
        const auto change = std::find_if(changes_.begin(), changes_.end(),
                                         [&](const Change& one) { return one.session == session; });
        return change == changes_.end() ? draft_.duty(session).presenter : change->after.presenter;
    };
    return std::none_of(changes_.begin(), changes_.end(), [&](const Change& change) {
        const auto& rules = problem_.sessions[change.session];
        const Index lead = change.session - rules.seat;
        if (presenter(lead) != kNone) return false;
        const Index end = lead + problem_.chain[rules.place].seats;
        for (Index seat = lead + 1; seat < end; ++seat) {
            if (presenter(seat) != kNone) return true;
        }
        return false;
    });
}

/// True if the proposal keeps gaps, runs and leads and costs no more than the next change may.
bool Search::is_affordable() {
    if (has_leads_ && !keeps_leads()) return false;
    const auto close = more_close();
    if (!close) return false;
    Standing after = standing();
    after.score[Level::spread] += *close;
    add_what_is_sure(after);
    const std::int64_t variety = weight_[index_of(Level::variety)];
    std::int64_t left = limit_ - energy(after);
    if (left + 6 * variety * static_cast<std::int64_t>(changes_.size()) < 0) return false;
    const auto repeats = draft_.more_repeats(changes_);
    if (!repeats) return false;
    left -= *repeats * variety;
    const std::int64_t steadiness = weight_[index_of(Level::steadiness)];
    if (steadiness == 0) return left >= 0;
    return left + steadiness * draft_.score()[Level::steadiness] >= 0 && left >= steadiness * more_unsteady();
}

void Search::settle() {
    for (const auto& change : changes_) draft_.clear(change.session);
    bool fits = true;
    for (const auto& change : changes_) {
        if (change.after.presenter == kNone) continue;
        fits = fits && draft_.fits(change.session, change.after.presenter);
        if (fits) draft_.place(change.session, change.after);
    }
    if (!fits || (moves_all_turns() && energy(standing()) > limit_)) {
        for (const auto& change : changes_) draft_.clear(change.session);
        for (const auto& change : changes_) {
            if (change.before.presenter != kNone) draft_.place(change.session, change.before);
        }
        return;
    }
    for (const auto& change : changes_) {
        if (is_touched_[change.session] == 0) touched_.push_back(change.session);
        is_touched_[change.session] = 1;
    }
    if (reach_) {
        for (const auto& shift : shifts_) reach_->renew(shift.person);
    }
    if (is_better(draft_.score(), best_score_, order_)) keep_best();
}

void Search::keep_best() {
    for (const Index session : touched_) {
        best_[session] = draft_.duty(session);
        is_touched_[session] = 0;
    }
    touched_.clear();
    best_score_ = draft_.score();
    set_fairest(best_score_[Level::fairness]);
}

void Search::put_best_into(Draft& draft) const {
    for (const Index session : touched_) draft.clear(session);
    for (const Index session : touched_) {
        if (best_[session].presenter != kNone) draft.place(session, best_[session]);
    }
}

Draft Search::best_draft() const {
    Draft draft = draft_;
    put_best_into(draft);
    return draft;
}

void Search::restore_best() {
    put_best_into(draft_);
    for (const Index session : touched_) is_touched_[session] = 0;
    touched_.clear();
    if (reach_) reach_->renew();
}

}  // namespace tiffin::planning
