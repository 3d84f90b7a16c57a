#include "domain/id.h"

namespace tiffin {

namespace {
constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr int kLength = 12;
}  // namespace

std::string render_id(std::int64_t value) {
    std::string text(kLength, '0');
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit, value >>= 5) {
        *digit = kDigits[static_cast<std::size_t>(value & 31)];
    }
    return text;
}

std::optional<std::int64_t> parse_id(std::string_view text) {
    if (text.size() != kLength) return std::nullopt;
    std::int64_t value = 0;
    for (const char character : text) {
        const auto digit = kDigits.find(character);
        if (digit == std::string_view::npos) return std::nullopt;
        value = (value << 5) | static_cast<std::int64_t>(digit);
    }
    return value;
}

std::optional<std::int64_t> id_of_uid(std::string_view uid) {
    constexpr std::string_view kEnd = "@tiffin";
    if (!uid.ends_with(kEnd)) return std::nullopt;
    return parse_id(uid.substr(0, uid.size() - kEnd.size()));
}

}  // namespace tiffin
