#include "mail/charset.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>

#include <iconv.h>

#include "text/fold.h"

namespace tiffin::mail {

namespace {

constexpr std::size_t kLongestName = 40;
constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool is_charset_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/// No suffix such as //TRANSLIT: the result must not depend on the locale.
bool is_charset(std::string_view name) {
    return !name.empty() && name.size() <= kLongestName &&
           std::all_of(name.begin(), name.end(), is_charset_character);
}

class Converter {
  public:
    explicit Converter(const std::string& charset) : converter_(::iconv_open("UTF-8", charset.c_str())) {}
    ~Converter() {
        if (is_open()) ::iconv_close(converter_);
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    [[nodiscard]] bool is_open() const {
        return reinterpret_cast<std::intptr_t>(converter_) != -1;  // as iconv_open says it
    }

    std::string convert(std::string_view bytes) {
        std::string converted;
        std::string input(bytes);  // iconv wants them writable
        char* from = input.data();
        std::size_t left = input.size();
        while (left > 0) {
            std::array<char, 4096> buffer{};
            char* to = buffer.data();
            std::size_t room = buffer.size();
            const bool stopped =
                ::iconv(converter_, &from, &left, &to, &room) == static_cast<std::size_t>(-1);
            const int reason = errno;
            converted.append(buffer.data(), buffer.size() - room);
            if (!stopped || reason == E2BIG) continue;
            converted += kReplacement;
            ++from;
            --left;
        }
        return converted;
    }

  private:
    iconv_t converter_;
};

/// UTF-8 that is no text of a stateful 7-bit charset, such as ISO-2022-JP, whose bytes are all ASCII.
bool is_plainly_utf8(std::string_view bytes, std::string_view charset) {
    if (!text::is_utf8(bytes) || bytes.find('\0') != std::string_view::npos) return false;
    const std::string folded = text::fold(charset);
    const bool stateful = folded.rfind("iso-2022", 0) == 0 || folded == "utf-7" || folded.rfind("hz", 0) == 0;
    return !stateful;
}

std::string decode(std::string_view bytes, std::string_view charset) {
    if (is_plainly_utf8(bytes, charset)) return std::string(bytes);
    if (is_charset(charset)) {
        Converter converter{std::string(charset)};
        if (converter.is_open()) return converter.convert(bytes);
    }
    return Converter("WINDOWS-1252").convert(bytes);
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view charset) {
    std::string decoded = decode(bytes, charset);
    if (decoded.rfind(kByteOrderMark, 0) == 0) decoded.erase(0, kByteOrderMark.size());
    return decoded;
}

}  // namespace tiffin::mail
