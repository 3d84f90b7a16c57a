#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/content_reader.h"
#include "calendar/event_time.h"
#include "domain/date.h"
#include "domain/rsvp.h"

namespace tiffin::calendar {

/// One ATTENDEE. Addresses are without "mailto:", with letter case as written; empty where there is none.
struct FoundAttendee {
    std::string address{};
    std::string status{};  ///< PARTSTAT in upper case; empty: none, which means NEEDS-ACTION
    std::string comment{};
    std::string sent_by{};       ///< who answers for them
    std::string delegated_to{};  ///< who comes in their place
    std::string delegated_from{};

    /// Nothing where it says none: NEEDS-ACTION, DELEGATED, and words of other programs.
    [[nodiscard]] std::optional<Answer> answer() const;
    [[nodiscard]] bool has_delegated() const { return status == "DELEGATED"; }
};

/// One VEVENT of an iTIP message (RFC 5546), as far as an answer needs it.
struct FoundReply {
    std::size_t line = 0;  ///< of its BEGIN, counted from 1
    std::string method{};  ///< in upper case; empty: none
    std::string uid{};
    int sequence = 0;                     ///< 0 where it is missing (RFC 5545 3.8.7.4)
    bool has_sequence = false;            ///< some programs leave it out
    std::optional<EventTime> start{};     ///< DTSTART, as the calendar that answers has it
    std::optional<Instant> stamp{};       ///< DTSTAMP
    std::optional<EventTime> replaces{};  ///< RECURRENCE-ID: one date of a series alone
    bool has_odd_date = false;            ///< it names a date that cannot be read
    std::string comment{};
    std::vector<FoundAttendee> attendees{};
};

struct FoundReplies {
    std::vector<FoundReply> replies;
    Skipped skipped;  ///< lines that were not understood
};

/// Real replies stay far below each of them.
struct ReplyLimits {
    ReaderLimits reader{.bytes = std::size_t{32} << 20U};
    std::size_t replies = 1000;
    std::size_t attendees = 5000;  ///< of all replies together
    std::size_t comment = 2000;    ///< bytes; longer ones are cut
};

/// The events of one or more calendars in the order of the text; `method` is what the mail says of a calendar
/// that does not say it itself. Fails with bad_input, naming `where`, for a text that holds no calendar or
/// goes beyond the limits.
FoundReplies read_replies(std::string_view where, std::string_view text, std::string_view method,
                          const ReplyLimits& limits = {});

/// "mailto:Ana@X.example" → "Ana@X.example"; nothing for another kind of address.
std::optional<std::string> parse_calendar_address(std::string_view uri);

}  // namespace tiffin::calendar
