#include "mail/mail_stream.h"

#include <algorithm>
#include <filesystem>

#include "mail/charset.h"
#include "mail/header_guard.h"
#include "mail/mbox.h"
#include "text/fold.h"

namespace tiffin::mail {

namespace {

std::string_view without_byte_order_mark(std::string_view bytes) {
    return bytes.substr(0, 3) == "\xef\xbb\xbf" ? bytes.substr(3) : bytes;
}

std::string_view from_first_line(std::string_view bytes) {
    bytes = without_byte_order_mark(bytes);
    const auto begin = bytes.find_first_not_of("\r\n");
    return begin == std::string_view::npos ? std::string_view() : bytes.substr(begin);
}

}  // namespace

MailForm form_of(std::string_view bytes) {
    const auto text = from_first_line(bytes);
    if (is_postmark(text.substr(0, text.find('\n')))) return MailForm::mbox;
    const auto line = text.substr(0, std::min<std::size_t>(text.find('\n'), 200));
    if (text::fold(line) == "begin:vcalendar") return MailForm::calendar;
    // UTF-16 as some programs export it
    const bool is_utf16 = bytes.substr(0, 2) == "\xff\xfe" || bytes.substr(0, 2) == "\xfe\xff";
    return is_utf16 ? MailForm::calendar : MailForm::mail;
}

MailStream::MailStream(std::string_view where, std::string_view bytes, const MailLimits& limits)
    : where_(where), bytes_(bytes), limits_(limits), form_(form_of(bytes)) {
    if (form_ != MailForm::calendar) bytes_ = from_first_line(bytes_);
}

std::string MailStream::where() const {
    return form_ == MailForm::mbox ? where_ + ", mail " + std::to_string(count_) : where_;
}

bool MailStream::next(FoundMessage& found) {
    if (at_ >= bytes_.size()) return false;
    ++count_;
    const auto rest = bytes_.substr(at_);
    if (form_ == MailForm::mbox) {
        const auto size = size_of_first(rest);
        at_ += size;
        found = read_message(where(), unquote_mbox(rest.substr(0, size)), limits_);
        return true;
    }
    at_ = bytes_.size();
    if (form_ == MailForm::mail) {
        found = read_message(where(), rest, limits_);
    } else {
        check_size(where(), rest, limits_);
        found = {};
        found.calendars.push_back({to_utf8(rest, "UTF-16"), {}});
    }
    return true;
}

std::vector<std::string> maildir_files(const std::string& folder) {
    std::vector<std::string> files;
    for (const char* const part : {"new", "cur"}) {
        std::error_code error;
        for (std::filesystem::directory_iterator entry(std::filesystem::path(folder) / part, error), end;
             !error && entry != end; entry.increment(error)) {
            if (entry->path().filename().native().front() != '.' && entry->is_regular_file()) {
                files.push_back(entry->path().string());
            }
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace tiffin::mail
