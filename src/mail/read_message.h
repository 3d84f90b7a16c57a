#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"

namespace tiffin::mail {

/// What one mail may ask of this program. Real mails stay far below each of them.
struct MailLimits {
    std::size_t bytes = std::size_t{32} << 20U;          ///< of the whole mail
    std::size_t header_bytes = std::size_t{512} << 10U;  ///< of the headers of all parts together
    std::size_t field_bytes = std::size_t{64} << 10U;    ///< of one header field
    std::size_t parts = 10'000;
    std::size_t calendars = 100;
    std::size_t depth = 16;  ///< of parts in parts, forwarded mails included
};

/// A calendar that a mail carries, as text/calendar or application/ics.
struct FoundCalendar {
    std::string bytes;   ///< UTF-8, where it does not claim to be and is not
    std::string method;  ///< of the Content-Type, in upper case ("REPLY"); empty: it names none

    bool operator==(const FoundCalendar&) const = default;
};

/// What a reply needs of a mail. Single-line texts have no control characters.
struct FoundMessage {
    std::string from;         ///< address as claimed by the mail, proved by nobody
    std::string message_id;   ///< without angle brackets
    std::string in_reply_to;  ///< without angle brackets
    std::optional<Instant> date;
    std::string text;                      ///< the first plain text
    std::vector<FoundCalendar> calendars;  ///< in the order of the mail, equal ones once
    bool has_winmail = false;  ///< Outlook's own winmail.dat, which can hold an answer that nobody else reads
};

/// Reads a mail (RFC 5322, MIME) of any shape, also a broken one, in bounded time and memory. Fails with
/// bad_input, naming `where` ("inbox.mbox, mail 3"), for what is no mail or goes beyond the limits.
FoundMessage read_message(std::string_view where, std::string_view bytes, const MailLimits& limits = {});

}  // namespace tiffin::mail
