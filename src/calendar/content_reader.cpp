#include "calendar/content_reader.h"

#include <algorithm>
#include <array>

#include "domain/failure.h"
#include "text/fold.h"

namespace tiffin::calendar {

namespace {

char to_upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string upper(std::string_view text) {
    std::string made(text);
    std::transform(made.begin(), made.end(), made.begin(), to_upper);
    return made;
}

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        const char up = to_upper(c);
        return (up >= 'A' && up <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

/// Where `wanted` stands outside quotes; where the quotes do not match, they count for nothing.
std::size_t find_unquoted(std::string_view text, char wanted) {
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"') quoted = !quoted;
        if (text[at] == wanted && !quoted) return at;
    }
    return quoted ? text.find(wanted) : std::string_view::npos;
}

/// Splits "NAME;PARAMETERS:VALUE". Returns why it cannot, or nothing.
std::string_view split(std::string_view text, ContentLine& line) {
    const auto end = text.find_first_of(";:");
    if (end == std::string_view::npos) return "it has no colon";
    line.name = text::trim(text.substr(0, end));
    if (!is_name(line.name)) return "it does not begin with a property's name";
    line.parameters = {};
    auto rest = text.substr(end + 1);
    if (text[end] == ';') {
        const auto colon = find_unquoted(rest, ':');
        if (colon == std::string_view::npos) return "it has no colon";
        line.parameters = rest.substr(0, colon);
        rest.remove_prefix(colon + 1);
    }
    line.value = text::trim(rest);
    return {};
}

/// RFC 6868 3.2
std::string decode_parameter(std::string_view value) {
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        value = value.substr(1, value.size() - 2);
    std::string decoded;
    decoded.reserve(value.size());
    for (std::size_t at = 0; at < value.size(); ++at) {
        const char next = value[at] == '^' && at + 1 < value.size() ? value[at + 1] : '\0';
        if (next == 'n' || next == '^' || next == '\'') {
            decoded += next == 'n' ? '\n' : next == '^' ? '^' : '"';
            ++at;
        } else {
            decoded += value[at];
        }
    }
    return decoded;
}

/// RFC 5545 3.3.11, and the escapes of other characters that some programs write.
std::string unescape(std::string_view value) {
    std::string text;
    text.reserve(value.size());
    for (std::size_t at = 0; at < value.size(); ++at) {
        const char next = value[at] == '\\' && at + 1 < value.size() ? value[at + 1] : '\0';
        if (next == 'n' || next == 'N') {
            text += '\n';
            ++at;
        } else if (next != '\0' && std::string_view("\\;,:\"").find(next) != std::string_view::npos) {
            text += next;
            ++at;
        } else {
            text += value[at];
        }
    }
    return text;
}

/// What Windows-1252 has at 0x80 … 0x9f, where Latin-1 has control characters; U+FFFD where it has nothing.
constexpr std::array<char16_t, 32> kWindows1252{
    0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};

std::string from_windows_1252(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        unsigned code = static_cast<unsigned char>(c);
        if (code >= 0x80 && code < 0xa0) code = kWindows1252[code - 0x80];
        if (code < 0x80) {
            text += c;
        } else if (code < 0x800) {
            text += static_cast<char>(0xc0U | (code >> 6U));
            text += static_cast<char>(0x80U | (code & 0x3fU));
        } else {
            text += static_cast<char>(0xe0U | (code >> 12U));
            text += static_cast<char>(0x80U | ((code >> 6U) & 0x3fU));
            text += static_cast<char>(0x80U | (code & 0x3fU));
        }
    }
    return text;
}

bool is_control(char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f;
}

constexpr std::size_t kLongestName = 64;
constexpr std::size_t kInnerLevel = 2;

/// Where one of these begins, one of the same level has ended, whether it says so or not.
std::size_t level_of(std::string_view component) {
    if (component == "VCALENDAR") return 0;
    for (const std::string_view inner :
         {"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY"}) {
        if (component == inner) return 1;
    }
    return kInnerLevel;
}

}  // namespace

bool equal_without_case(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           std::equal(left.begin(), left.end(), right.begin(),
                      [](char a, char b) { return to_upper(a) == to_upper(b); });
}

void Skipped::add(std::size_t line, std::string reason) {
    if (lines.size() < most) {
        lines.push_back({line, std::move(reason)});
    } else {
        ++more;
    }
}

bool ContentLine::is(std::string_view wanted) const {
    return equal_without_case(name, wanted);
}

std::optional<std::string> ContentLine::parameter(std::string_view wanted) const {
    for (auto rest = parameters; !rest.empty();) {
        const auto end = std::min(find_unquoted(rest, ';'), rest.size());
        const auto one = rest.substr(0, end);
        const auto equals = one.find('=');
        if (equals != std::string_view::npos &&
            equal_without_case(text::trim(one.substr(0, equals)), wanted)) {
            const auto values = one.substr(equals + 1);
            return decode_parameter(text::trim(values.substr(0, find_unquoted(values, ','))));
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return std::nullopt;
}

std::string ContentLine::text() const {
    std::string made = value.find('\\') == std::string_view::npos ? std::string(value) : unescape(value);
    if (!text::is_utf8(made)) made = from_windows_1252(made);
    made.erase(std::remove_if(made.begin(), made.end(), is_control), made.end());
    return std::string(text::trim(made));
}

ContentReader::ContentReader(std::string_view file, std::string_view text, const ReaderLimits& limits)
    : file_(file), text_(text), limits_(limits) {
    skipped_.most = limits.skipped;
    if (text_.size() > limits_.bytes) {
        throw Failure(ExitStatus::bad_input,
                      file_ + ": it is larger than " + std::to_string(limits_.bytes >> 20U) + " MiB",
                      "take out what is not needed, or split it");
    }
    const auto two = text_.substr(0, 2);
    const auto nul = text_.find('\0');
    if (two == "\xff\xfe" || two == "\xfe\xff" || nul < 2) {
        throw Failure(ExitStatus::bad_input, file_ + ": it is UTF-16; iCalendar is UTF-8",
                      "convert it: iconv -f UTF-16 -t UTF-8 " + file_);
    }
    if (nul != std::string_view::npos) {
        const auto line =
            1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(nul), '\n');
        throw Failure(ExitStatus::bad_input,
                      file_ + ":" + std::to_string(line) + ": it holds a NUL byte, so is no iCalendar text",
                      "export the calendar again");
    }
    if (text_.substr(0, 3) == "\xef\xbb\xbf") at_ = 3;
    if (text_.find('\n') == std::string_view::npos) line_end_ = '\r';
}

bool ContentReader::next(ContentLine& line) {
    while (at_ < text_.size()) {
        line.line = line_ + 1;
        std::string_view unfolded;
        if (!unfold(unfolded)) {
            skip(line.line, "it is longer than " + std::to_string(limits_.line_bytes >> 10U) + " KiB");
            continue;
        }
        if (text::trim(unfolded).empty()) continue;
        if (const auto reason = split(unfolded, line); !reason.empty()) {
            skip(line.line, std::string(reason));
            continue;
        }
        if (line.is("BEGIN")) begin_component(line);
        if (line.is("END")) end_component(line);
        return true;
    }
    if (!components_.empty()) refuse_truncated();
    return false;
}

void ContentReader::refuse_truncated() const {
    std::vector<std::string> missing;
    for (const auto& open : components_) missing.insert(missing.begin(), "END:" + open);
    throw Failure(ExitStatus::bad_input,
                  file_ + ":" + std::to_string(line_) + ": the calendar is cut off: " +
                      text::join(missing, " and ") + (missing.size() == 1 ? " is missing" : " are missing"),
                  "download or export it again, whole");
}

std::string_view ContentReader::component() const {
    return components_.empty() ? std::string_view() : std::string_view(components_.back());
}

bool ContentReader::inside(std::string_view component) const {
    return std::find(components_.begin(), components_.end(), component) != components_.end();
}

std::string_view ContentReader::physical_line() {
    const auto end = std::min(text_.find(line_end_, at_), text_.size());
    auto line = text_.substr(at_, end - at_);
    while (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    at_ = std::min(end + 1, text_.size());
    ++line_;
    return line;
}

bool ContentReader::continues() const {
    return at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t');
}

/// False where the line is too long; it is passed over without being collected.
bool ContentReader::unfold(std::string_view& unfolded) {
    unfolded = physical_line();
    bool fits = unfolded.size() <= limits_.line_bytes;
    if (!continues()) return fits;
    unfolded_.clear();
    if (fits) unfolded_.append(unfolded);
    while (continues()) {
        const auto more = physical_line().substr(1);
        fits = fits && unfolded_.size() + more.size() <= limits_.line_bytes;
        if (fits) unfolded_.append(more);
    }
    unfolded = unfolded_;
    return fits;
}

void ContentReader::begin_component(const ContentLine& line) {
    if (!is_name(line.value) || line.value.size() > kLongestName) {
        skip(line.line, "it begins nothing");
        return;
    }
    std::string name = upper(line.value);
    const std::size_t level = level_of(name);
    const auto unfinished = std::find_if(
        components_.begin(), components_.end(),
        [&](const std::string& outer) { return level != kInnerLevel && level_of(outer) >= level; });
    if (unfinished != components_.end()) {
        skip(line.line, "END:" + *unfinished + " is missing before it");
        components_.erase(unfinished, components_.end());
    }
    if (components_.size() >= limits_.depth) {
        throw Failure(ExitStatus::bad_input,
                      file_ + ":" + std::to_string(line.line) + ": components are nested deeper than " +
                          std::to_string(limits_.depth),
                      "export the calendar again");
    }
    components_.push_back(std::move(name));
}

void ContentReader::end_component(const ContentLine& line) {
    const std::string name = upper(line.value);
    const auto begun = std::find(components_.rbegin(), components_.rend(), name);
    if (begun == components_.rend()) {
        skip(line.line, "it ends what was not begun");
        return;
    }
    components_.erase(std::prev(begun.base()), components_.end());
}

}  // namespace tiffin::calendar
