#include "report/catering_report.h"

#include <catch2/catch.hpp>

using namespace tiffin;
using namespace tiffin::report;

namespace {

std::vector<std::string> names(const Table& table, std::size_t column) {
    std::vector<std::string> found;
    for (const auto& row : table.rows) found.push_back(std::get<std::string>(row.at(column)));
    return found;
}

const Cell kNothing{};

}  // namespace

TEST_CASE("a diet that nobody has any more is a change too") {
    CateredSession session{.name = "lunch/2027-02-18", .lunch = Lunch::catered};
    session.order = order_for({{Answer::yes, ""}, {Answer::yes, "vegan"}}, {100, 50, 0});
    session.frozen = FrozenOrder{Instant{}, {{"", 1}, {"halal", 2}}};
    const auto table = catering_table({session});
    CHECK(names(table, 2) == std::vector<std::string>{"any", "halal", "vegan", "all"});
    CHECK(table.rows[1][3] == Cell{std::int64_t{0}});
    CHECK(table.rows[1][8] == Cell{std::int64_t{-2}});
    CHECK(table.rows[2][7] == Cell{std::int64_t{0}});
    CHECK(table.rows[2][8] == Cell{std::int64_t{1}});
    CHECK(table.rows[3][7] == Cell{std::int64_t{3}});
    CHECK(table.rows[3][8] == Cell{std::int64_t{-1}});
}

TEST_CASE("what is not catered has no portions, and a potluck its dishes") {
    CateredSession session{.name = "lunch/2027-02-18", .lunch = Lunch::potluck, .dishes = {"salad", "bread"}};
    session.order = order_for({{Answer::yes, "vegan"}}, {100, 50, 0});
    const auto table = catering_table({session});
    CHECK(names(table, 2) == std::vector<std::string>{"any", "vegan", "all", "brings bread", "brings salad"});
    CHECK(table.rows[1][3] == kNothing);
    CHECK(table.rows[1][4] == Cell{std::int64_t{1}});
    CHECK(catering_table({}).rows.empty());
}
