#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/table.h"

namespace tiffin::report {

/// What happened, or what a plan would have done; turns in millionths, the rest in days.
struct FairnessFigures {
    std::int64_t worst = 0;    ///< the balance farthest from zero after any session
    std::int64_t squares = 0;  ///< sum of the squared balances at the end
    std::int64_t close_pairs = 0;
    std::int64_t longest_wait = 0;
    std::optional<std::int64_t> shortest{};
};

/// Columns measure, held, planned, bound: the bound of the worst balance is 1 - 1/n for the most people there
/// at once (Tijdeman 1980); turns sooner than `close_days` after the last are close.
Table fairness_table(const FairnessFigures& held, const FairnessFigures& planned, std::int64_t close_days,
                     std::int64_t people);

/// One person, as it was and as it would have been.
struct FairnessRow {
    std::string person;
    std::int64_t turns = 0, planned_turns = 0;
    std::int64_t worst = 0, planned_worst = 0;
    std::optional<std::int64_t> shortest{}, planned_shortest{};
};

/// Whoever was farthest from a fair share stands first, equals by name.
Table fairness_people_table(std::vector<FairnessRow> rows);

/// "The worst balance was 5.20 turns (Xena); the plan's would have been -0.97 (Milo)."
std::string fairness_headline(const std::vector<FairnessRow>& rows);

}  // namespace tiffin::report
