#include "planning/solve.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "planning/bounds.h"
#include "planning/dive.h"
#include "planning/fair_loads.h"
#include "planning/first_draft.h"
#include "planning/search.h"
#include "planning/tempering.h"

namespace tiffin::planning {

namespace {

constexpr std::int64_t kOdds = kEvenOdds;

/// From the best plan, downhill: not even the most wanted topic, years earlier, is worth a step of the level
/// before.
const Prices kDescent = {{{160'000 * kOdds, 0},
                          {80'000 * kOdds, 0},
                          {48'000 * kOdds, 0},
                          {32'000 * kOdds, 0},
                          {16'000 * kOdds, 0},
                          {kOdds, 0}}};

/// From anywhere, all levels at once: where few changes lead from one good plan to the next.
const Prices kTogether = {
    {{kOdds, 8}, {kOdds / 2, 8}, {kOdds / 3, 8}, {kOdds / 4, 8}, {kOdds / 8, 8}, {kOdds / 1000, 9}}};
/// Settles the first levels, almost as if the last two did not count.
const Prices kFirstLevels = {
    {{16 * kOdds, 4}, {8 * kOdds, 4}, {kOdds, 5}, {kOdds / 2, 5}, {kOdds / 50, 2}, {0, 0}}};
/// Then those, while the first are hardly ever given up: the last level long after the last but one, or …
const Prices kLastLevels = {{{512 * kOdds, 3},
                             {128 * kOdds, 3},
                             {20 * kOdds, 6},
                             {10 * kOdds, 6},
                             {2 * kOdds, 6},
                             {kOdds / 1000, 8}}};
/// … hardly later, which gets farther where few plans are equally good on that one.
const Prices kLastLevelsTogether = {{{512 * kOdds, 3},
                                     {128 * kOdds, 3},
                                     {20 * kOdds, 3},
                                     {10 * kOdds, 3},
                                     {2 * kOdds, 4},
                                     {kOdds / 1000, 8}}};

/// From the second half of that on: what prices lead to is good on the last level, and nearly so on others.
const Prices kPolish = {{{1'400 * kOdds, 2},
                         {360 * kOdds, 2},
                         {160 * kOdds, 3},
                         {80 * kOdds, 3},
                         {16 * kOdds, 3},
                         {kOdds / 64, 4}}};

// Moves for each session:
constexpr std::uint64_t kDescentPerSession = 300;
constexpr std::uint64_t kLongDescentPerSession = 1'000;
constexpr std::uint64_t kFirstLevelsPerSession = 3'000;
constexpr std::uint64_t kLastLevelsPerSession = 20'000;
constexpr std::uint64_t kPolishPerSession = 3'000;

constexpr std::uint64_t kDivesInARow = 4;
constexpr std::uint64_t kWorkPerMove = 8;  ///< on prices; as long as a move takes

// Changes between two of many sessions:
constexpr std::uint64_t kOften = 100;
constexpr std::uint64_t kNowAndThen = 333;

constexpr std::size_t kFewSessions = 30;  ///< soon planned from anywhere
constexpr std::size_t kSearches = 8;

class Solver {
  public:
    Solver(const Problem& problem, const LevelOrder& order, const Effort& effort)
        : problem_(problem),
          order_(order),
          effort_(effort),
          ground_(problem),
          best_(problem),
          bounds_(problem, order),
          dives_(problem, order, effort.seed) {}

    Solution solve(const Draft* first) {
        ground_.set_margin(bounds_.margin());
        if (first == nullptr) {
            fill(problem_, ground_);
            even_out(problem_, ground_);
        } else {
            ground_.place_all(first->duties());
        }
        best_ = ground_;
        const auto sessions =
            static_cast<std::uint64_t>(std::count_if(problem_.sessions.begin(), problem_.sessions.end(),
                                                     [](const auto& session) { return !session.is_fixed; }));
        if (sessions > 0 && !problem_.people.empty() && !is_done()) {
            run(kDescent, best_, kDescentPerSession * sessions, 0);
            if (problem_.sessions.size() <= Reach::kMostSessions) search_widely(sessions);
            while (!is_done()) run(kDescent, best_, kLongDescentPerSession * sessions, 0);
        }
        return {best_.duties(), best_.score(), bound(best_.score())};
    }

  private:
    [[nodiscard]] bool is_done() const {
        return moves_ >= effort_.moves || effort_.stop() || is_all_proven(best_.score());
    }

    [[nodiscard]] bool is_all_proven(const Score& score) const {
        if (score.open != bounds_.open()) return false;
        const Score least = bound(score);
        return std::all_of(order_.begin(), order_.end(),
                           [&](Level level) { return score[level] == least[level]; });
    }

    [[nodiscard]] Score bound(const Score& score) const { return dives_.bound(score, bounds_.of(score)); }

    /// Returns what the search leads to, which is the best plan if it is better than that.
    Draft run(const Prices& prices, const Draft& from, std::uint64_t moves, std::uint64_t rarity) {
        moves = std::min(moves, effort_.moves - std::min(effort_.moves, moves_));
        Draft draft = from;
        Search search(problem_, order_, draft, next_seed(), rarity);
        search.set_fairest(best_.score()[Level::fairness]);
        moves_ += search.anneal(prices, moves, effort_.stop);
        search.restore_best();
        if (is_better(draft.score(), best_.score(), order_)) best_ = draft;
        return draft;
    }

    std::uint64_t next_seed() { return effort_.seed + (++rounds_ << 32U); }

    /// By turns plans anew from anywhere, for longer and longer, and by prices, and searches side by side,
    /// which keeps its way. Leaves moves for a last descent, as what was found last is good on the first
    /// levels alone.
    void search_widely(std::uint64_t sessions) {
        const std::uint64_t last = std::min(effort_.moves / 4, kDescentPerSession * sessions);
        const auto is_wide_done = [&] { return is_done() || moves_ >= effort_.moves - last; };
        std::uint64_t ground = std::min(kFirstLevelsPerSession * sessions, effort_.moves / 8);
        std::uint64_t length = std::min(kLastLevelsPerSession * sessions, effort_.moves / 3);
        std::optional<Tempering> tempering;
        renew_ground(ground);
        for (; !is_wide_done(); length += length / 2, ground += ground / 2) {
            const std::uint64_t begin = moves_;
            if (problem_.sessions.size() <= kFewSessions) run(kTogether, ground_, length / 2, kNowAndThen);
            for (const Prices* prices : {&kLastLevels, &kLastLevelsTogether}) {
                if (is_wide_done()) break;
                renew_ground(ground);
                run(*prices, ground_, length, kNowAndThen);
                plan_by_prices(sessions);
            }
            if (!tempering) tempering.emplace(problem_, order_, best_, next_seed(), kSearches);
            for (const std::uint64_t end = moves_ + (moves_ - begin); moves_ < end && !is_wide_done();)
                moves_ += tempering->step();
            if (is_better(tempering->best_score(), best_.score(), order_)) best_ = tempering->best();
            plan_by_prices(sessions);
        }
    }

    /// For about as long as was searched otherwise.
    void plan_by_prices(std::uint64_t sessions) {
        const std::uint64_t work = kWorkPerMove * moves_;
        const std::uint64_t moves = std::min(kPolishPerSession * sessions, effort_.moves / 16);
        for (std::uint64_t i = 0; i < kDivesInARow && !is_done() && dives_.work() <= work; ++i) {
            const auto draft = dives_.next(best_, bounds_.of(best_.score()), work / 6);
            if (!draft) break;
            run(kPolish, *draft, moves, kNowAndThen);
        }
    }

    /// Another plan that is no worse on the levels but the last two, if one is found.
    void renew_ground(std::uint64_t moves) {
        if (order_.size() <= 2) return;
        const LevelOrder first(order_.begin(), order_.end() - 2);
        const Draft other = run(kFirstLevels, ground_, moves, kOften);
        if (!is_better(ground_.score(), other.score(), first)) ground_ = other;
    }

    const Problem& problem_;
    LevelOrder order_;
    const Effort& effort_;
    Draft ground_;  ///< as good as any known on the first levels
    Draft best_;
    const Bounds bounds_;
    Dives dives_;
    std::uint64_t moves_ = 0;
    std::uint64_t rounds_ = 0;
};

}  // namespace

bool Solution::is_proven(Level level, const LevelOrder& order) const {
    if (score.open != bound.open) return false;
    for (const Level one : order) {
        if (score[one] != bound[one]) return false;
        if (one == level) break;
    }
    return true;
}

Solution solve(const Problem& problem, const LevelOrder& order, const Effort& effort) {
    return Solver(problem, order, effort).solve(nullptr);
}

Solution solve(const Problem& problem, const LevelOrder& order, const Effort& effort, const Draft& first) {
    return Solver(problem, order, effort).solve(&first);
}

std::int64_t sum_of_squares(const Problem& problem, std::int64_t fairness) {
    std::int64_t sum = fairness;
    std::int64_t rest = 0;
    for (const auto& person : problem.people) {
        const std::int64_t square = person.balance * person.balance;
        sum += square / kTurn;
        rest += square % kTurn;
    }
    return sum + rest / kTurn;
}

}  // namespace tiffin::planning
