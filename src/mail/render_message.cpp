#include "mail/render_message.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "domain/failure.h"
#include "mail/gmime_library.h"
#include "mail/header_field.h"
#include "mail/mail_date.h"
#include "text/fold.h"

namespace tiffin::mail {

namespace {

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Broken UTF-8 would be guessed at by GMime, and as the locale suggests.
std::string valid(std::string_view text, std::string_view what) {
    if (text::is_utf8(text)) return std::string(text);
    throw Failure(ExitStatus::bad_input, fmt::format("the {} of the mail is not UTF-8 text", what),
                  "run tiffin check to find what holds it");
}

std::string single_line(std::string_view text, std::string_view what) {
    std::string line = valid(text, what);
    std::replace_if(
        line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; },
        ' ');
    return text::one_line(line);
}

void check_address(const std::string& email) {
    if (!is_mail_address(email)) {
        throw Failure(ExitStatus::bad_input, "\"" + single_line(email, "address") + "\" is no e-mail address",
                      "correct it with tiffin person edit");
    }
    if (!is_ascii(email.substr(0, email.find('@')))) {
        throw Failure(ExitStatus::bad_input,
                      email + " has letters before the @ that many mail servers refuse",
                      "ask for an address in plain letters");
    }
}

/// In the letters that every server knows: "bücher.example" → "xn--bcher-kva.example".
Mailbox written(const Mailbox& mailbox) {
    check_address(mailbox.email);
    const Gmime& g = gmime();
    const Owned<InternetAddress> address(g.internet_address_mailbox_new(nullptr, mailbox.email.c_str()));
    const char* const email =
        g.internet_address_mailbox_get_idn_addr(reinterpret_cast<InternetAddressMailbox*>(address.get()));
    if (email == nullptr || !is_mail_address(email) || !is_ascii(email)) {
        throw Failure(ExitStatus::bad_input, "the domain of " + mailbox.email + " is no name on the internet",
                      "correct it with tiffin person edit");
    }
    return {single_line(mailbox.name, "name"), email};
}

bool is_header_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
}

/// The message's own fields, and those that describe its shape, are not for others to set.
bool is_free_header(std::string_view name) {
    const std::string folded = text::fold(name);
    for (const std::string_view own :
         {"from", "to", "cc", "bcc", "sender", "subject", "date", "message-id", "mime-version"}) {
        if (folded == own) return false;
    }
    return is_header_name(name) && folded.rfind("content-", 0) != 0;
}

/// FNV-1a
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3U;
    }
    return hash;
}

/// "=_" stands in no quoted-printable or base64 text, so no part can hold it (RFC 2045 6.7).
std::string boundary_of(const Message& message, std::string_view level) {
    return fmt::format("=_{}_{:016x}", level, hash_of(message.id));
}

Owned<GMimeObject> leaf(const char* media, const char* subtype, std::string_view bytes,
                        GMimeContentEncoding encoding) {
    const Gmime& g = gmime();
    GMimePart* const part = g.g_mime_part_new_with_type(media, subtype);
    Owned<GMimeObject> object(reinterpret_cast<GMimeObject*>(part));
    const auto stream = memory_stream(bytes);
    const Owned<GMimeDataWrapper> content(
        g.g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
    g.g_mime_part_set_content(part, content.get());
    g.g_mime_part_set_content_encoding(part, encoding);
    return object;
}

Owned<GMimeObject> text_part(const char* subtype, std::string_view text) {
    std::string lines;  // one kind of line end, which quoted-printable then writes as the mail's
    for (const char c : valid(text, "text")) {
        if (c != '\r') lines += c;
    }
    if (lines.empty() || lines.back() != '\n') lines += '\n';
    auto part = leaf("text", subtype, lines, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    gmime().g_mime_object_set_content_type_parameter(part.get(), "charset", "UTF-8");
    return part;
}

bool is_method(std::string_view method) {
    return !method.empty() && std::all_of(method.begin(), method.end(),
                                          [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; });
}

/// Base64 keeps its line ends whatever a server does to those of the mail. Without a disposition: with one
/// Thunderbird shows no invitation.
Owned<GMimeObject> calendar_part(const CalendarPart& calendar) {
    if (!is_method(calendar.method)) {
        throw Failure(ExitStatus::bug, "\"" + calendar.method + "\" is no calendar method");
    }
    const Gmime& g = gmime();
    auto part = leaf("text", "calendar", calendar.bytes, GMIME_CONTENT_ENCODING_BASE64);
    g.g_mime_object_set_content_type_parameter(part.get(), "charset", "UTF-8");
    g.g_mime_object_set_content_type_parameter(part.get(), "method", calendar.method.c_str());
    return part;
}

Owned<GMimeObject> attachment(const CalendarPart& calendar) {
    const Gmime& g = gmime();
    auto part = leaf("application", "ics", calendar.bytes, GMIME_CONTENT_ENCODING_BASE64);
    g.g_mime_object_set_content_type_parameter(part.get(), "name", "invite.ics");
    g.g_mime_object_set_disposition(part.get(), "attachment");
    g.g_mime_part_set_filename(reinterpret_cast<GMimePart*>(part.get()), "invite.ics");
    return part;
}

Owned<GMimeObject> multipart(const char* subtype, const std::string& boundary) {
    GMimeMultipart* const made = gmime().g_mime_multipart_new_with_subtype(subtype);
    gmime().g_mime_multipart_set_boundary(made, boundary.c_str());
    return Owned<GMimeObject>(reinterpret_cast<GMimeObject*>(made));
}

void add(const Owned<GMimeObject>& whole, const Owned<GMimeObject>& part) {
    gmime().g_mime_multipart_add(reinterpret_cast<GMimeMultipart*>(whole.get()), part.get());
}

Owned<GMimeObject> body_of(const Message& message) {
    auto text = text_part("plain", message.text);
    if (message.html.empty() && !message.calendar) return text;
    auto alternatives = multipart("alternative", boundary_of(message, "alternative"));
    add(alternatives, text);
    if (!message.html.empty()) add(alternatives, text_part("html", message.html));
    if (!message.calendar) return alternatives;
    add(alternatives, calendar_part(*message.calendar));
    if (!message.calendar->attached_too) return alternatives;
    auto mixed = multipart("mixed", boundary_of(message, "mixed"));
    add(mixed, alternatives);
    add(mixed, attachment(*message.calendar));
    return mixed;
}

/// "a.b-1@tiffin.example" in characters that need no quoting, or the angle brackets could be closed early.
bool is_message_id(std::string_view id) {
    const auto at = id.find('@');
    return at != std::string_view::npos && is_mail_address("x" + std::string(id.substr(at))) &&
           is_ascii(id) && std::all_of(id.begin(), id.begin() + static_cast<std::ptrdiff_t>(at), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '-' || c == '_' || c == '+' || c == '=';
           });
}

std::string header_of(const Message& message) {
    if (!is_message_id(message.id)) {
        throw Failure(ExitStatus::bug, "\"" + single_line(message.id, "id") + "\" is no Message-ID");
    }
    std::string header;
    append_text_field(header, "Date", render_mail_date(message.date));
    append_text_field(header, "Message-ID", "<" + message.id + ">");
    append_mailbox_field(header, "From", written(message.from));
    append_mailbox_field(header, "To", written(message.to));
    append_text_field(header, "Subject", single_line(message.subject, "subject"));
    for (const auto& [name, value] : message.headers) {
        if (!is_free_header(name)) {
            throw Failure(ExitStatus::bad_input,
                          "\"" + single_line(name, "header") + "\" is no header that can be added to a mail",
                          "use one such as List-Id");
        }
        append_text_field(header, name, single_line(value, "header " + name));
    }
    append_text_field(header, "MIME-Version", "1.0");
    return header;
}

struct FreeFormat {
    void operator()(GMimeFormatOptions* options) const { gmime().g_mime_format_options_free(options); }
};

/// Line ends as wanted, and lines that sendmail or an mbox would take for their own written differently:
/// within quoted-printable a character may always stand by its number, and nothing else holds such lines.
std::string with_lines(std::string_view mail, LineEnd line_end) {
    constexpr std::string_view kFrom = "From ";
    constexpr std::size_t kLongest = 76 - 2;  // RFC 2045 6.7, less what is added
    const std::string_view end = line_end == LineEnd::crlf ? "\r\n" : "\n";
    std::string lines;
    lines.reserve(mail.size() + mail.size() / 32);
    while (!mail.empty()) {
        const auto size = std::min(mail.find('\n'), mail.size());
        auto line = mail.substr(0, size);
        mail.remove_prefix(std::min(size + 1, mail.size()));
        if (line == ".") {
            line = "=2E";
        } else if (line.substr(0, kFrom.size()) == kFrom) {
            lines += "=46";
            if (line.size() > kLongest) (lines += '=') += end;
            line.remove_prefix(1);
        }
        (lines += line) += end;
    }
    return lines;
}

}  // namespace

std::string render_message(const Message& message, LineEnd line_end) {
    const Gmime& g = gmime();
    std::string mail = header_of(message);
    const std::unique_ptr<GMimeFormatOptions, FreeFormat> format(g.g_mime_format_options_new());
    g.g_mime_format_options_set_newline_format(format.get(), GMIME_NEWLINE_FORMAT_UNIX);
    const Owned<GMimeStream> body(g.g_mime_stream_mem_new());
    g.g_mime_object_write_to_stream(body_of(message).get(), format.get(), body.get());
    mail += bytes_of(body.get());
    return with_lines(mail, line_end);
}

}  // namespace tiffin::mail
