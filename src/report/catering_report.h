#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/catering.h"
#include "domain/series.h"
#include "report/table.h"

namespace tiffin::report {

/// Who eats at one session, as numbers: neither names nor addresses.
struct CateredSession {
    std::string name;
    Lunch lunch = Lunch::none;
    CateringOrder order{};
    std::optional<FrozenOrder> frozen{};
    std::vector<std::string> dishes{};  ///< of a potluck, in any order
};

/// Columns session, lunch, diet, portions, yes, maybe, silent, frozen, delta, frozen_on: a row for each diet
/// ("any": whatever is served), then "all"; of a potluck one more for each dish, "brings salad". Portions are
/// of what is catered only; frozen are those that the caterer was told, and delta what changed since.
Table catering_table(const std::vector<CateredSession>& sessions);

}  // namespace tiffin::report
