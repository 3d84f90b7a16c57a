#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tiffin {

// Spans of time as people write them: "90m", "12h", "2d", "3w".

/// Nothing for anything else, and for more than ten years.
std::optional<std::chrono::minutes> parse_span(std::string_view text);
/// With a sign: before or after something, "-21d", "+2d".
std::optional<std::chrono::minutes> parse_offset(std::string_view text);

/// In days, hours or minutes: the largest that needs no fraction.
std::string render_span(std::chrono::minutes span);
std::string render_offset(std::chrono::minutes offset);

}  // namespace tiffin
