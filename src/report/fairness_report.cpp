#include "report/fairness_report.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "report/cell.h"
#include "text/fold.h"

namespace tiffin::report {

namespace {

constexpr std::int64_t kTurn = 1'000'000;

Cell number_or_nothing(const std::optional<std::int64_t>& number) {
    return number ? Cell{*number} : Cell{};
}

std::string two_places(std::int64_t millionths) {
    std::string text;
    append_decimal(text, {millionths, 2});
    return text;
}

}  // namespace

Table fairness_table(const FairnessFigures& held, const FairnessFigures& planned, std::int64_t close_days,
                     std::int64_t people) {
    constexpr auto right = Column::Align::right;
    Table table;
    table.columns = {{"measure"}, {"held", right}, {"planned", right}, {"bound", right}};
    const auto turns = [](std::int64_t millionths) { return Cell{Decimal{millionths, 2}}; };
    const Cell bound = people > 0 ? turns(kTurn - kTurn / people) : Cell{};
    table.rows = {
        {"worst balance", turns(std::abs(held.worst)), turns(std::abs(planned.worst)), bound},
        {"squared balances at the end", turns(held.squares), turns(planned.squares), Cell{}},
        {"turns sooner than " + std::to_string(close_days) + " days", held.close_pairs, planned.close_pairs,
         Cell{}},
        {"fewest days between two turns", number_or_nothing(held.shortest),
         number_or_nothing(planned.shortest), Cell{}},
        {"most days without a turn", held.longest_wait, planned.longest_wait, Cell{}},
    };
    return table;
}

Table fairness_people_table(std::vector<FairnessRow> rows) {
    constexpr auto right = Column::Align::right;
    std::sort(rows.begin(), rows.end(), [](const FairnessRow& left, const FairnessRow& other) {
        const auto size = std::abs(left.worst);
        const auto other_size = std::abs(other.worst);
        return size != other_size ? size > other_size : text::fold(left.person) < text::fold(other.person);
    });
    Table table;
    table.columns = {{"person"},
                     {"turns", right},
                     {"planned_turns", right},
                     {"worst", right},
                     {"planned_worst", right},
                     {"gap", right},
                     {"planned_gap", right}};
    for (auto& row : rows) {
        table.rows.push_back({std::move(row.person), Decimal{row.turns, 2, true},
                              Decimal{row.planned_turns, 2, true}, Decimal{row.worst, 2},
                              Decimal{row.planned_worst, 2}, number_or_nothing(row.shortest),
                              number_or_nothing(row.planned_shortest)});
    }
    return table;
}

std::string fairness_headline(const std::vector<FairnessRow>& rows) {
    if (rows.empty()) return "";
    const auto farthest = [&](std::int64_t FairnessRow::*balance) {
        const auto found =
            std::max_element(rows.begin(), rows.end(), [&](const auto& left, const auto& other) {
                return std::abs(left.*balance) < std::abs(other.*balance);
            });
        std::string text = two_places((*found).*balance) + " turns (";
        append_harmless(text, found->person);
        return text + ")";
    };
    return "The worst balance was " + farthest(&FairnessRow::worst) + "; planned, it would have been " +
           farthest(&FairnessRow::planned_worst) + ".";
}

}  // namespace tiffin::report
