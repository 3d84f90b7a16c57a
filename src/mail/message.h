#pragma once

#include <map>
#include <optional>
#include <string>

#include "domain/date.h"
#include "domain/mailbox.h"

namespace tiffin::mail {

/// The calendar that an invite's mail carries: `bytes` is a whole VCALENDAR, `method` its METHOD ("REQUEST").
struct CalendarPart {
    std::string method;
    std::string bytes;
    bool attached_too = false;  ///< a second time as invite.ics, for programs that only show files

    bool operator==(const CalendarPart&) const = default;
};

/// A mail to one person.
struct Message {
    std::string id;  ///< without angle brackets; permanent, so that a mail sent twice is known as one
    Mailbox from;
    Mailbox to;
    std::string subject;
    Instant date{};
    std::string text;
    std::string html;  ///< empty: none
    std::optional<CalendarPart> calendar;
    std::map<std::string, std::string> headers;  ///< others, such as Auto-Submitted and List-Id

    bool operator==(const Message&) const = default;
};

}  // namespace tiffin::mail
