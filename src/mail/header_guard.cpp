#include "mail/header_guard.h"

#include <algorithm>
#include <string>

#include "domain/failure.h"

namespace tiffin::mail {

namespace {

char to_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool contains_word(std::string_view line, std::string_view word) {
    return std::search(line.begin(), line.end(), word.begin(), word.end(),
                       [](char a, char b) { return to_lower(a) == b; }) != line.end();
}

bool begins_with_word(std::string_view line, std::string_view word) {
    return contains_word(line.substr(0, word.size()), word);
}

std::string amount(std::size_t bytes) {
    if (bytes % (std::size_t{1} << 20U) == 0) return std::to_string(bytes >> 20U) + " MiB";
    if (bytes % (std::size_t{1} << 10U) == 0) return std::to_string(bytes >> 10U) + " KiB";
    return std::to_string(bytes) + " bytes";
}

class HeaderGuard {
  public:
    HeaderGuard(std::string_view where, const MailLimits& limits) : where_(where), limits_(limits) {}

    void look_at(std::string_view line) {
        if (in_header_) {
            look_at_header(line);
        } else if (line.substr(0, 2) == "--") {  // perhaps a boundary, after which a part's header comes
            in_header_ = true;
            if (++parts_ > limits_.parts)
                refuse("it has more than " + std::to_string(limits_.parts) + " parts");
        }
    }

  private:
    void look_at_header(std::string_view line) {
        if (line.empty()) {
            in_header_ = next_is_header_ || in_digest_;
            next_is_header_ = false;
            field_ = 0;
            return;
        }
        const bool continues = line.front() == ' ' || line.front() == '\t';
        field_ = continues ? field_ + line.size() : line.size();
        header_ += line.size();
        if (field_ > limits_.field_bytes)
            refuse("it has a header line of more than " + amount(limits_.field_bytes));
        if (header_ > limits_.header_bytes)
            refuse("its headers are larger than " + amount(limits_.header_bytes));
        if (!continues) in_type_ = begins_with_word(line, "content-type");
        // A mail in the mail has a header of its own after this one.
        if (in_type_ && contains_word(line, "message")) next_is_header_ = true;
        if (in_type_ && contains_word(line, "digest")) in_digest_ = true;
    }

    [[noreturn]] void refuse(const std::string& reason) const {
        throw Failure(ExitStatus::bad_input, where_ + ": " + reason, "save the answer's calendar file alone");
    }

    std::string where_;
    const MailLimits& limits_;
    bool in_header_ = true;
    bool next_is_header_ = false;
    bool in_digest_ = false;
    bool in_type_ = false;
    std::size_t field_ = 0;
    std::size_t header_ = 0;
    std::size_t parts_ = 0;
};

}  // namespace

void check_size(std::string_view where, std::string_view bytes, const MailLimits& limits) {
    if (bytes.size() > limits.bytes) {
        throw Failure(ExitStatus::bad_input,
                      std::string(where) + ": it is larger than " + amount(limits.bytes),
                      "save the answer's calendar file alone");
    }
}

void check_headers(std::string_view where, std::string_view bytes, const MailLimits& limits) {
    check_size(where, bytes, limits);
    HeaderGuard guard(where, limits);
    for (std::size_t at = 0; at < bytes.size();) {
        const auto end = std::min(bytes.find('\n', at), bytes.size());
        auto line = bytes.substr(at, end - at);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        guard.look_at(line);
        at = end + 1;
    }
}

}  // namespace tiffin::mail
