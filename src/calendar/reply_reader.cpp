#include "calendar/reply_reader.h"

#include <algorithm>
#include <utility>

#include "calendar/date_time_text.h"
#include "calendar/file_zones.h"
#include "domain/failure.h"
#include "domain/names.h"
#include "text/fold.h"

namespace tiffin::calendar {

namespace {

constexpr Names<Answer, 3> kStatuses{{
    {Answer::yes, "ACCEPTED"},
    {Answer::no, "DECLINED"},
    {Answer::maybe, "TENTATIVE"},
}};

constexpr std::string_view kScheme = "mailto:";

std::string upper(std::string_view text) {
    std::string made(text::trim(text));
    for (char& c : made) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return made;
}

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
    return std::nullopt;
}

/// RFC 6068 2: "ana%2Blunch@x.example"
std::string decode_percent(std::string_view text) {
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto high = text[at] == '%' && at + 2 < text.size() ? hex_digit(text[at + 1]) : std::nullopt;
        const auto low = high ? hex_digit(text[at + 2]) : std::nullopt;
        if (low && *high >= 2) {
            decoded += static_cast<char>(*high * 16 + *low);
            at += 2;
        } else {
            decoded += text[at];
        }
    }
    return decoded;
}

/// A parameter as the text that a person reads.
std::string text_of(const ContentLine& line, std::string_view parameter) {
    const auto value = line.parameter(parameter);
    return value ? ContentLine{line.line, {}, {}, *value}.text() : std::string();
}

std::string address_of(const ContentLine& line, std::string_view parameter) {
    return parse_calendar_address(text_of(line, parameter)).value_or("");
}

/// At most `most` bytes, never within a character.
void cut(std::string& text, std::size_t most) {
    if (text.size() <= most) return;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0U) == 0x80U) --most;
    text.resize(most);
    text += "…";
}

FoundAttendee read_attendee(const ContentLine& line, const ReplyLimits& limits) {
    FoundAttendee found{.address = parse_calendar_address(line.text()).value_or(""),
                        .status = upper(text_of(line, "PARTSTAT")),
                        .comment = text_of(line, "X-RESPONSE-COMMENT"),
                        .sent_by = address_of(line, "SENT-BY"),
                        .delegated_to = address_of(line, "DELEGATED-TO"),
                        .delegated_from = address_of(line, "DELEGATED-FROM")};
    // Apple's servers write a number for somebody whom they know, and the address beside it (RFC 7986 6.2).
    if (found.address.empty()) found.address = text_of(line, "EMAIL");
    cut(found.comment, limits.comment);
    return found;
}

/// Takes lines until a calendar is complete.
class ReplyCollector {
  public:
    ReplyCollector(ContentReader& reader, std::string_view where, std::string_view method,
                   const ReplyLimits& limits)
        : reader_(reader), where_(where), mail_method_(upper(method)), limits_(limits) {}

    void take(const ContentLine& line) {
        zones_.take(reader_, line);
        if (line.is("BEGIN") && reader_.component() == "VCALENDAR") end_calendar();
        has_calendar_ = has_calendar_ || reader_.inside("VCALENDAR");
        if (line.is("METHOD") && reader_.component() == "VCALENDAR") method_ = upper(line.text());
        if (reader_.component() != "VEVENT") return;
        if (line.is("BEGIN")) begin_event(line);
        if (!line.is("BEGIN") && !replies_.empty()) add(replies_.back(), line);
    }

    FoundReplies finish() {
        end_calendar();
        // A text may define its zones behind its events.
        for (auto& reply : replies_) {
            for (auto* time : {&reply.replaces, &reply.start}) {
                if (!*time || (*time)->zone.empty() || (*time)->zone == "UTC") continue;
                (*time)->zone = zones_.iana_name((*time)->zone, (*time)->date);
            }
        }
        if (!has_calendar_) {
            throw Failure(ExitStatus::bad_input,
                          where_ + ": it is no iCalendar text: BEGIN:VCALENDAR is missing",
                          "pass on the mail as it came");
        }
        return {std::move(replies_), reader_.take_skipped()};
    }

  private:
    void begin_event(const ContentLine& line) {
        if (replies_.size() == limits_.replies) too_many(limits_.replies, "events");
        replies_.push_back({.line = line.line});
    }

    void add(FoundReply& reply, const ContentLine& line) {
        if (line.is("UID")) reply.uid = line.text();
        if (line.is("SEQUENCE")) {
            const auto sequence = parse_number(line.value);
            reply.sequence = sequence.value_or(0);
            reply.has_sequence = sequence.has_value();
        }
        if (line.is("DTSTART")) reply.start = parse_event_time(line, line.value);
        if (line.is("DTSTAMP")) add_stamp(reply, line);
        if (line.is("RECURRENCE-ID")) {
            reply.replaces = parse_event_time(line, line.value);
            reply.has_odd_date = !reply.replaces;
        }
        if (line.is("COMMENT")) {
            const auto comment = line.text();
            if (!comment.empty()) reply.comment += (reply.comment.empty() ? "" : "\n") + comment;
            cut(reply.comment, limits_.comment);
        }
        if (line.is("ATTENDEE")) {
            if (++attendees_ > limits_.attendees) too_many(limits_.attendees, "attendees");
            reply.attendees.push_back(read_attendee(line, limits_));
        }
    }

    void add_stamp(FoundReply& reply, const ContentLine& line) {
        const auto time = parse_event_time(line, line.value);
        if (time) reply.stamp = instant_of(*time, Zone::load("UTC"));
    }

    /// A METHOD can stand behind the events that it is of.
    void end_calendar() {
        for (; named_ < replies_.size(); ++named_) {
            replies_[named_].method = method_.empty() ? mail_method_ : method_;
        }
        method_.clear();
    }

    [[noreturn]] void too_many(std::size_t most, const std::string& what) const {
        throw Failure(ExitStatus::bad_input,
                      where_ + ": it holds more than " + std::to_string(most) + " " + what,
                      "note the answer by hand: tiffin rsvp set");
    }

    ContentReader& reader_;
    std::string where_;
    std::string mail_method_;
    const ReplyLimits& limits_;
    FileZones zones_;
    std::string method_;
    std::vector<FoundReply> replies_;
    std::size_t named_ = 0;  ///< replies whose METHOD is known
    std::size_t attendees_ = 0;
    bool has_calendar_ = false;
};

}  // namespace

std::optional<Answer> FoundAttendee::answer() const {
    return value_of(kStatuses, status);
}

FoundReplies read_replies(std::string_view where, std::string_view text, std::string_view method,
                          const ReplyLimits& limits) {
    ContentReader reader(where, text, limits.reader);
    ReplyCollector collector(reader, where, method, limits);
    for (ContentLine line; reader.next(line);) collector.take(line);
    return collector.finish();
}

std::optional<std::string> parse_calendar_address(std::string_view uri) {
    uri = text::trim(uri);
    if (!equal_without_case(uri.substr(0, kScheme.size()), kScheme)) {
        const bool is_address =
            uri.find(':') == std::string_view::npos && uri.find('@') != std::string_view::npos;
        return is_address ? std::optional(std::string(uri)) : std::nullopt;
    }
    uri.remove_prefix(kScheme.size());
    const auto address = decode_percent(uri.substr(0, uri.find('?')));
    const auto trimmed = text::trim(address);
    return trimmed.empty() ? std::nullopt : std::optional(std::string(trimmed));
}

}  // namespace tiffin::calendar
