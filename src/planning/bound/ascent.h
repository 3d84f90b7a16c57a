#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "planning/bound/cheapest_rows.h"
#include "planning/bound/cheapest_turns.h"
#include "planning/bound/price_table.h"
#include "planning/draft.h"
#include "planning/objective.h"

namespace tiffin::planning {

/// Prices under which the bound of one level rises: by steps along the slopes, deflected by those before
/// (Camerini, Fratta and Maffioli, Mathematical Programming Study 3, 1975), as long as Polyak's rule says.
/// The bound holds for plans that are as good as a score on all levels before and leave as many seats open.
class Ascent {
  public:
    /// With `loads` everybody has so many parts of turns, one entry for each; without any entry as many as
    /// the score's fairness leaves.
    Ascent(const Problem& problem, const LevelOrder& order, Level level, const Score& score,
           const std::vector<std::size_t>& loads = {});

    /// What a round looks at.
    [[nodiscard]] std::uint64_t size() const { return turns_.size() + table_.size() / 4; }
    /// Nothing overflows.
    [[nodiscard]] bool is_in_range() const;

    /// Prices, and what a step of the level costs by them.
    struct State {
        Level level = Level::changes;
        Cost unit = 1;
        std::vector<Cost> prices;
    };
    [[nodiscard]] State state() const { return {level_, unit_, prices_}; }
    /// Begins with those of another level's rise, and one step of either worth the same: of demand what an
    /// average session makes of it. Or with those of the same level's.
    void begin_with(const State& before);

    /// At least `known`, which it was before. Ends with the prices that gave the highest bound.
    std::int64_t raise(std::int64_t known, std::uint64_t rounds);
    /// What is taken in so many rounds near the prices that it began with; ends likewise.
    std::vector<Taken> watch(std::uint64_t rounds);

  private:
    struct Climb {
        std::uint64_t rounds = 0;
        Cost way = 0;                         ///< in the end as far as this part of what seems to be left
        Cost least_rise = 0;                  ///< that is always taken to be left
        std::optional<std::int64_t> until{};  ///< the bound is so high
        std::vector<Taken>* taken = nullptr;
    };
    std::int64_t climb(const Climb& climb, std::int64_t known);
    void set_own_price();
    void let_move();
    Cost relax(std::vector<Taken>* taken);
    Cost set_limits();
    Cost leave_open();
    void step(Cost rise);

    const Problem& problem_;
    const Level level_;
    const Score score_;
    const Draft empty_;  ///< nothing but what is fixed
    const PriceTable table_;
    CheapestTurns turns_;
    bool counts_variety_ = false;
    std::optional<CheapestRows> rows_;  ///< where variety counts, once a round is made
    std::vector<char> may_move_;        ///< the other prices stay as they are
    std::vector<char> may_fall_;        ///< below nought
    Cost unit_ = 1;                     ///< of cost: a step of the level
    std::vector<Cost> prices_;
    std::vector<Cost> slopes_;
    std::vector<Cost> direction_;  ///< in parts
};

}  // namespace tiffin::planning
