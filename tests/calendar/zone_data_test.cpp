#include "calendar/zone_data.h"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

using namespace tiffin;
using namespace tiffin::calendar;

namespace {

const Date kToday = *parse_iso_date("2027-02-18");

/// A folder as the system's, with these zones.
class ZoneFolder {
  public:
    explicit ZoneFolder(const std::vector<std::string>& zones) {
        std::filesystem::remove_all(path_);
        for (const auto& zone : zones) write(zone, "TZif2");
    }
    ~ZoneFolder() { std::filesystem::remove_all(path_); }
    ZoneFolder(const ZoneFolder&) = delete;
    ZoneFolder& operator=(const ZoneFolder&) = delete;

    void write(const std::string& name, const std::string& bytes) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name) << bytes;
    }

    [[nodiscard]] std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_ = std::filesystem::temp_directory_path() / "tiffin-zone-data-test";
};

}  // namespace

TEST_CASE("zone data that is missing, lacks a zone or is old is named, with what to type") {
    const ZoneFolder folder({"Europe/London", "Europe/Berlin"});
    CHECK(check_zone_data({"Europe/Berlin", "UTC"}, kToday, folder.path()).empty());
    CHECK(check_zone_data({"Europe/Kyiv"}, kToday, folder.path()) ==
          std::vector<ZoneDataFinding>{
              {"the time zone data does not know Europe/Kyiv", "apt-get update && apt-get install tzdata"}});

    folder.write("tzdata.zi", "# version 2026a\nR x\n");
    CHECK(zone_data_release(folder.path()) == "2026a");
    CHECK(check_zone_data({"Europe/Berlin"}, kToday, folder.path()).empty());
    folder.write("tzdata.zi", "# version 2025b\n");
    const auto old = check_zone_data({"Europe/Kyiv"}, kToday, folder.path());
    REQUIRE(old.size() == 2);
    CHECK(old[0].sentence == "the time zone data of release 2025b does not know Europe/Kyiv");
    CHECK(old[1].sentence ==
          "the time zone data is of release 2025b, and clocks may have been changed by law since");
    CHECK(old[1].remedy == "apt-get update && apt-get install tzdata");

    folder.write("tzdata.zi", "no release\n");
    folder.write("+VERSION", "2020d\n");
    CHECK(zone_data_release(folder.path()) == "2020d");
    folder.write("+VERSION", "\n");
    CHECK_FALSE(zone_data_release(folder.path()));

    const auto none = check_zone_data({"Europe/Berlin"}, kToday, folder.path() + "/nowhere");
    REQUIRE(none.size() == 1);
    CHECK(none[0].remedy == "apt-get install tzdata");
}

TEST_CASE("this system's zone data says its release") {
    CHECK(zone_data_release());
    CHECK(check_zone_data({"Europe/Berlin", "America/New_York", "UTC"}, kEarliestDate).empty());
}
