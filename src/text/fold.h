#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tiffin::text {

/// True for well-formed UTF-8 (no surrogates, nothing above U+10FFFF, no overlong forms).
bool is_utf8(std::string_view text);

/// For comparing what people type with what is stored: case, accents and compatibility forms removed, blanks
/// collapsed and trimmed. "  Chloé MARTIN" and "chloe martin" are equal. Broken UTF-8 comes back unchanged.
std::string fold(std::string_view text);

/// Without letter case only, as e-mail addresses and SQLite's NOCASE compare: ASCII letters.
std::string lower_case(std::string_view text);

/// NFC, so that equal names are equal bytes.
std::string compose(std::string_view text);

bool is_ascii(std::string_view text);

/// Columns on a terminal: 0 for combining marks, 2 for wide characters and emoji.
std::size_t width(std::string_view text);

/// The longest prefix that is at most `columns` wide, never splitting a character from its marks.
std::string_view truncate(std::string_view text, std::size_t columns);

/// "Rust for C++ people" → "rust-for-c-people", "Русский Обед" → "русский-обед": lower-case letters and
/// digits of any script, those that are ASCII without accents, and single hyphens; may be empty. The slug of
/// a slug is itself.
std::string slug(std::string_view title);

/// Edits (insert, delete, replace, swap of neighbours) from one to the other, by bytes.
std::size_t distance(std::string_view left, std::string_view right);

/// The candidates that begin so or are near enough to `typed` to be meant, nearest first, at most `most`.
std::vector<std::string> nearest(std::string_view typed, const std::vector<std::string>& candidates,
                                 std::size_t most = 3);

/// Trimmed, each run of blanks and line breaks one blank: a name or a title.
std::string one_line(std::string_view text);

/// Without what nobody sees at its ends: blanks of all widths, marks of direction and of byte order.
std::string_view trim_unseen(std::string_view text);

/// As cells pasted from mail and web pages are meant: trim_unseen(), blanks of other widths (no-break, thin,
/// zero) are blanks, and what is never seen (byte order marks, word joiners, soft hyphens) is gone. Joiners
/// and marks of direction within a text stay: letters of some scripts need them.
std::string plain_blanks(std::string_view text);

/// Without anything that has no width, also within the text: for an address, which needs none of it.
std::string without_unseen(std::string_view text);

/// Each line break a line feed, as text from other systems has CR or CRLF.
std::string unix_lines(std::string_view text);

/// Where the first control character begins (C0, DEL, C1), tabs and line feeds not counted; npos: none.
std::size_t find_control(std::string_view text);

std::string_view trim(std::string_view text);
std::vector<std::string> split(std::string_view text,
                               std::string_view separators);  ///< trimmed, without empties
std::string join(const std::vector<std::string>& parts, std::string_view separator);

// Views into a text that is gone by the next line.
template <std::same_as<std::string> Temporary>
std::string_view truncate(Temporary&&, std::size_t) = delete;
template <std::same_as<std::string> Temporary>
std::string_view trim(Temporary&&) = delete;
template <std::same_as<std::string> Temporary>
std::string_view trim_unseen(Temporary&&) = delete;

}  // namespace tiffin::text
