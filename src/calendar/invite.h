#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "calendar/zone.h"
#include "domain/date.h"
#include "domain/mailbox.h"
#include "text/sink.h"

namespace tiffin::calendar {

/// RFC 5546 1.4
enum class Method { request, cancel, publish };

/// "REQUEST": also the method parameter of the message's Content-Type (RFC 6047 2.4), which must be the same.
std::string_view to_string(Method method);

/// `none` writes no STATUS: in a CANCEL it tells one person that they were dropped, not that the session is
/// off (RFC 5546 3.2.5).
enum class EventStatus { confirmed, cancelled, none };

/// One session as calendars see it. Empty text is left out.
struct Event {
    std::string uid;  ///< permanent
    int sequence =
        0;  ///< must rise with each change of time, place in the calendar or status (RFC 5546 2.1.4)
    Instant stamp{};    ///< DTSTAMP: when this revision was made
    Instant changed{};  ///< LAST-MODIFIED
    Date date{};
    TimeOfDay start{};
    std::chrono::minutes length{60};
    std::string zone;  ///< IANA name
    EventStatus status = EventStatus::confirmed;
    std::string summary;
    std::string description;
    std::string place;
    std::string link;  ///< where to join: CONFERENCE, and the last line of the description
    std::string url;   ///< a page about the session
    std::vector<std::string> categories;
    std::string comment;  ///< why it was moved or cancelled
    Mailbox organizer;    ///< required by RFC 5546 in all but a file that nobody answers

    bool operator==(const Event&) const = default;
};

/// What one mail carries. One attendee, the recipient, keeps addresses private and mails small.
struct Invite {
    Method method = Method::request;
    Event event;
    std::vector<Mailbox> attendees;  ///< left out of a PUBLISH, which must have none (RFC 5546 3.2.1)
};

/// The definition of one zone that a calendar carries for events from `first` to `last`.
struct ZoneDefinition {
    Zone zone;
    Instant first;
    Instant last;
    std::string text;  ///< VTIMEZONE as content lines; empty where UTC serves better (see lists_changes)
};

/// ATTENDEE lines, rendered and folded once for each person.
class AttendeeLines {
  public:
    void append(std::string& out, const std::vector<Mailbox>& attendees);

  private:
    std::unordered_map<std::string, std::string> lines_;
    std::string key_;
};

/// Renders one VCALENDAR with one VEVENT for each invite. Keeps what invites share, so that the same event to
/// the next recipient costs little more than the copy; the bytes depend on the invite alone.
class InviteWriter {
  public:
    /// Fails with bad_input for an unknown zone.
    void append(std::string& out, const Invite& invite);

  private:
    const ZoneDefinition& definition_of(const Event& event);

    std::map<std::pair<std::string, int>, ZoneDefinition> definitions_;
    AttendeeLines attendees_;
    Method last_method_ = Method::request;
    Event last_event_;
    std::string last_text_;  ///< of last_event_, up to its attendees; empty before the first
};

std::string render_invite(const Invite& invite);

/// The days on which a calendar has events in `zone`.
struct ZoneSpan {
    std::string zone;
    DateRange days;
};

/// What stands above the events of a file or a feed. `name`, `description` and `refresh` (RFC
/// 7986 5.1, 5.2, 5.7) are a feed's; empty ones are left out.
struct CalendarHeader {
    Method method = Method::publish;
    std::vector<ZoneSpan>
        zones;  ///< each zone once; events elsewhere or outside these days are written in UTC
    std::string name;
    std::string description;
    std::chrono::hours refresh{0};
};

/// One VCALENDAR with many events, written as they come.
class CalendarFile {
  public:
    /// Fails with bad_input for an unknown zone.
    CalendarFile(text::Sink& sink, const CalendarHeader& header);
    void add(const Event& event, const std::vector<Mailbox>& attendees = {});
    /// Must be called after the last event.
    void finish();

  private:
    text::Sink& sink_;
    Method method_;
    std::map<std::string, ZoneDefinition> definitions_;
    AttendeeLines attendees_;
    std::string buffer_;
};

}  // namespace tiffin::calendar
