#pragma once

#include <optional>
#include <string_view>

namespace tiffin::calendar {

/// The IANA name for what Exchange and Outlook call a zone, such as "W. Europe Standard Time".
std::optional<std::string_view> iana_name_of_windows_zone(std::string_view name);

}  // namespace tiffin::calendar
