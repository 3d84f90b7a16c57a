#include "planning/tempering.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace tiffin::planning {

namespace {

constexpr std::uint64_t kMovesPerStep = 300;
constexpr std::uint64_t kRarity = 600;  ///< of changes of many sessions: trades bring these about too
constexpr std::uint64_t kStepsPerSpacing = 100;
constexpr std::int64_t kWay = 65536;
constexpr std::int64_t kKnot = kWay / 6;
constexpr std::int64_t kOdds = kEvenOdds;

/// Up to the knot: all levels come into force together.
const Prices kLow = {
    {{16 * kOdds, 3}, {8 * kOdds, 3}, {3 * kOdds, 2}, {3 * kOdds / 2, 2}, {kOdds / 2, 2}, {kOdds / 1000, 0}}};
/// Behind it: the last one settles while the others are hardly ever given up.
const Prices kHigh = {
    {{200 * kOdds, 4}, {60 * kOdds, 4}, {16 * kOdds, 5}, {8 * kOdds, 5}, {2 * kOdds, 6}, {kOdds / 1000, 8}}};

/// log2 in 1/64, with straight lines between whole numbers.
std::int64_t log2_of(std::uint64_t number) {
    const auto whole = static_cast<unsigned>(std::bit_width(number)) - 1U;
    return static_cast<std::int64_t>((whole << 6U) + (((number << 6U) >> whole) - 64U));
}

}  // namespace

Tempering::Tempering(const Problem& problem, const LevelOrder& order, const Draft& first, std::uint64_t seed,
                     std::size_t searches)
    : order_(order), first_(first), drafts_(searches, first), best_(first.score()) {
    for (std::size_t i = 0; i < searches; ++i) {
        searches_.emplace_back(problem, order, drafts_[i], seed + i, kRarity);
        rungs_.push_back({i, kWay * static_cast<std::int64_t>(i) / static_cast<std::int64_t>(searches - 1)});
        set_prices(i);
    }
}

void Tempering::set_prices(std::size_t rung) {
    const auto& [search, progress, tries, trades] = rungs_[rung];
    if (progress < kKnot) {
        searches_[search].set_prices(kLow, progress * kWay / kKnot);
    } else {
        searches_[search].set_prices(kHigh, (progress - kKnot) * kWay / (kWay - kKnot));
    }
}

std::uint64_t Tempering::step() {
    std::uint64_t moves = 0;
    for (auto& search : searches_) moves += search.walk(kMovesPerStep);
    trade();
    if (++steps_ % kStepsPerSpacing == 0) space_evenly();
    for (const auto& search : searches_) {
        if (is_better(search.best(), best_, order_)) best_ = search.best();
    }
    for (auto& search : searches_) search.set_fairest(best_[Level::fairness]);
    return moves;
}

/// Every other pair, and the others the next time.
void Tempering::trade() {
    for (std::size_t i = steps_ % 2; i + 1 < size(); i += 2) {
        ++rungs_[i].tries;
        if (!searches_[rungs_[i].search].trade(searches_[rungs_[i + 1].search])) continue;
        ++rungs_[i].trades;
        std::swap(rungs_[i].search, rungs_[i + 1].search);
    }
}

/// Moves the rungs towards where all trades would be equally rare.
void Tempering::space_evenly() {
    std::vector<std::int64_t> rarity = {0};  // in all, up to each rung
    for (auto& rung : rungs_) {
        rarity.push_back(rarity.back() + 16 + log2_of(rung.tries + 2) - log2_of(rung.trades + 1));
        rung.tries /= 2;
        rung.trades /= 2;
    }
    rarity.pop_back();
    const std::vector<Rung> before = rungs_;
    std::size_t below = 0;
    for (std::size_t i = 1; i + 1 < size(); ++i) {
        const std::int64_t wanted =
            rarity.back() * static_cast<std::int64_t>(i) / static_cast<std::int64_t>(size() - 1);
        while (rarity[below + 1] < wanted) ++below;
        const std::int64_t width = before[below + 1].progress - before[below].progress;
        const std::int64_t there =
            before[below].progress + width * (wanted - rarity[below]) / (rarity[below + 1] - rarity[below]);
        rungs_[i].progress = (3 * before[i].progress + there) / 4;
    }
    for (std::size_t i = 0; i < size(); ++i) set_prices(i);
}

Draft Tempering::best() const {
    const auto best = std::find_if(searches_.begin(), searches_.end(),
                                   [&](const Search& search) { return search.best() == best_; });
    return best == searches_.end() ? first_ : best->best_draft();
}

}  // namespace tiffin::planning
