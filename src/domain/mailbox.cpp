#include "domain/mailbox.h"

#include <algorithm>

namespace tiffin {

namespace {

constexpr std::size_t kLongestLocalPart = 64;  // RFC 5321 4.5.3.1.1
constexpr std::size_t kLongestAddress = 254;   // RFC 5321 4.5.3.1.3, less the angle brackets
constexpr std::size_t kLongestLabel = 63;      // RFC 1035 2.3.4

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_local_character(char c) {
    return is_letter_or_digit(c) ||
           std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
}

/// Blanks of other widths and characters without any, in UTF-8: they pass for letters above.
bool has_unseen(std::string_view text) {
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        const auto two = text.substr(at, 2);
        if (two == "\xc2\xa0" || two == "\xc2\xad") return true;
        const auto three = text.substr(at, 3);
        if (three == "\xe3\x80\x80" || three == "\xef\xbb\xbf") return true;
        const auto last = three.size() == 3 ? static_cast<unsigned char>(three[2]) : 0U;
        if (two == "\xe2\x80" && (last <= 0x8fU || (last >= 0xa8U && last <= 0xafU))) return true;
        if (two == "\xe2\x81" && last >= 0x9fU && last <= 0xafU) return true;
    }
    return false;
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= kLongestLabel && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

bool is_domain(std::string_view domain) {
    for (;;) {
        const auto dot = domain.find('.');
        if (!is_label(domain.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        domain.remove_prefix(dot + 1);
    }
}

std::string_view trim_blanks(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// The name of a quoted-string without its quotes and escapes; nothing when the quotes do not match.
std::optional<std::string> unquote(std::string_view text) {
    if (text.size() < 2 || text.back() != '"') return std::nullopt;
    std::string name;
    for (std::size_t at = 1; at + 1 < text.size(); ++at) {
        if (text[at] == '"') return std::nullopt;
        if (text[at] == '\\' && ++at + 1 == text.size()) return std::nullopt;
        name += text[at];
    }
    return name;
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool is_name(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '<' || c == '>' || c == '@' ||
               c == '"';
    });
}

}  // namespace

bool is_mail_address(std::string_view text) {
    const auto at = text.find('@');
    if (at == std::string_view::npos || text.size() > kLongestAddress) return false;
    const auto local = text.substr(0, at);
    return !local.empty() && local.front() != '.' && !has_unseen(text) && local.size() <= kLongestLocalPart &&
           std::all_of(local.begin(), local.end(), is_local_character) && is_domain(text.substr(at + 1));
}

std::optional<Mailbox> parse_mailbox(std::string_view text) {
    text = trim_blanks(text);
    if (is_mail_address(text)) return Mailbox{{}, std::string(text)};
    const auto open = text.rfind('<');
    if (open == std::string_view::npos || text.back() != '>' || has_control(text)) return std::nullopt;
    const auto email = trim_blanks(text.substr(open + 1, text.size() - open - 2));
    if (!is_mail_address(email)) return std::nullopt;
    const auto name = trim_blanks(text.substr(0, open));
    if (!name.empty() && name.front() == '"') {
        auto unquoted = unquote(name);
        if (!unquoted) return std::nullopt;
        return Mailbox{std::move(*unquoted), std::string(email)};
    }
    if (!is_name(name)) return std::nullopt;
    return Mailbox{std::string(name), std::string(email)};
}

}  // namespace tiffin
