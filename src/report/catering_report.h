#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "domain/catering.h"
#include "domain/series.h"
#include "report/table.h"

namespace tiffin::report {

/// A show rate in percent, and of how many people it was measured; nothing: it is a setting.
struct RateOf {
    int percent = 0;
    std::optional<int> measured_of{};
};

/// Who eats at one session, as numbers: neither names nor addresses.
struct CateredSession {
    std::string name;
    Lunch lunch = Lunch::none;
    CateringOrder order{};
    std::optional<FrozenOrder> frozen{};
    std::string frozen_on{};            ///< with its offset
    std::vector<std::string> dishes{};  ///< of a potluck, in any order
    std::array<RateOf, 3> rates{};      ///< of those who say yes, maybe and nothing
};

/// Columns session, lunch, diet, portions, yes, maybe, silent, frozen, delta, frozen_on, and in the row "all"
/// of what is catered the show rates and of how many people they were measured: a row for each diet ("any":
/// whatever is served), then "all"; of a potluck one more for each dish, "brings salad". Portions are of what
/// is catered only; frozen are those that the caterer was told, and delta what changed since.
Table catering_table(const std::vector<CateredSession>& sessions);

}  // namespace tiffin::report
