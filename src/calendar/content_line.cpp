#include "calendar/content_line.h"

#include <algorithm>
#include <array>

namespace tiffin::calendar {

namespace {

constexpr std::size_t kLongestLine = 75;  // octets, RFC 5545 3.1
constexpr std::string_view kReplacement = "\xef\xbf\xbd";

/// The length of the well-formed UTF-8 character at the front of `text`, which starts with a byte above 0x7f;
/// 0 for a broken one (RFC 3629 4).
std::size_t character_length(std::string_view text) {
    const auto byte = [&](std::size_t at) {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    };
    const auto follows = [&](std::size_t at) { return (byte(at) & 0xc0U) == 0x80U; };
    const unsigned lead = byte(0);
    if (lead >= 0xc2 && lead <= 0xdf) return follows(1) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        const bool overlong = lead == 0xe0 && byte(1) < 0xa0;
        const bool surrogate = lead == 0xed && byte(1) > 0x9f;
        return !overlong && !surrogate && follows(1) && follows(2) ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        const bool overlong = lead == 0xf0 && byte(1) < 0x90;
        const bool too_high = lead == 0xf4 && byte(1) > 0x8f;
        return !overlong && !too_high && follows(1) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

/// U+0085, U+2028 and U+2029: a reader that splits at every line break of Unicode, as Python's splitlines
/// does, would take what follows for a line of its own.
bool is_line_break(std::string_view character) {
    return character == "\xc2\x85" || character == "\xe2\x80\xa8" || character == "\xe2\x80\xa9";
}

/// U+0080 … U+009F.
bool is_control(std::string_view character) {
    return character[0] == '\xc2' && static_cast<unsigned char>(character[1]) < 0xa0;
}

}  // namespace

/// What one kind of value writes for each byte.
struct ContentWriter::Escapes {
    enum class Write : unsigned char { itself, nothing, replacement, character };

    struct Entry {
        Write write = Write::itself;
        unsigned char length = 0;
        std::array<char, 3> bytes{};
    };

    std::array<Entry, 256> entries{};

    constexpr Escapes() {
        for (std::size_t byte = 0; byte < 0x20; ++byte) entries[byte].write = Write::nothing;
        entries[0x7f].write = Write::nothing;
        for (std::size_t byte = 0x80; byte < 0x100; ++byte) entries[byte].write = Write::character;
    }

    constexpr void replace(char byte, std::string_view by) {
        auto& entry = entries[static_cast<unsigned char>(byte)];
        entry.write = Write::replacement;
        entry.length = static_cast<unsigned char>(by.size());
        for (std::size_t at = 0; at < by.size(); ++at) entry.bytes[at] = by[at];
    }

    constexpr void percent_encode(char byte) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        const auto value = static_cast<unsigned char>(byte);
        const std::array<char, 3> by{'%', digits[value >> 4U], digits[value & 15U]};
        replace(byte, {by.data(), by.size()});
    }

    [[nodiscard]] const Entry& of(char byte) const { return entries[static_cast<unsigned char>(byte)]; }

    static constexpr Escapes text() {
        Escapes escapes;
        escapes.replace('\\', "\\\\");
        escapes.replace(';', "\\;");
        escapes.replace(',', "\\,");
        escapes.replace('\n', "\\n");
        escapes.replace('\t', " ");
        return escapes;
    }

    // A backslash means nothing in a parameter, but python3-icalendar takes one for an escape there.
    static constexpr Escapes parameter() {
        Escapes escapes;
        escapes.replace('\\', "/");
        escapes.replace('^', "^^");
        escapes.replace('"', "^'");
        escapes.replace('\n', "^n");
        escapes.replace('\t', " ");
        return escapes;
    }

    static constexpr Escapes uri() {
        Escapes escapes;
        for (const char byte : std::string_view(" \"<>\\^`{|}")) escapes.percent_encode(byte);
        for (int byte = 0x80; byte < 0x100; ++byte) escapes.percent_encode(static_cast<char>(byte));
        return escapes;
    }

    // What RFC 6068 2 has percent-encoded in an address, and what would end or split a value for a reader
    // that takes a CAL-ADDRESS for TEXT.
    static constexpr Escapes mail_address() {
        Escapes escapes = uri();
        for (const char byte : std::string_view("%/?#[]&=,;:")) escapes.percent_encode(byte);
        return escapes;
    }
};

ContentWriter& ContentWriter::begin(std::string_view name) {
    begin_ = line_ = out_.size();
    put(name);
    return *this;
}

ContentWriter& ContentWriter::parameter(std::string_view name, std::string_view value) {
    static constexpr Escapes kEscapes = Escapes::parameter();
    const std::string_view quote = value.find_first_of(",;:") == std::string_view::npos ? "" : "\"";
    put(";");
    put(name);
    put("=");
    put(quote);
    put_escaped(value, kEscapes);
    put(quote);
    return *this;
}

void ContentWriter::plain(std::string_view value) {
    static constexpr Escapes kEscapes;
    put(":");
    put_escaped(value, kEscapes);
    end();
}

void ContentWriter::text(std::string_view value) {
    static constexpr Escapes kEscapes = Escapes::text();
    put(":");
    put_escaped(value, kEscapes);
    end();
}

void ContentWriter::visible_texts(const std::vector<std::string>& values) {
    static constexpr Escapes kEscapes = Escapes::text();
    const std::size_t before = out_.size();
    std::string_view separator = ":";
    for (const auto& value : values) {
        const std::size_t size = out_.size();
        const std::size_t line = line_;
        put(separator);
        const std::size_t written = out_.size();
        put_escaped(value, kEscapes);
        if (out_.find_first_not_of(" \r\n", written) == std::string::npos) {
            out_.resize(size);
            line_ = line;
        } else {
            separator = ",";
        }
    }
    if (out_.size() == before) {
        out_.resize(begin_);
    } else {
        end();
    }
}

void ContentWriter::visible_text(std::string_view value) {
    visible_texts({std::string(value)});
}

void ContentWriter::uri(std::string_view value) {
    static constexpr Escapes kEscapes = Escapes::uri();
    put(":");
    put_escaped(value, kEscapes);
    end();
}

void ContentWriter::mail_address(std::string_view email) {
    static constexpr Escapes kEscapes = Escapes::mail_address();
    put(":mailto:");
    put_escaped(email, kEscapes);
    end();
}

void ContentWriter::whole(std::string_view line) {
    begin(line);
    end();
}

/// Bytes between any two of which a fold may stand.
void ContentWriter::put(std::string_view bytes) {
    for (;;) {
        const std::size_t room = kLongestLine - (out_.size() - line_);
        if (bytes.size() <= room) break;
        out_.append(bytes.substr(0, room));
        out_.append("\r\n ");
        line_ = out_.size() - 1;
        bytes.remove_prefix(room);
    }
    out_.append(bytes);
}

/// Bytes that stay on one physical line.
void ContentWriter::put_unit(std::string_view unit) {
    if (out_.size() - line_ + unit.size() > kLongestLine) {
        out_.append("\r\n ");
        line_ = out_.size() - 1;
    }
    out_.append(unit);
}

void ContentWriter::put_escaped(std::string_view value, const Escapes& escapes) {
    while (!value.empty()) {
        std::size_t run = 0;
        while (run < value.size() && escapes.of(value[run]).write == Escapes::Write::itself) ++run;
        put(value.substr(0, run));
        value.remove_prefix(run);
        if (!value.empty()) value.remove_prefix(put_special(value, escapes));
    }
}

/// Writes what stands for the character at the front of `value` and returns how many bytes it was.
std::size_t ContentWriter::put_special(std::string_view value, const Escapes& escapes) {
    const auto& entry = escapes.of(value.front());
    if (entry.write == Escapes::Write::replacement) put_unit({entry.bytes.data(), entry.length});
    if (entry.write != Escapes::Write::character) return 1;
    const std::size_t length = character_length(value);
    if (length == 0) {
        put_unit(kReplacement);
        return 1;
    }
    const auto character = value.substr(0, length);
    if (is_line_break(character)) {
        put_special("\n", escapes);
    } else if (!is_control(character)) {
        put_unit(character);
    }
    return length;
}

void ContentWriter::end() {
    out_.append("\r\n");
}

}  // namespace tiffin::calendar
