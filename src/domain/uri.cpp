#include "domain/uri.h"

#include <algorithm>
#include <array>

namespace tiffin {

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_scheme(std::string_view text) {
    return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    });
}

/// In any letter case (RFC 3986 3.1); `known` is in small letters.
bool is_same_scheme(std::string_view text, std::string_view known) {
    return std::equal(text.begin(), text.end(), known.begin(), known.end(),
                      [](char c, char small) { return (is_letter(c) ? c | 0x20 : c) == small; });
}

}  // namespace

bool is_uri(std::string_view text) {
    constexpr std::array<std::string_view, 4> kWithoutHost{"mailto", "tel", "sip", "sips"};
    const auto colon = text.find(':');
    const bool has_blank = std::any_of(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7F'; });
    if (colon == std::string_view::npos || has_blank) return false;
    const auto scheme = text.substr(0, colon);
    const auto rest = text.substr(colon + 1);
    if (rest.starts_with("//")) return is_scheme(scheme) && rest.size() > 2;
    return !rest.empty() && std::any_of(kWithoutHost.begin(), kWithoutHost.end(),
                                        [&](auto each) { return is_same_scheme(scheme, each); });
}

}  // namespace tiffin
