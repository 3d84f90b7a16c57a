#include "domain/attendance.h"

#include <catch2/catch.hpp>

using namespace tiffin;

TEST_CASE("a show rate is measured of enough people, and rounded up") {
    CHECK_FALSE(show_rate({}));
    CHECK_FALSE(show_rate({kEnoughAsked - 1, kEnoughAsked - 1}));
    CHECK(show_rate({kEnoughAsked, 0}) == 0);
    CHECK(show_rate({kEnoughAsked, kEnoughAsked}) == 100);
    CHECK(show_rate({30, 20}) == 67);
    CHECK(show_rate({1000, 1}) == 1);
}
