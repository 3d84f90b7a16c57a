#include "mail/header_field.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace tiffin::mail {

namespace {

constexpr std::size_t kLongestLine = 76;   // RFC 2047 2
constexpr std::size_t kLongestWord = 900;  // a line may have 998 characters (RFC 5322 2.1.1)
constexpr std::size_t kLongestQuoted = 60;
constexpr std::string_view kWordBegin = "=?UTF-8?B?";
constexpr std::string_view kWordEnd = "?=";

bool is_printable(char c) {
    return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7f;
}

/// Text that would be taken for encoded words must be encoded as well.
bool can_stand_plain(std::string_view text) {
    if (!std::all_of(text.begin(), text.end(), is_printable)) return false;
    if (text.find("=?") != std::string_view::npos) return false;
    std::size_t word = 0;
    for (const char c : text) {
        word = c == ' ' ? 0 : word + 1;
        if (word > kLongestWord) return false;
    }
    return true;
}

void append_base64(std::string& out, std::string_view bytes) {
    static constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const auto byte = [&](std::size_t offset) -> unsigned {
            return at + offset < bytes.size() ? static_cast<unsigned char>(bytes[at + offset]) : 0U;
        };
        const unsigned bits = byte(0) << 16U | byte(1) << 8U | byte(2);
        const std::size_t digits = std::min<std::size_t>(bytes.size() - at, 3) + 1;
        for (std::size_t digit = 0; digit < 4; ++digit) {
            out += digit < digits ? kDigits[bits >> (18U - 6U * digit) & 63U] : '=';
        }
    }
}

/// How many bytes of `text` are whole characters and at most `most`; at least one character.
std::size_t whole_characters(std::string_view text, std::size_t most) {
    const auto begins = [&](std::size_t at) {
        return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80U;
    };
    std::size_t size = std::min(most, text.size());
    while (size > 0 && !begins(size)) --size;
    if (size == 0) {
        do ++size;
        while (!begins(size));
    }
    return size;
}

std::size_t column_of(const std::string& header) {
    const auto newline = header.rfind('\n');
    return newline == std::string::npos ? header.size() : header.size() - newline - 1;
}

void append_encoded(std::string& header, std::string_view text) {
    const std::size_t around = kWordBegin.size() + kWordEnd.size();
    for (bool first = true; !text.empty(); first = false) {
        if (!first) header += "\n ";
        const std::size_t room = kLongestLine - std::min(kLongestLine, column_of(header) + around);
        const auto size = whole_characters(text, room / 4 * 3);
        header += kWordBegin;
        append_base64(header, text.substr(0, size));
        header += kWordEnd;
        text.remove_prefix(size);
    }
}

void append_word(std::string& header, std::string_view word) {
    header += column_of(header) + 1 + word.size() > kLongestLine ? "\n " : " ";
    header += word;
}

std::string quoted(std::string_view phrase) {
    std::string made = "\"";
    for (const char c : phrase) {
        if (c == '"' || c == '\\') made += '\\';
        made += c;
    }
    return made + '"';
}

/// RFC 5322 3.2.3's atoms and blanks need no quotes.
bool is_atoms(std::string_view phrase) {
    return std::all_of(phrase.begin(), phrase.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
               c == '-' || c == '\'' || c == '_';
    });
}

}  // namespace

void append_text_field(std::string& header, std::string_view name, std::string_view text) {
    (header += name) += ':';
    if (can_stand_plain(text)) {
        while (!text.empty()) {
            const auto size = std::min(text.find(' '), text.size());
            if (size > 0) append_word(header, text.substr(0, size));
            text.remove_prefix(std::min(size + 1, text.size()));
        }
    } else {
        header += ' ';
        append_encoded(header, text);
    }
    header += '\n';
}

void append_mailbox_field(std::string& header, std::string_view name, const Mailbox& mailbox) {
    (header += name) += ':';
    const std::string_view phrase = mailbox.name;
    if (phrase.empty()) {
        append_word(header, mailbox.email);
    } else {
        if (!can_stand_plain(phrase) || phrase.size() > kLongestQuoted) {
            header += ' ';
            append_encoded(header, phrase);
        } else {
            append_word(header, is_atoms(phrase) ? std::string(phrase) : quoted(phrase));
        }
        append_word(header, "<" + mailbox.email + ">");
    }
    header += '\n';
}

}  // namespace tiffin::mail
