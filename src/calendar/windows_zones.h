#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace tiffin::calendar {

/// The IANA name for what Exchange and Outlook call a zone, such as "W. Europe Standard Time".
std::optional<std::string_view> iana_name_of_windows_zone(std::string_view name);

/// All of them: one for each way that clocks go today.
std::vector<std::string_view> iana_names_of_windows_zones();

}  // namespace tiffin::calendar
