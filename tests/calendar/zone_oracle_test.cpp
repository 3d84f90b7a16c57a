#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "calendar/oracle.h"
#include "calendar/zone.h"

using namespace tiffin;
using calendar::Zone;

TEST_CASE("local times become the instants that zoneinfo gives") {
    std::map<std::string, Zone> zones;
    int compared = 0;
    for (const auto& line : ask_oracle("zone_oracle.py")) {
        REQUIRE(line.size() == 3);
        const auto found = zones.find(line[0]);
        const Zone& zone =
            found != zones.end() ? found->second : zones.emplace(line[0], Zone::load(line[0])).first->second;
        const auto local = parse_instant(line[1]).value();
        const Date date = std::chrono::floor<std::chrono::days>(local);
        const auto instant = zone.to_instant(date, std::chrono::floor<std::chrono::minutes>(local - date));
        if (render_instant(instant) != line[2]) {
            FAIL_CHECK(line[0] << " " << line[1] << ": " << render_instant(instant) << " instead of "
                               << line[2]);
        }
        ++compared;
    }
    CHECK(compared > 50'000);
}
