#include "report/rotation_report.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "report/cell.h"
#include "text/fold.h"

namespace tiffin::report {

namespace {

Cell text_or_nothing(std::string text) {
    return text.empty() ? Cell{} : Cell{std::move(text)};
}

constexpr std::int64_t kTurn = 1'000'000;

Cell date_cell(const std::optional<Date>& day) {
    return day ? Cell(render_date(*day)) : Cell();
}

std::string two_places(std::int64_t millionths) {
    std::string text;
    append_decimal(text, {millionths, 2});
    return text;
}

bool owes_more(const RotationRow& left, const RotationRow& right) {
    if (left.balance != right.balance) return left.balance < right.balance;
    const auto left_name = text::fold(left.person);
    const auto right_name = text::fold(right.person);
    return left_name != right_name ? left_name < right_name : left.email < right.email;
}

}  // namespace

Table rotation_table(std::vector<RotationRow> rows) {
    constexpr auto right = Column::Align::right;
    std::sort(rows.begin(), rows.end(), owes_more);
    Table table;
    table.columns = {{"person"},         {"email"}, {"team"}, {"turns", right}, {"share", right},
                     {"balance", right}, {"last"},  {"next"}, {"ended", right}};
    table.rows.reserve(rows.size());
    for (auto& row : rows) {
        table.rows.push_back({std::move(row.person), text_or_nothing(std::move(row.email)),
                              text_or_nothing(std::move(row.team)), Decimal{row.turns, 2, true},
                              Decimal{row.share, 2}, Decimal{row.balance, 2}, date_cell(row.last),
                              date_cell(row.next), Decimal{row.ended, 2, true}});
    }
    return table;
}

std::string rotation_headline(const std::vector<RotationRow>& rows) {
    if (rows.empty()) return "";
    const auto worst = std::min_element(rows.begin(), rows.end(), [](const auto& left, const auto& right) {
        const auto left_size = std::abs(left.balance);
        const auto right_size = std::abs(right.balance);
        return left_size != right_size ? left_size > right_size : owes_more(left, right);
    });
    std::string name;
    const bool is_shared = std::count_if(rows.begin(), rows.end(), [&](const RotationRow& row) {
                               return text::fold(row.person) == text::fold(worst->person);
                           }) > 1;
    append_harmless(name,
                    worst->person + (is_shared && !worst->email.empty() ? " <" + worst->email + ">" : ""));
    const auto people = static_cast<std::int64_t>(rows.size());
    return "The worst balance is " + two_places(worst->balance) + " turns (" + name + "); " +
           std::to_string(people) + (people == 1 ? " person needs" : " equal people need") + " at most " +
           two_places(kTurn - kTurn / people) + ".";
}

}  // namespace tiffin::report
