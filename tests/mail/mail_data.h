#pragma once

#include <fstream>
#include <iterator>
#include <string>

namespace tiffin::mail::tests {

inline std::string bytes_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A mail of tests/mail/data.
inline std::string mail_data(const std::string& name) {
    return bytes_of_file(TESTS_FOLDER "/mail/data/" + name + ".eml");
}

inline std::string with_crlf(const std::string& text) {
    std::string made;
    for (const char c : text) {
        if (c == '\n') made += '\r';
        made += c;
    }
    return made;
}

inline std::string repeated(const std::string& text, std::size_t times) {
    std::string made;
    made.reserve(text.size() * times);
    for (std::size_t at = 0; at < times; ++at) made += text;
    return made;
}

}  // namespace tiffin::mail::tests
