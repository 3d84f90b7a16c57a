#include "text/fold.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <numeric>

#include <utf8proc.h>

namespace tiffin::text {

namespace {

struct Free {
    void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
};

const utf8proc_uint8_t* bytes_of(std::string_view text) {
    return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

std::string map(std::string_view text, int options) {
    utf8proc_uint8_t* mapped = nullptr;
    const auto length = utf8proc_map(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                                     static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, Free> owner(mapped);
    if (length < 0) return std::string(text);
    return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)};
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

char to_lower_ascii(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string collapse_blanks(std::string_view text) {
    std::string collapsed;
    for (const char c : trim(text)) {
        if (!is_blank(c)) {
            collapsed += c;
        } else if (collapsed.back() != ' ') {
            collapsed += ' ';
        }
    }
    return collapsed;
}

std::string fold_ascii(std::string_view text) {
    text = trim(text);
    std::string folded(text.size(), ' ');
    std::size_t size = 0;
    for (const char c : text) {
        if (!is_blank(c)) {
            folded[size++] = to_lower_ascii(c);
        } else if (folded[size - 1] != ' ') {
            folded[size++] = ' ';
        }
    }
    folded.resize(size);
    return folded;
}

/// The code point at the front of `text` and its length in bytes; -1 and 1 for a broken byte.
std::pair<utf8proc_int32_t, std::size_t> front(std::string_view text) {
    utf8proc_int32_t codepoint = -1;
    const auto length =
        utf8proc_iterate(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &codepoint);
    return {codepoint, length > 0 ? static_cast<std::size_t>(length) : 1};
}

bool is_mark(utf8proc_int32_t codepoint) {
    const auto category = utf8proc_category(codepoint);
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

bool is_letter_or_digit(utf8proc_int32_t codepoint) {
    const auto category = utf8proc_category(codepoint);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

enum class Unseen { no, blank, line, nothing, joiner, direction };

/// How a character that leaves no ink is meant. ASCII has its own names for its blanks.
Unseen unseen(utf8proc_int32_t codepoint) {
    switch (codepoint) {
        case 0x200b:  // zero width, yet it parts words
            return Unseen::blank;
        case 0x2028:
        case 0x2029:
            return Unseen::line;
        case 0x00ad:
        case 0x2060:
        case 0xfeff:
            return Unseen::nothing;
        case 0x200c:
        case 0x200d:
            return Unseen::joiner;
        default:
            break;
    }
    if (codepoint == 0x200e || codepoint == 0x200f || codepoint == 0x061c ||
        (codepoint >= 0x202a && codepoint <= 0x202e) || (codepoint >= 0x2066 && codepoint <= 0x2069))
        return Unseen::direction;
    return codepoint >= 0x80 && utf8proc_category(codepoint) == UTF8PROC_CATEGORY_ZS ? Unseen::blank
                                                                                     : Unseen::no;
}

bool is_unseen_end(std::string_view character) {
    if (character.size() == 1) return is_blank(character.front());
    const auto meant = unseen(front(character).first);
    return meant != Unseen::no && meant != Unseen::joiner;
}

/// The bytes of the last character.
std::size_t last_length(std::string_view text) {
    std::size_t length = 1;
    while (length < text.size() && length < 4 &&
           (static_cast<unsigned char>(text[text.size() - length]) & 0xc0U) == 0x80U)
        ++length;
    return length;
}

}  // namespace

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto [codepoint, length] = front(text);
        if (codepoint < 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string fold(std::string_view text) {
    if (is_ascii(text)) return fold_ascii(text);
    return collapse_blanks(map(text, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                         UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE));
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), to_lower_ascii);
    return lower;
}

std::string compose(std::string_view text) {
    return is_ascii(text) ? std::string(text) : map(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string_view truncate(std::string_view text, std::size_t columns) {
    std::size_t used = 0;
    std::size_t bytes = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const auto [codepoint, length] = front(rest);
        const auto wide =
            codepoint < 0 ? 1U : static_cast<std::size_t>(std::max(0, utf8proc_charwidth(codepoint)));
        if (used + wide > columns) break;
        used += wide;
        bytes += length;
        rest.remove_prefix(length);
    }
    return text.substr(0, bytes);
}

std::size_t width(std::string_view text) {
    if (is_ascii(text)) return text.size();
    std::size_t columns = 0;
    while (!text.empty()) {
        const auto [codepoint, length] = front(text);
        columns += codepoint < 0 ? 1U : static_cast<std::size_t>(std::max(0, utf8proc_charwidth(codepoint)));
        text.remove_prefix(length);
    }
    return columns;
}

std::string slug(std::string_view title) {
    const auto plain = is_ascii(title) ? fold_ascii(title)
                                       : map(title, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                        UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    std::string made;
    bool keeps_marks = false;
    for (std::string_view rest = plain; !rest.empty();) {
        const auto [codepoint, length] = front(rest);
        const auto character = rest.substr(0, length);
        rest.remove_prefix(length);
        if (is_letter_or_digit(codepoint)) {
            keeps_marks = codepoint >= 0x80;  // there they make another letter, and here an accent
            made += character;
        } else if (is_mark(codepoint)) {
            if (keeps_marks) made += character;
        } else if (character != "'" && !made.empty() && made.back() != '-') {
            keeps_marks = false;
            made += '-';
        }
    }
    while (!made.empty() && made.back() == '-') made.pop_back();
    return compose(made);
}

std::size_t distance(std::string_view left, std::string_view right) {
    const std::size_t columns = right.size() + 1;
    std::vector<std::size_t> before_last(columns);
    std::vector<std::size_t> last(columns);
    std::vector<std::size_t> current(columns);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= left.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const std::size_t replace = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            current[j] = std::min({last[j] + 1, current[j - 1] + 1, replace});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
                current[j] = std::min(current[j], before_last[j - 2] + 1);
            }
        }
        before_last.swap(last);
        last.swap(current);
    }
    return last[right.size()];
}

std::vector<std::string> nearest(std::string_view typed, const std::vector<std::string>& candidates,
                                 std::size_t most) {
    const std::string wanted = fold(typed);
    const std::size_t limit = wanted.size() <= 3 ? 1 : wanted.size() / 3 + 1;
    std::vector<std::pair<std::size_t, std::string>> near;
    for (const auto& candidate : candidates) {
        const std::string folded = fold(candidate);
        // One misspelt word of a longer name is near too: "Feraira" for "Ana Ferreira".
        std::size_t best = distance(wanted, folded);
        for (const auto& word : split(folded, " -")) best = std::min(best, distance(wanted, word));
        if (wanted.size() > 1 && folded.compare(0, wanted.size(), wanted) == 0) best = 0;
        if (best <= limit && best < wanted.size()) near.emplace_back(best, candidate);
    }
    std::stable_sort(near.begin(), near.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    if (near.size() > most) near.resize(most);
    std::vector<std::string> names;
    names.reserve(near.size());
    for (auto& [edits, name] : near) names.push_back(std::move(name));
    return names;
}

std::string one_line(std::string_view text) {
    return collapse_blanks(text);
}

std::string_view trim_unseen(std::string_view text) {
    const auto is_plain_end = [](char c) { return static_cast<unsigned char>(c) < 0x80 && !is_blank(c); };
    while (!text.empty() && !is_plain_end(text.front())) {
        const auto length = front(text).second;
        if (!is_unseen_end(text.substr(0, length))) break;
        text.remove_prefix(length);
    }
    while (!text.empty() && !is_plain_end(text.back())) {
        const auto length = last_length(text);
        if (!is_unseen_end(text.substr(text.size() - length))) break;
        text.remove_suffix(length);
    }
    return text;
}

std::string plain_blanks(std::string_view text) {
    if (is_ascii(text)) return std::string(trim(text));
    std::string plain;
    for (auto rest = trim_unseen(text); !rest.empty();) {
        const auto [codepoint, length] = front(rest);
        switch (unseen(codepoint)) {
            case Unseen::blank:
                plain += ' ';
                break;
            case Unseen::line:
                plain += '\n';
                break;
            case Unseen::nothing:
                break;
            case Unseen::no:
            case Unseen::joiner:
            case Unseen::direction:
                plain += rest.substr(0, length);
        }
        rest.remove_prefix(length);
    }
    return plain;
}

std::string without_unseen(std::string_view text) {
    std::string seen;
    for (auto rest = trim_unseen(text); !rest.empty();) {
        const auto [codepoint, length] = front(rest);
        if (unseen(codepoint) == Unseen::no || utf8proc_category(codepoint) == UTF8PROC_CATEGORY_ZS)
            seen += rest.substr(0, length);
        rest.remove_prefix(length);
    }
    return seen;
}

std::string unix_lines(std::string_view text) {
    std::string made;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            made += text[i];
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
            made += '\n';
        }
    }
    return made;
}

std::size_t find_control(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte == 0x7f || (byte < ' ' && byte != '\n' && byte != '\t')) return i;
        if (byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0) return i;
    }
    return std::string_view::npos;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(separators), text.size());
        if (const auto part = trim(text.substr(0, end)); !part.empty()) parts.emplace_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string joined;
    for (const auto& part : parts) {
        if (!joined.empty()) joined += separator;
        joined += part;
    }
    return joined;
}

}  // namespace tiffin::text
