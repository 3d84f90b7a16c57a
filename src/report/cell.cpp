#include "report/cell.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "domain/failure.h"
#include "text/fold.h"

namespace tiffin::report {

namespace {

constexpr std::array<std::uint64_t, 7> kPowers{1, 10, 100, 1'000, 10'000, 100'000, 1'000'000};
constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD

void append_unsigned(std::string& to, std::uint64_t number) {
    std::array<char, 20> digits{};
    const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    to.append(digits.data(), result.ptr);
}

void append_integer(std::string& to, std::int64_t number) {
    if (number < 0) to += '-';
    // The negative of the smallest number exists only without a sign.
    append_unsigned(to,
                    number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number));
}

bool is_plain_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

/// Bytes of the well-formed character at the front; 0 where it is broken.
std::size_t front_length(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    return length <= text.size() && text::is_utf8(text.substr(0, length)) ? length : 0;
}

bool is_between(std::string_view character, std::string_view first, std::string_view last) {
    return character.size() == first.size() && first <= character && character <= last;
}

/// C1 controls and the embeddings, overrides and isolates that reorder what follows them.
bool is_steering(std::string_view character) {
    return is_between(character, "\xc2\x80", "\xc2\x9f") ||
           is_between(character, "\xe2\x80\xaa", "\xe2\x80\xae") ||
           is_between(character, "\xe2\x81\xa6", "\xe2\x81\xa9");
}

bool is_line_break(std::string_view character) {
    return character == "\n" || character == "\r" || character == "\xc2\x85" ||
           is_between(character, "\xe2\x80\xa8", "\xe2\x80\xa9");
}

void append_control_picture(std::string& to, unsigned char control) {
    to += "\xe2\x90";  // U+2400 … U+2421
    to += static_cast<char>(control == 0x7f ? 0xa1 : 0x80 + control);
}

std::vector<std::string> names_of(const std::vector<Column>& columns) {
    std::vector<std::string> names;
    names.reserve(columns.size());
    for (const auto& column : columns) names.push_back(column.name);
    return names;
}

[[noreturn]] void refuse_field(const std::string& field, const std::vector<Column>& columns) {
    const auto names = names_of(columns);
    const auto near = text::nearest(field, names, 1);
    std::string remedy = near.empty() ? "" : "did you mean " + near.front() + "? ";
    remedy += (near.empty() ? "the columns are " : "The columns are ") + text::join(names, ", ") + ".";
    throw Failure(ExitStatus::usage, "there is no column \"" + field + "\"", remedy);
}

}  // namespace

void append_decimal(std::string& to, const Decimal& decimal) {
    const auto places = static_cast<std::size_t>(std::clamp(decimal.places, 0, 6));
    const std::uint64_t unit = kPowers[6 - places];  // millionths in the last place
    const std::uint64_t size = decimal.millionths < 0 ? 0 - static_cast<std::uint64_t>(decimal.millionths)
                                                      : static_cast<std::uint64_t>(decimal.millionths);
    const std::uint64_t rounded = (size + unit / 2) / unit;
    if (decimal.millionths < 0 && rounded != 0) to += '-';
    append_unsigned(to, rounded / kPowers[places]);
    std::uint64_t fraction = rounded % kPowers[places];
    std::size_t shown = places;
    while (decimal.trim && shown > 0 && fraction % 10 == 0) {
        fraction /= 10;
        --shown;
    }
    if (shown == 0) return;
    to += '.';
    for (std::size_t place = shown; place > 0; --place) {
        to += static_cast<char>('0' + fraction / kPowers[place - 1] % 10);
    }
}

void append_text(std::string& to, const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        to += *text;
    } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        append_integer(to, *number);
    } else if (const auto* decimal = std::get_if<Decimal>(&cell)) {
        append_decimal(to, *decimal);
    } else if (const auto* yes = std::get_if<bool>(&cell)) {
        to += *yes ? "yes" : "no";
    } else if (const auto* texts = std::get_if<std::vector<std::string>>(&cell)) {
        for (std::size_t i = 0; i < texts->size(); ++i) {
            if (i > 0) to += "; ";
            to += (*texts)[i];
        }
    }
}

const Cell& Selection::cell(const Row& row, std::size_t index) const {
    static const Cell missing;
    return sources[index] < row.size() ? row[sources[index]] : missing;
}

Selection select_columns(const std::vector<std::string>& fields, const std::vector<Column>& columns) {
    Selection selection;
    if (fields.empty()) {
        selection.columns = columns;
        for (std::size_t i = 0; i < columns.size(); ++i) selection.sources.push_back(i);
        return selection;
    }
    for (const auto& field : fields) {
        const auto wanted = text::fold(field);
        const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& column) {
            return text::fold(column.name) == wanted;
        });
        if (found == columns.end()) refuse_field(field, columns);
        const auto source = static_cast<std::size_t>(found - columns.begin());
        const auto& sources = selection.sources;
        if (std::find(sources.begin(), sources.end(), source) != sources.end()) {
            throw Failure(ExitStatus::usage, "the column " + found->name + " is asked for twice",
                          "name each column once");
        }
        selection.columns.push_back(*found);
        selection.sources.push_back(source);
    }
    return selection;
}

std::string_view valid_utf8(std::string_view text, std::string& repaired) {
    if (is_plain_ascii(text) || text::is_utf8(text)) return text;
    repaired.clear();
    while (!text.empty()) {
        const auto length = front_length(text);
        repaired += length > 0 ? text.substr(0, length) : kReplacement;
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return repaired;
}

void append_harmless(std::string& to, std::string_view text, LineBreak line_break) {
    if (is_plain_ascii(text)) {
        to += text;
        return;
    }
    while (!text.empty()) {
        auto length = front_length(text);
        const auto character = text.substr(0, length);
        if (length == 0) {
            to += kReplacement;
            length = 1;
        } else if (is_line_break(character)) {
            to += line_break == LineBreak::blank ? " " : "<br>";
            if (text.substr(0, 2) == "\r\n") length = 2;
        } else if (character == "\t") {
            to += ' ';
        } else if (length == 1 && (character.front() < ' ' || character.front() == 0x7f)) {
            append_control_picture(to, static_cast<unsigned char>(character.front()));
        } else if (is_steering(character)) {
            to += kReplacement;
        } else {
            to += character;
        }
        text.remove_prefix(length);
    }
}

}  // namespace tiffin::report
