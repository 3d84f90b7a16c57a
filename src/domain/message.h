#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "domain/date.h"
#include "domain/id.h"
#include "domain/mailbox.h"

namespace tiffin {

// The outbox: each message is prepared once, for its key is unique, and sent once.
//
//     prepared → claimed → sent         handed over, or written to a place from which others send it
//     claimed → prepared                the mail program failed, or died with us: then the claim runs out
//     prepared → dropped → prepared     by hand, or since something newer took its place; restored by hand
//     prepared → expired                its deadline passed

using MessageId = Id<struct Message>;

enum class MessageKind {
    invite,
    update,
    cancellation,
    announcement,
    reminder,
    chaser,
    waiting_list,
    catering_order,
    thank_you,
    feedback_request,
};
constexpr std::size_t kMessageKinds = 10;

/// `claimed`: somebody is handing it over, until the claim runs out.
enum class MessageState { prepared, claimed, sent, dropped, expired };

std::string_view to_string(MessageKind kind);
std::string_view to_string(MessageState state);
std::optional<MessageKind> parse_message_kind(std::string_view text);
std::optional<MessageState> parse_message_state(std::string_view text);
/// In their order.
std::array<std::string_view, kMessageKinds> message_kind_names();
std::array<std::string_view, 5> message_state_names();

/// The calendar that an invite's message carries.
struct MessageCalendar {
    std::string method{};  ///< "REQUEST"
    std::string bytes{};   ///< a whole VCALENDAR

    bool operator==(const MessageCalendar&) const = default;
};

/// All that the mail is made of, so that it has the same bytes whenever it is made again.
struct MessageContent {
    std::string mail_id{};  ///< Message-ID without angle brackets: permanent
    Mailbox from{};
    Mailbox to{};
    std::string subject{};
    std::string text{};
    std::optional<MessageCalendar> calendar{};
    Instant date{};  ///< when it was prepared

    bool operator==(const MessageContent&) const = default;
};

/// One message to one recipient.
struct Message {
    MessageId id{};
    MessageKind kind = MessageKind::invite;
    MessageState state = MessageState::prepared;
    std::string key{};     ///< what it is about; no two messages have the same
    std::string thread{};  ///< those of one thread go out in the order in which they were prepared
    std::optional<SessionId> session{};
    std::optional<PersonId> person{};   ///< nothing: somebody outside the programme
    Instant due{};                      ///< since when it is wanted
    std::optional<Instant> deadline{};  ///< it does not go out later
    std::optional<Instant> sent{};
    int attempts = 0;                   ///< that failed
    std::optional<Instant> retry{};     ///< not before
    std::string reason{};               ///< why it is not sent: of the last failure, or of dropping it
    std::optional<int> follows{};       ///< of an invite: the sequence that its address had been told before
    std::optional<std::string> view{};  ///< of an invite: SeriesView as a text; nothing: not known
    MessageContent content{};
};

/// Why a prepared message that is not wanted any more was dropped: what it told nobody heard.
constexpr std::string_view kNoLongerNeeded = "no longer needed";
constexpr std::string_view kTakenPlace = "something newer took its place";
/// What it told reached its address by another way.
constexpr std::string_view kToldElsewhere = "tiffin invite told it";
/// Those are reasons of ours; nobody may give them by hand.
bool is_own_reason(std::string_view reason);
/// It reached them, or somebody dropped it by hand, having told them otherwise.
bool was_heard(const Message& message);

/// After so many failures it is tried again so much later: five minutes, then twice as long each time, up to
/// a day.
std::chrono::seconds delay_after(int failures);

/// Whether it is too late for a message: its deadline has passed, or it is due for longer than `most_late`.
bool is_too_late(const Message& message, Instant now, std::optional<std::chrono::seconds> most_late);

// What a mail that calls for an answer of a calendar is about: a session's or a recurring invite's thread is
// with one address, and of the messages in it the last one counts.

/// What somebody has heard by what reached them.
enum class Heard { nothing, invited, cancelled };

/// The mail that tells them that they are invited, or no longer are, with news or without; nothing where they
/// need not hear of it.
std::optional<MessageKind> mail_after(Heard heard, bool is_invited, bool has_news);

}  // namespace tiffin
