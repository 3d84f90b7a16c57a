#include "exchange/csv_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>

#include "domain/failure.h"
#include "text/fold.h"

namespace tiffin::exchange {

namespace {

constexpr const char* kSaveAsUtf8 = "save it as \"CSV UTF-8\" and import that file";

struct Signature {
    std::string_view start;
    const char* name;
};

constexpr std::array<Signature, 9> kSignatures{{
    {{"PK\x03\x04", 4}, "an Excel or LibreOffice workbook (or another ZIP archive)"},
    {"\xd0\xcf\x11\xe0", "an old Excel workbook"},
    {"%PDF-", "a PDF document"},
    {"{\\rtf", "a rich text document"},
    {{"SQLite format 3\0", 16}, "an SQLite database"},
    {"\x1f\x8b", "a gzip archive"},
    {"\x89PNG", "a picture"},
    {"BEGIN:VCALENDAR", "a calendar (iCalendar)"},
    {"BEGIN:VCARD", "a list of contacts (vCard)"},
}};

constexpr std::array<Signature, 4> kWideMarks{{
    {{"\xff\xfe\0\0", 4}, "UTF-32"},
    {{"\0\0\xfe\xff", 4}, "UTF-32"},
    {"\xff\xfe", "UTF-16"},
    {"\xfe\xff", "UTF-16"},
}};

bool starts_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A header line could begin with any of the first signs, but not with both.
bool is_json(std::string_view text) {
    if (text.empty() || (text.front() != '{' && text.front() != '[')) return false;
    const auto rest = text::trim(text.substr(1));
    return !rest.empty() &&
           (text.front() == '{' ? std::string_view("\"}") : std::string_view("{[]\"")).find(rest.front()) !=
               std::string_view::npos;
}

bool is_markup(std::string_view text) {
    return text.size() > 1 && text[0] == '<' && (text[1] == '!' || text[1] == '?' || is_letter(text[1]));
}

[[noreturn]] void refuse(std::string_view file, Place place, const std::string& what,
                         const std::string& remedy) {
    throw Failure(ExitStatus::bad_input, render_place(file, place) + ": " + what, remedy);
}

void refuse_other_kinds(std::string_view file, std::string_view text) {
    const std::string not_csv = "the file is not CSV but ";
    for (const auto& signature : kSignatures) {
        if (!starts_with(text, signature.start)) continue;
        refuse(file, {}, not_csv + signature.name,
               "open it in the program it comes from and " + std::string(kSaveAsUtf8));
    }
    const auto begin = text::trim(text.substr(0, 4096));
    const std::string remedy = "a CSV file has one line of column names and one line for each record";
    if (is_json(begin)) refuse(file, {}, not_csv + "JSON", remedy);
    if (is_markup(begin)) refuse(file, {}, not_csv + "HTML or XML", remedy);
}

Place place_of(std::string_view text, std::size_t offset) {
    Place place;
    std::size_t line_begin = 0;
    for (std::size_t i = 0; i < offset; ++i) {
        const bool is_end =
            text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
        if (!is_end) continue;
        ++place.line;
        line_begin = i + 1;
    }
    place.column = 1 + count_characters(text.substr(line_begin, offset - line_begin));
    return place;
}

bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

/// The next byte that is not ASCII, from `offset` on.
std::size_t find_wide(std::string_view text, std::size_t offset) {
    constexpr std::uint64_t kHighBits = 0x8080'8080'8080'8080;
    for (std::uint64_t eight = 0; offset + sizeof eight <= text.size(); offset += sizeof eight) {
        std::memcpy(&eight, text.data() + offset, sizeof eight);
        if ((eight & kHighBits) != 0) break;
    }
    while (offset < text.size() && is_ascii(text[offset])) ++offset;
    return offset;
}

std::size_t find_ascii(std::string_view text, std::size_t offset) {
    while (offset < text.size() && !is_ascii(text[offset])) ++offset;
    return offset;
}

std::size_t first_broken_byte(std::string_view wide) {
    std::size_t good = 0;
    while (good < wide.size()) {
        std::size_t length = 2;
        while (length <= 4 && !text::is_utf8(wide.substr(good, length))) ++length;
        if (length > 4) break;
        good += length;
    }
    return good;
}

[[noreturn]] void refuse_byte(std::string_view file, std::string_view text, std::size_t offset) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(text[offset]);
    std::string what = "the byte ";
    what += {kDigits[byte / 16U], kDigits[byte % 16U]};
    what += " is not UTF-8";
    if (byte >= 0xa0) {
        // Windows-1252 has the code points of Latin-1 there.
        const std::string sign{static_cast<char>(0xc0 | (byte >> 6U)),
                               static_cast<char>(0x80 | (byte & 0x3fU))};
        what += "; in Windows-1252 it is \"" + sign + "\"";
    } else {
        what += "; the file may be Windows-1252";
    }
    refuse(file, place_of(text, offset), what,
           std::string(kSaveAsUtf8) + ", or: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW-FILE");
}

/// UTF-16 without its mark: every second byte of plain letters is NUL, and none of the others.
bool is_wide(std::string_view text) {
    const auto begin = text.substr(0, 256);
    std::array<std::size_t, 2> nuls{};
    for (std::size_t i = 0; i < begin.size(); ++i) nuls[i % 2] += begin[i] == '\0' ? 1U : 0U;
    return std::min(nuls[0], nuls[1]) == 0 && std::max(nuls[0], nuls[1]) * 4 > begin.size();
}

[[noreturn]] void refuse_nul(std::string_view file, std::string_view text, std::size_t offset) {
    if (is_wide(text)) refuse(file, {}, "the file is UTF-16, not UTF-8", kSaveAsUtf8);
    refuse(file, place_of(text, offset), "there is a NUL byte, so the file is not text", kSaveAsUtf8);
}

}  // namespace

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;  // not a byte that continues one
    }));
}

std::string_view without_mark(std::string_view text) {
    constexpr std::string_view kMark = "\xef\xbb\xbf";
    return starts_with(text, kMark) ? text.substr(kMark.size()) : text;
}

Encoding require_csv_text(std::string_view file, std::string_view text) {
    for (const auto& mark : kWideMarks) {
        if (starts_with(text, mark.start)) {
            refuse(file, {}, std::string("the file is ") + mark.name + ", not UTF-8", kSaveAsUtf8);
        }
    }
    text = without_mark(text);
    refuse_other_kinds(file, text);
    if (const auto nul = text.find('\0'); nul != std::string_view::npos) refuse_nul(file, text, nul);

    auto encoding = Encoding::ascii;
    for (auto begin = find_wide(text, 0); begin < text.size();) {
        encoding = Encoding::utf8;
        const auto end = find_ascii(text, begin);
        const auto wide = text.substr(begin, end - begin);
        if (!text::is_utf8(wide)) refuse_byte(file, text, begin + first_broken_byte(wide));
        begin = find_wide(text, end);
    }
    return encoding;
}

}  // namespace tiffin::exchange
