#include "mail/read_message.h"

#include <algorithm>
#include <array>

#include "domain/failure.h"
#include "mail/charset.h"
#include "mail/gmime_library.h"
#include "mail/header_guard.h"
#include "text/fold.h"

namespace tiffin::mail {

namespace {

std::string text_of(const char* text) {
    return text == nullptr ? std::string() : std::string(text);
}

char to_upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// One line, without what could steer a terminal.
std::string plain_line(const char* text) {
    std::string line = to_utf8(text_of(text), {});
    std::replace_if(
        line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; },
        ' ');
    return text::one_line(line);
}

/// "<a@b> <c@d>" → "a@b"
std::string first_id(const char* ids) {
    std::string text = plain_line(ids);
    const auto open = text.find('<');
    const auto close = text.find('>', open);
    if (open == std::string::npos || close == std::string::npos) return text;
    return text.substr(open + 1, close - open - 1);
}

std::string first_address(InternetAddressList* addresses) {
    const Gmime& g = gmime();
    for (int at = 0; at < g.internet_address_list_length(addresses); ++at) {
        InternetAddress* const address = g.internet_address_list_get_address(addresses, at);
        auto* const mailbox = cast<InternetAddressMailbox>(address, g.internet_address_mailbox_get_type());
        if (mailbox != nullptr) return plain_line(g.internet_address_mailbox_get_addr(mailbox));
    }
    return {};
}

bool is_line_end(char c) {
    return c == '\r' || c == '\n';
}

/// Line ends and blank lines aside.
bool same_lines(std::string_view left, std::string_view right) {
    for (;;) {
        while (!left.empty() && is_line_end(left.front())) left.remove_prefix(1);
        while (!right.empty() && is_line_end(right.front())) right.remove_prefix(1);
        if (left.empty() || right.empty()) return left.empty() && right.empty();
        if (left.front() != right.front()) return false;
        left.remove_prefix(1);
        right.remove_prefix(1);
    }
}

class PartWalk {
  public:
    PartWalk(std::string_view where, const MailLimits& limits, FoundMessage& found)
        : where_(where), limits_(limits), found_(found) {}

    void visit(GMimeObject* part, std::size_t depth) {
        const Gmime& g = gmime();
        if (depth > limits_.depth) {
            throw Failure(ExitStatus::bad_input,
                          where_ + ": its parts are nested deeper than " + std::to_string(limits_.depth),
                          "forward the answer itself, not the whole thread");
        }
        if (auto* const multipart = cast<GMimeMultipart>(part, g.g_mime_multipart_get_type())) {
            for (int at = 0; at < g.g_mime_multipart_get_count(multipart); ++at) {
                visit(g.g_mime_multipart_get_part(multipart, at), depth + 1);
            }
        } else if (auto* const forwarded = cast<GMimeMessagePart>(part, g.g_mime_message_part_get_type())) {
            GMimeMessage* const message = g.g_mime_message_part_get_message(forwarded);
            if (message != nullptr) visit(g.g_mime_message_get_mime_part(message), depth + 1);
        } else if (auto* const leaf = cast<GMimePart>(part, g.g_mime_part_get_type())) {
            take(leaf, g.g_mime_object_get_content_type(part));
        }
    }

  private:
    void take(GMimePart* part, GMimeContentType* type) {
        const auto is = [type](const char* media, const char* subtype) {
            return gmime().g_mime_content_type_is_type(type, media, subtype) != 0;
        };
        if (is("text", "calendar") || is("application", "ics") || is_ics_file(part)) {
            std::string method = parameter(type, "method");
            std::transform(method.begin(), method.end(), method.begin(), to_upper);
            add({calendar_bytes(part, type), std::move(method)});
        } else if (is("text", "plain") && !has_text_) {
            has_text_ = true;
            found_.text = to_utf8(content(part), parameter(type, "charset"));
        } else if (is("application", "ms-tnef")) {
            found_.has_winmail = true;
        }
    }

    /// Some servers know no type for it: application/octet-stream; name="invite.ics".
    static bool is_ics_file(GMimePart* part) {
        const std::string name = text::fold(text_of(gmime().g_mime_part_get_filename(part)));
        return name.size() > 4 && name.compare(name.size() - 4, 4, ".ics") == 0;
    }

    static std::string content(GMimePart* part) {
        const Gmime& g = gmime();
        GMimeDataWrapper* const wrapper = g.g_mime_part_get_content(part);
        if (wrapper == nullptr) return {};
        const Owned<GMimeStream> decoded(g.g_mime_stream_mem_new());
        g.g_mime_data_wrapper_write_to_stream(wrapper, decoded.get());
        return std::string(bytes_of(decoded.get()));
    }

    static std::string parameter(GMimeContentType* type, const char* name) {
        return plain_line(gmime().g_mime_content_type_get_parameter(type, name));
    }

    /// Lines of UTF-8 may be folded within a character: the reader of calendars mends that.
    static std::string calendar_bytes(GMimePart* part, GMimeContentType* type) {
        const std::string charset = parameter(type, "charset");
        const std::string folded = text::fold(charset);
        const bool as_it_is = folded.empty() || folded == "utf-8" || folded == "us-ascii";
        return as_it_is ? content(part) : to_utf8(content(part), charset);
    }

    /// Many programs send the same calendar twice, as an alternative and as a file, with other line ends.
    void add(FoundCalendar calendar) {
        for (const auto& known : found_.calendars) {
            if (same_lines(known.bytes, calendar.bytes)) return;
        }
        if (found_.calendars.size() == limits_.calendars) {
            throw Failure(
                ExitStatus::bad_input,
                where_ + ": it carries more than " + std::to_string(limits_.calendars) + " calendars",
                "forward fewer answers at once");
        }
        found_.calendars.push_back(std::move(calendar));
    }

    std::string where_;
    const MailLimits& limits_;
    FoundMessage& found_;
    bool has_text_ = false;
};

struct FreeOptions {
    void operator()(GMimeParserOptions* options) const { gmime().g_mime_parser_options_free(options); }
};

/// Fixed, or what headers without a charset mean would depend on the locale.
std::unique_ptr<GMimeParserOptions, FreeOptions> parser_options() {
    std::unique_ptr<GMimeParserOptions, FreeOptions> options(gmime().g_mime_parser_options_new());
    std::array<const char*, 3> charsets{"utf-8", "windows-1252", nullptr};
    gmime().g_mime_parser_options_set_fallback_charsets(options.get(), charsets.data());
    return options;
}

}  // namespace

FoundMessage read_message(std::string_view where, std::string_view bytes, const MailLimits& limits) {
    check_headers(where, bytes, limits);
    const Gmime& g = gmime();
    const auto stream = memory_stream(bytes);
    const Owned<GMimeParser> parser(g.g_mime_parser_new_with_stream(stream.get()));
    const auto options = parser_options();
    const Owned<GMimeMessage> message(g.g_mime_parser_construct_message(parser.get(), options.get()));
    if (!message) {
        throw Failure(ExitStatus::bad_input, std::string(where) + ": it is no mail: it has no header",
                      "save the mail with all its headers");
    }
    FoundMessage found;
    found.from = first_address(g.g_mime_message_get_from(message.get()));
    found.message_id = plain_line(g.g_mime_message_get_message_id(message.get()));
    found.in_reply_to =
        first_id(g.g_mime_object_get_header(reinterpret_cast<GMimeObject*>(message.get()), "In-Reply-To"));
    if (GDateTime* const date = g.g_mime_message_get_date(message.get())) {
        found.date = Instant{std::chrono::seconds{g.g_date_time_to_unix(date)}};
    }
    if (GMimeObject* const body = g.g_mime_message_get_mime_part(message.get())) {
        PartWalk(where, limits, found).visit(body, 0);
    }
    return found;
}

}  // namespace tiffin::mail
