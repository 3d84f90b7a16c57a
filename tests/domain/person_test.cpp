#include "domain/person.h"

#include <catch2/catch.hpp>

using namespace tiffin;
using namespace std::chrono;

TEST_CASE("somebody is here from joining to leaving, but for absences") {
    const auto day = [](int number) { return Date{2027y / March / number}; };
    const Person ana{.joined = day(3), .left = day(20)};
    const std::vector<Absence> absences{{.dates = {day(5), day(8)}},
                                        {.dates = {day(8), day(9)}},
                                        {.dates = {day(15), day(16)}, .had_left = true}};
    CHECK(why_absent(ana, absences, day(2)) == "is not in the programme");
    CHECK(why_absent(ana, absences, day(3)).empty());
    CHECK(why_absent(ana, absences, day(5)) == "is away");
    CHECK(why_absent(ana, absences, day(9)) == "is away");
    CHECK(why_absent(ana, absences, day(10)).empty());
    CHECK(why_absent(ana, absences, day(15)) == "is not in the programme");
    CHECK(why_absent(ana, absences, day(20)).empty());
    CHECK(why_absent(ana, absences, day(21)) == "is not in the programme");
}
