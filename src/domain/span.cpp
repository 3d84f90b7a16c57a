#include "domain/span.h"

#include <array>
#include <charconv>
#include <utility>

namespace tiffin {

namespace {

using std::chrono::minutes;

/// The largest first.
constexpr std::array<std::pair<char, int>, 4> kUnits{
    {{'w', 7 * 24 * 60}, {'d', 24 * 60}, {'h', 60}, {'m', 1}}};
constexpr int kMost = 3660 * 24 * 60;

}  // namespace

std::optional<minutes> parse_span(std::string_view text) {
    if (text.empty() || text.front() == '-') return std::nullopt;
    int factor = 0;
    for (const auto& [letter, length] : kUnits) {
        if (text.back() == letter) factor = length;
    }
    text.remove_suffix(1);
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || factor == 0 || number > kMost / factor)
        return std::nullopt;
    return minutes{number * factor};
}

std::optional<minutes> parse_offset(std::string_view text) {
    if (text.empty() || (text.front() != '-' && text.front() != '+')) return std::nullopt;
    const auto span = parse_span(text.substr(1));
    if (!span) return std::nullopt;
    return text.front() == '-' ? -*span : *span;
}

std::string render_span(minutes span) {
    if (span == minutes{0}) return "0d";
    for (const auto& [letter, length] : kUnits) {
        if (letter != 'w' && span.count() % length == 0)
            return std::to_string(span.count() / length) + letter;
    }
    return {};
}

std::string render_offset(minutes offset) {
    return offset < minutes{0} ? "-" + render_span(-offset) : "+" + render_span(offset);
}

}  // namespace tiffin
