#include "calendar/zone_data.h"

#include <algorithm>
#include <array>
#include <fstream>

namespace tiffin::calendar {

namespace {

constexpr const char* kInstall = "apt-get install tzdata";
constexpr const char* kUpgrade = "apt-get update && apt-get install tzdata";

bool is_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::array<char, 4> magic{};
    return file.read(magic.data(), magic.size()) && std::string_view(magic.data(), magic.size()) == "TZif";
}

std::string first_line(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

/// "2026f"
bool is_release(std::string_view text) {
    return text.size() >= 5 &&
           std::all_of(text.begin(), text.begin() + 4, [](char c) { return c >= '0' && c <= '9'; }) &&
           std::all_of(text.begin() + 4, text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

std::optional<std::string> zone_data_release(std::string_view folder) {
    const std::string path(folder);
    std::string line = first_line(path + "/tzdata.zi");
    constexpr std::string_view kMark = "# version ";
    if (line.compare(0, kMark.size(), kMark) == 0 && is_release(line.substr(kMark.size())))
        return line.substr(kMark.size());
    line = first_line(path + "/+VERSION");  // BSD and macOS
    if (is_release(line)) return line;
    return std::nullopt;
}

std::vector<ZoneDataFinding> check_zone_data(const std::vector<std::string>& zones_in_use, Date today,
                                             std::string_view folder) {
    const std::string path(folder);
    // A zone for each half of the world, in case a package leaves one out.
    if (!is_file(path + "/Europe/London") && !is_file(path + "/America/New_York")) {
        return {{"there is no time zone data in " + path + ", so no session has a time in UTC", kInstall}};
    }
    std::vector<ZoneDataFinding> findings;
    const auto release = zone_data_release(folder);
    const std::string named = release ? " of release " + *release : "";
    for (const auto& zone : zones_in_use) {
        if (zone != "UTC" && !is_file(path + "/" + zone))
            findings.push_back({"the time zone data" + named + " does not know " + zone, kUpgrade});
    }
    const int year = static_cast<int>(std::chrono::year_month_day{today}.year());
    if (release && std::stoi(release->substr(0, 4)) < year - 1) {
        findings.push_back({"the time zone data is of release " + *release +
                                ", and clocks may have been changed by law since",
                            kUpgrade});
    }
    return findings;
}

}  // namespace tiffin::calendar
