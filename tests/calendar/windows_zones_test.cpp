#include "calendar/windows_zones.h"

#include <catch2/catch.hpp>

#include "calendar/oracle.h"
#include "calendar/zone.h"

using namespace tiffin::calendar;

TEST_CASE("Windows zone names are those that python3-icalendar knows, as zones of this system") {
    int compared = 0;
    for (const auto& line : ask_oracle("windows_zone_oracle.py")) {
        REQUIRE(line.size() == 2);
        const auto name = iana_name_of_windows_zone(line[0]);
        INFO(line[0]);
        REQUIRE(name);
        CHECK(Zone::load(*name).name() == *name);
        ++compared;
    }
    CHECK(compared > 100);
    CHECK(iana_name_of_windows_zone("W. Europe Standard Time") == "Europe/Berlin");
    CHECK(iana_name_of_windows_zone("India Standard Time") == "Asia/Kolkata");
    CHECK_FALSE(iana_name_of_windows_zone("Europe/Berlin"));
    CHECK_FALSE(iana_name_of_windows_zone(""));
    CHECK_FALSE(iana_name_of_windows_zone("zzz"));
}
