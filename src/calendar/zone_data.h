#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"

namespace tiffin::calendar {

/// What is wrong with the system's time zone data, and what to type.
struct ZoneDataFinding {
    std::string sentence;
    std::string remedy;

    bool operator==(const ZoneDataFinding&) const = default;
};

constexpr std::string_view kZoneFolder = "/usr/share/zoneinfo";

/// The release of the IANA database in `folder`, such as "2026f"; nothing where the folder does not say.
std::optional<std::string> zone_data_release(std::string_view folder = kZoneFolder);

/// Data that is missing, that lacks one of the zones in use, or that is of a year before the last one: some
/// country changes its clocks in most years. Empty when nothing is wrong, and for data that does not say how
/// old it is.
std::vector<ZoneDataFinding> check_zone_data(const std::vector<std::string>& zones_in_use, Date today,
                                             std::string_view folder = kZoneFolder);

}  // namespace tiffin::calendar
