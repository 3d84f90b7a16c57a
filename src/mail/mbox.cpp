#include "mail/mbox.h"

#include <algorithm>

#include <fmt/format.h>

#include "mail/mail_date.h"

namespace tiffin::mail {

namespace {

constexpr std::string_view kFrom = "From ";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Calls `use` with each line, its line end included.
template <typename Use>
void for_each_line(std::string_view text, const Use& use) {
    while (!text.empty()) {
        const auto size = std::min(text.find('\n'), text.size() - 1) + 1;
        use(text.substr(0, size));
        text.remove_prefix(size);
    }
}

/// ">>From " and the like, with at least `least` of the '>'.
bool is_quoted_from(std::string_view line, std::size_t least) {
    const auto marks = std::min(line.find_first_not_of('>'), line.size());
    return marks >= least && line.substr(marks, kFrom.size()) == kFrom;
}

bool is_blank(std::string_view line) {
    return line == "\n" || line == "\r\n";
}

}  // namespace

void append_to_mbox(std::string& mbox, std::string_view sender, Instant date, std::string_view mail) {
    mbox += fmt::format("From {} {}\n", sender, render_postmark_date(date));
    for_each_line(mail, [&](std::string_view line) {
        if (is_quoted_from(line, 0)) mbox += '>';
        mbox += line;
    });
    if (!mail.empty() && mail.back() != '\n') mbox += '\n';
    mbox += '\n';
}

bool is_postmark(std::string_view line) {
    if (line.substr(0, kFrom.size()) != kFrom) return false;
    for (auto colon = line.find(':'); colon != std::string_view::npos; colon = line.find(':', colon + 1)) {
        if (is_digit(line[colon - 1]) && colon + 2 < line.size() && is_digit(line[colon + 1]) &&
            is_digit(line[colon + 2])) {
            return true;
        }
    }
    return false;
}

std::size_t size_of_first(std::string_view mbox) {
    std::size_t size = 0;
    bool after_blank = false;
    while (size < mbox.size()) {
        const auto rest = mbox.substr(size);
        const auto line = rest.substr(0, std::min(rest.find('\n'), rest.size() - 1) + 1);
        if (after_blank && is_postmark(line)) break;
        after_blank = is_blank(line);
        size += line.size();
    }
    return size;
}

std::string unquote_mbox(std::string_view mail) {
    mail.remove_prefix(std::min(mail.find('\n'), mail.size() - 1) + 1);
    std::string unquoted;
    unquoted.reserve(mail.size());
    for_each_line(
        mail, [&](std::string_view line) { unquoted += is_quoted_from(line, 1) ? line.substr(1) : line; });
    if (unquoted.size() >= 2 && unquoted.compare(unquoted.size() - 2, 2, "\n\n") == 0) unquoted.pop_back();
    return unquoted;
}

}  // namespace tiffin::mail
