#include "domain/message.h"

#include <algorithm>

#include "domain/names.h"

namespace tiffin {

namespace {

constexpr Names<MessageKind, kMessageKinds> kKinds{{
    {MessageKind::invite, "invite"},
    {MessageKind::update, "update"},
    {MessageKind::cancellation, "cancellation"},
    {MessageKind::announcement, "announcement"},
    {MessageKind::reminder, "reminder"},
    {MessageKind::chaser, "chaser"},
    {MessageKind::waiting_list, "waiting-list"},
    {MessageKind::catering_order, "catering-order"},
    {MessageKind::thank_you, "thank-you"},
    {MessageKind::feedback_request, "feedback-request"},
}};

constexpr Names<MessageState, 5> kStates{{
    {MessageState::prepared, "prepared"},
    {MessageState::claimed, "claimed"},
    {MessageState::sent, "sent"},
    {MessageState::dropped, "dropped"},
    {MessageState::expired, "expired"},
}};

template <class Enum, std::size_t N>
std::array<std::string_view, N> words(const Names<Enum, N>& names) {
    std::array<std::string_view, N> found{};
    std::transform(names.begin(), names.end(), found.begin(), [](const auto& name) { return name.second; });
    return found;
}

}  // namespace

std::string_view to_string(MessageKind kind) {
    return name_of(kKinds, kind);
}
std::string_view to_string(MessageState state) {
    return name_of(kStates, state);
}
std::optional<MessageKind> parse_message_kind(std::string_view text) {
    return value_of(kKinds, text);
}
std::optional<MessageState> parse_message_state(std::string_view text) {
    return value_of(kStates, text);
}
std::array<std::string_view, kMessageKinds> message_kind_names() {
    return words(kKinds);
}
std::array<std::string_view, 5> message_state_names() {
    return words(kStates);
}

bool is_own_reason(std::string_view reason) {
    return reason == kNoLongerNeeded || reason == kTakenPlace || reason == kToldElsewhere;
}

bool was_heard(const Message& message) {
    return message.state == MessageState::sent || message.state == MessageState::claimed ||
           (message.state == MessageState::dropped && message.reason != kNoLongerNeeded);
}

std::chrono::seconds delay_after(int failures) {
    constexpr std::chrono::minutes kFirst{5};
    constexpr std::chrono::hours kLongest{24};
    constexpr int kDoublings = 9;  // five minutes become more than a day
    return std::min<std::chrono::seconds>(kLongest, kFirst * (1 << std::clamp(failures - 1, 0, kDoublings)));
}

bool is_too_late(const Message& message, Instant now, std::optional<std::chrono::seconds> most_late) {
    return (message.deadline && *message.deadline <= now) || (most_late && message.due + *most_late < now);
}

std::optional<MessageKind> mail_after(Heard heard, bool is_invited, bool has_news) {
    std::optional<MessageKind> mail;
    switch (heard) {
        case Heard::nothing:
            if (is_invited) mail = MessageKind::invite;
            break;
        case Heard::invited:
            if (!is_invited) mail = MessageKind::cancellation;
            if (is_invited && has_news) mail = MessageKind::update;
            break;
        case Heard::cancelled:
            if (is_invited) mail = MessageKind::invite;
            if (!is_invited && has_news) mail = MessageKind::cancellation;
            break;
    }
    return mail;
}

}  // namespace tiffin
