#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "planning/bound/price_table.h"
#include "planning/draft.h"

namespace tiffin::planning {

/// What the rows of sessions look like cheapest at given prices, if each could look like anybody who may take
/// it, whoever does.
class CheapestRows {
  public:
    /// `empty` has nothing but what is fixed; all live longer. With `may_be_open` a place may look like
    /// nobody.
    CheapestRows(const Problem& problem, const Draft& empty, const PriceTable& table, bool may_be_open);

    /// What all rows cost, of one look. Their repeats and what they look like is added to `slopes`.
    Cost choose(Look look, const std::vector<Cost>& prices, std::vector<Cost>& slopes);

  private:
    struct Choice {
        Cost cost = 0;
        std::size_t before = 0;  ///< of the choices of the place before
    };
    using Looks = std::array<std::vector<Index>, kLooks>;
    void learn_people();
    static void keep_once(std::vector<Index>& some);
    void add_looks_of(Index session, bool may_be_open);

    const Problem& problem_;
    const PriceTable& table_;
    std::vector<Looks> of_person_;
    std::array<std::vector<std::vector<Index>>, kLooks> looks_;  ///< by place: one or more
    std::vector<std::vector<Choice>> choices_;
};

}  // namespace tiffin::planning
