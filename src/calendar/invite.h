#pragma once

#include <chrono>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "calendar/recurrence.h"
#include "calendar/zone.h"
#include "domain/date.h"
#include "domain/mailbox.h"
#include "domain/rsvp.h"
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

/// Whom an invite names.
using Attendees = std::span<const Mailbox>;

/// What one mail carries. One attendee, the recipient, keeps addresses private and mails small.
struct Invite {
    Method method = Method::request;
    Event event;
    std::vector<Mailbox> attendees;  ///< left out of a PUBLISH, which must have none (RFC 5546 3.2.1)
    std::optional<Answer> answer{};  ///< of the first of them, which this does not ask for anew
};

/// The definition of one zone that a calendar carries for events from `first` to `last`.
struct ZoneDefinition {
    Zone zone;
    Instant first;
    Instant last;
    std::string text;  ///< VTIMEZONE as content lines; empty where UTC serves better (see define)
};

/// ATTENDEE lines, rendered and folded once for each person. The organizer, whom no program asks for an
/// answer to their own invite, has accepted (as in RFC 5546 4.2.1).
class AttendeeLines {
  public:
    /// `answer` is the first attendee's, where it still holds: asked anew, programs would forget it.
    void append(std::string& out, Attendees attendees, const Mailbox& organizer,
                std::optional<Answer> answer = {});

  private:
    const std::string& line(const Mailbox& attendee, bool organizes, std::string_view status);

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

/// A session that differs from the others of its series: moved, cancelled, or with words of its own.
struct SeriesException {
    Date original;  ///< the date that the series' rule gives it; permanent, however often it is moved
    Event event;    ///< as it is now; its uid is the series'
    std::optional<Answer> answer{};  ///< of the first attendee, which this does not ask for anew
};

/// A series as one recurring event. One counter serves for the SEQUENCEs of the whole series, so that the one
/// of whatever was changed last is the highest.
struct SeriesEvent {
    Event event;  ///< what its sessions have in common; its date must be the first that `rule` gives
    Recurrence rule;
    std::vector<Date> left_out;  ///< dates of the rule without a session, such as holidays
    std::vector<SeriesException> exceptions;
};

/// The days on which a calendar has events in `zone`.
struct ZoneSpan {
    std::string zone;
    DateRange days;
    bool recurring = false;  ///< one of them recurs, so it cannot be in UTC: the clocks change under it
};

/// Up to the last day of its rule, or kOpenEnd.
ZoneSpan span_of(const SeriesEvent& series);

/// The whole series for somebody who has nothing of it yet (request), for a file or a feed (publish), or to
/// call it off (cancel, with event.status cancelled, or none for one person who was dropped). Cancelled
/// sessions are left out of a request and stay in sight in a file.
/// `answer` is the first attendee's, to the whole of it.
std::string render_series(Method method, const SeriesEvent& series, Attendees attendees,
                          std::optional<Answer> answer = {});

/// One session of the series alone, for people who have the series: Outlook and Google take it only without
/// the series beside it and with a SEQUENCE above all that were sent before.
std::string render_series_exception(Method method, const SeriesEvent& series,
                                    const SeriesException& exception, Attendees attendees);

/// One event for the calendars of many people: rendered at first use, then copied.
class EventText {
  public:
    /// Fails with bad_input for an unknown zone.
    explicit EventText(Event event);

    /// BEGIN:VEVENT and all of the event but its attendees and its end. `definition`: what the calendar says
    /// about the event's zone; null where it says nothing.
    const std::string& in(const ZoneDefinition* definition);
    [[nodiscard]] const Event& event() const { return event_; }

  private:
    Event event_;
    Zone zone_;
    Instant start_, end_;
    bool is_plain_;
    std::string local_, utc_;  ///< empty before the first use
};

/// What stands above the events of a file or a feed. `name`, `description` and `refresh` (RFC
/// 7986 5.1, 5.2, 5.7) are a feed's; empty ones are left out.
struct CalendarHeader {
    Method method = Method::publish;
    /// Events elsewhere or outside these days are written in UTC. A zone may be named several times.
    std::vector<ZoneSpan> zones = {};
    std::string name = {};
    std::string description = {};
    std::chrono::hours refresh{0};
};

/// One VCALENDAR with many events, written as they come.
class CalendarFile {
  public:
    /// Fails with bad_input for an unknown zone.
    CalendarFile(text::Sink& sink, const CalendarHeader& header);
    void add(const Event& event, Attendees attendees = {}, std::optional<Answer> answer = {});
    void add(EventText& event, Attendees attendees, std::optional<Answer> answer = {});
    /// The header's zones must hold span_of(series).
    void add(const SeriesEvent& series, Attendees attendees = {}, std::optional<Answer> answer = {});
    void add(const SeriesEvent& series, const SeriesException& exception, Attendees attendees = {});
    /// Must be called after the last event.
    void finish();

  private:
    [[nodiscard]] const ZoneDefinition* definition_of(const std::string& zone) const;
    void end_event(const Event& event, Attendees attendees, std::optional<Answer> answer = {});

    text::Sink& sink_;
    Method method_;
    std::map<std::string, ZoneDefinition> definitions_;
    AttendeeLines attendees_;
    bool is_empty_ = true;  // of components
    std::string buffer_;
};

}  // namespace tiffin::calendar
