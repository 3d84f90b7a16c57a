#include "planning/solve.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "planning/bounds.h"
#include "planning/fair_loads.h"
#include "planning/first_draft.h"
#include "planning/search.h"
#include "planning/tempering.h"

namespace tiffin::planning {

namespace {

constexpr std::int64_t kOdds = kEvenOdds;

/// From the best plan, downhill.
const Prices kDescent = {{{10'000 * kOdds, 0},
                          {5'000 * kOdds, 0},
                          {3'000 * kOdds, 0},
                          {2'000 * kOdds, 0},
                          {1'000 * kOdds, 0},
                          {kOdds, 0}}};

/// From anywhere, all levels at once: where few changes lead from one good plan to the next.
const Prices kTogether = {
    {{kOdds, 8}, {kOdds / 2, 8}, {kOdds / 3, 8}, {kOdds / 4, 8}, {kOdds / 8, 8}, {kOdds / 1000, 9}}};
/// From anywhere, the last level after the others.
const Prices kOneByOne = {
    {{200 * kOdds, 5}, {60 * kOdds, 5}, {30 * kOdds, 4}, {15 * kOdds, 3}, {3 * kOdds, 4}, {kOdds / 1000, 9}}};

constexpr std::uint64_t kDescentPerSession = 300;  ///< moves
constexpr std::uint64_t kLongDescentPerSession = 1'000;
constexpr std::uint64_t kFirstWidePerSession = 2'000;
constexpr std::size_t kFewSessions = 30;  ///< soon planned anew from anywhere

constexpr std::size_t kSearches = 8;
/// Where there are many sessions, eight searches come near a good plan too slowly: half of them go ahead.
constexpr std::size_t kManySessions = 60;
constexpr std::size_t kFirstSearches = 4;
constexpr std::uint64_t kFirstSearchesPerSession = 20'000;  ///< moves

class Solver {
  public:
    Solver(const Problem& problem, const LevelOrder& order, const Effort& effort)
        : problem_(problem),
          order_(order),
          effort_(effort),
          first_(problem),
          best_(problem),
          bounds_(problem, order) {}

    Solution solve(const Draft* first) {
        first_.set_margin(bounds_.margin());
        if (first == nullptr) {
            fill(problem_, first_);
            even_out(problem_, first_);
        } else {
            for (Index session = 0; session < problem_.sessions.size(); ++session) {
                const Duty duty = first->duty(session);
                if (duty.presenter != kNone && !problem_.sessions[session].is_fixed)
                    first_.place(session, duty);
            }
        }
        best_ = first_;
        const auto sessions =
            static_cast<std::uint64_t>(std::count_if(problem_.sessions.begin(), problem_.sessions.end(),
                                                     [](const auto& session) { return !session.is_fixed; }));
        if (sessions > 0 && !problem_.people.empty() && !is_done()) {
            run(kDescent, best_, kDescentPerSession * sessions);
            if (problem_.sessions.size() <= Reach::kMostSessions) search_widely(sessions);
            while (!is_done()) run(kDescent, best_, kLongDescentPerSession * sessions);
        }
        return {best_.duties(), best_.score(), bounds_.of(best_.score())};
    }

  private:
    [[nodiscard]] bool is_done() const {
        return moves_ >= effort_.moves || effort_.stop() || is_all_proven(best_.score());
    }

    [[nodiscard]] bool is_all_proven(const Score& score) const {
        if (score.open != bounds_.open()) return false;
        const Score bound = bounds_.of(score);
        return std::all_of(order_.begin(), order_.end(),
                           [&](Level level) { return score[level] == bound[level]; });
    }

    /// The best plan is the better one of itself and what the search leads to.
    void run(const Prices& prices, const Draft& from, std::uint64_t moves) {
        moves = std::min(moves, effort_.moves - std::min(effort_.moves, moves_));
        Draft draft = from;
        Search search(problem_, order_, draft, effort_.seed + (++rounds_ << 32U));
        search.anneal(prices, moves, effort_.stop);
        search.restore_best();
        moves_ += moves;
        if (is_better(draft.score(), best_.score(), order_)) best_ = draft;
    }

    /// Search side by side, which keeps its way; few sessions are also planned anew by turns, for longer and
    /// longer. Leaves moves for a last descent, as what was found last is good on the first levels alone.
    void search_widely(std::uint64_t sessions) {
        const std::uint64_t last = std::min(effort_.moves / 4, kDescentPerSession * sessions);
        const auto is_wide_done = [&] { return is_done() || moves_ >= effort_.moves - last; };
        std::optional<Tempering> tempering;
        for (std::uint64_t moves = kFirstWidePerSession * sessions; !is_wide_done(); moves *= 2) {
            if (problem_.sessions.size() <= kFewSessions) {
                run(kTogether, first_, moves / 2);
                run(kOneByOne, first_, moves / 2);
            }
            const bool are_first = sessions > kManySessions && moves_ < kFirstSearchesPerSession * sessions;
            const std::size_t searches = are_first ? kFirstSearches : kSearches;
            if (!tempering || tempering->size() < searches)
                tempering.emplace(problem_, order_, best_, effort_.seed + (++rounds_ << 32U), searches);
            for (const std::uint64_t end = moves_ + moves; moves_ < end && !is_wide_done();)
                moves_ += tempering->step();
            if (!is_better(tempering->best_score(), best_.score(), order_)) continue;
            best_ = tempering->best();
        }
    }

    const Problem& problem_;
    LevelOrder order_;
    const Effort& effort_;
    Draft first_;
    Draft best_;
    const Bounds bounds_;
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
