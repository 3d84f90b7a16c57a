#include "domain/told_order.h"

#include <catch2/catch.hpp>

using namespace tiffin;
using namespace std::chrono;

namespace {

ToldOrder order(std::map<std::string, int> portions) {
    return {Date{2027y / February / 18}, hours{12} + minutes{30}, "Room 4", std::move(portions)};
}

}  // namespace

TEST_CASE("what a caterer was told is read as it was written") {
    for (const auto& told :
         {order({{"", 12}, {"no nuts + vegan", 2}, {"2 eggs", 1}}), order({}), ToldOrder{}})
        CHECK(parse_told_order(render_told_order(told)) == told);
    CHECK(render_told_order(order({{"", 3}, {"vegan", 1}})) ==
          "date 2027-02-18\nstart 12:30\nplace Room 4\nportions 3 \nportions 1 vegan\n");
}

TEST_CASE("the heads of an order are the portions of all diets") {
    CHECK(heads(order({})) == 0);
    CHECK(heads(order({{"", 3}, {"halal", 1}, {"vegan", 2}})) == 6);
}

TEST_CASE("what is different for a caterer are the diets of which more or fewer are wanted") {
    const auto told = order({{"", 3}, {"halal", 1}, {"vegan", 2}});
    CHECK(changes(told, told).empty());
    CHECK(changes(told, order({{"", 3}, {"kosher", 1}, {"vegan", 1}})) ==
          std::vector<PortionChange>{{"halal", -1}, {"kosher", 1}, {"vegan", -1}});
    CHECK(changes(told, order({})).size() == 3);
}
