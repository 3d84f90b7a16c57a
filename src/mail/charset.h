#pragma once

#include <string>
#include <string_view>

namespace tiffin::mail {

/// Text as UTF-8, whatever its sender called it: what is UTF-8 stays; else `charset` is believed (any name
/// that iconv knows), and Windows-1252, which holds Latin-1, where it is empty or unknown. A byte that stands
/// for nothing becomes U+FFFD. A byte order mark is dropped.
std::string to_utf8(std::string_view bytes, std::string_view charset);

}  // namespace tiffin::mail
