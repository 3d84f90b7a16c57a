#pragma once

#include <string_view>

namespace tiffin {

/// A link that programs can open: a scheme (RFC 3986 3.1) and a host, or one of the schemes without a host that
/// people are called by; "meet.example:8443" and "Zoom ID: 1" have a colon as well. No blanks.
bool is_uri(std::string_view text);

}  // namespace tiffin
