#include "cli/job/invite_thread.h"

#include <charconv>

#include "storage/messages.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

template <class Id>
std::string threads_of(Id id) {
    return render_id(id) + "/";
}

/// "2027-03-04#2", behind the name of its thread.
InvitePiece piece_of(const Message& message) {
    const auto rest = std::string_view(message.key).substr(message.thread.size() + 1);
    return {message.thread, parse_iso_date(rest.substr(0, rest.find('#')))};
}

int sequence_of(const Message& message) {
    const auto digits = std::string_view(message.key).substr(message.key.rfind('#') + 1);
    int sequence = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), sequence);
    return sequence;
}

/// Of the whole all of it is replaced, of a date what waits for the same date.
bool replaces(const InvitePiece& piece, const Message& message) {
    return !piece.date || piece_of(message).date == piece.date;
}

}  // namespace

std::string thread_of(SessionId session, std::string_view email) {
    return threads_of(session) + text::lower_case(email);
}

std::string thread_of(SeriesInviteId invite, std::string_view email) {
    return threads_of(invite) + text::lower_case(email);
}

std::string key_of(const InvitePiece& piece, int sequence) {
    return piece.thread + "/" + (piece.date ? render_date(*piece.date) : "") + "#" + std::to_string(sequence);
}

std::optional<ReachedBy> reached_by(storage::Connection& connection, const InvitePiece& piece, int last) {
    auto messages = storage::messages_in_thread(connection, piece.thread);
    if (messages.empty() || sequence_of(messages.front()) != last) return std::nullopt;
    ReachedBy found;
    std::optional<int> before;
    for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
        if (message->follows && message->follows != before) {  // tiffin invite told it something in between
            const bool is_first = message->kind == MessageKind::invite;
            found = {is_first ? Heard::cancelled : Heard::invited, message->follows, {}, {}, false};
        }
        before = sequence_of(*message);
        const bool waits = message->state == MessageState::prepared && !replaces(piece, *message);
        if (!waits && message->state != MessageState::sent && message->state != MessageState::claimed)
            continue;
        const auto date = piece_of(*message).date;
        if (date) {
            found.dates[*date] = *before;
        } else {
            found.sequence = before;
            found.dates.clear();
            found.heard = message->kind == MessageKind::cancellation ? Heard::cancelled : Heard::invited;
        }
        if (date && date != piece.date) continue;
        found.mode = message->mode;
        found.knows_mode = date || !piece.date || !message->mode;  // which date is not known
    }
    return found;
}

WaitingMessages::WaitingMessages(storage::UnitOfWork& work, SessionId session)
    : WaitingMessages(work, threads_of(session)) {}

WaitingMessages::WaitingMessages(storage::UnitOfWork& work, SeriesInviteId invite)
    : WaitingMessages(work, threads_of(invite)) {}

WaitingMessages::WaitingMessages(storage::UnitOfWork& work, std::string threads)
    : work_(work), threads_(std::move(threads)) {
    for (auto& message : storage::prepared_in_threads(work.connection(), threads_)) {
        auto thread = message.thread;
        by_thread_.emplace(std::move(thread), std::move(message));
    }
}

void WaitingMessages::drop_outdated(std::string_view email, const std::optional<Date>& date) {
    if (by_thread_.empty()) return;
    const InvitePiece piece{threads_ + text::lower_case(email), date};
    auto [next, last] = by_thread_.equal_range(piece.thread);
    while (next != last) {
        const bool is_outdated = replaces(piece, next->second);
        if (is_outdated) storage::drop(work_, next->second.id, "something newer took its place");
        next = is_outdated ? by_thread_.erase(next) : std::next(next);
    }
}

}  // namespace tiffin::cli
