#include "cli/job/invite_thread.h"

#include "storage/messages.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

template <class Id>
std::string threads_of(Id id) {
    return render_id(id) + "/";
}

bool is_unsent(const Message& message) {
    return message.state != MessageState::sent && message.state != MessageState::claimed;
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

std::optional<MessageKind> unsent_kind(storage::Connection& connection, const std::string& thread,
                                       int last_sequence) {
    std::optional<MessageKind> kind;
    for (const auto& message : storage::messages_in_thread(connection, thread)) {
        if (!kind && message.key.substr(message.key.rfind('#') + 1) != std::to_string(last_sequence))
            return std::nullopt;  // tiffin invite told more than the outbox did
        if (!is_unsent(message)) break;
        if (!kind || message.kind == MessageKind::invite) kind = message.kind;
        if (kind == MessageKind::invite) break;
    }
    return kind;
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
    const auto same = key_of(piece, 0);
    const auto prefix = std::string_view(same).substr(0, same.size() - 1);
    auto [next, last] = by_thread_.equal_range(piece.thread);
    while (next != last) {
        const bool is_outdated =
            !date || std::string_view(next->second.key).substr(0, prefix.size()) == prefix;
        if (is_outdated) storage::drop(work_, next->second.id, "something newer took its place");
        next = is_outdated ? by_thread_.erase(next) : std::next(next);
    }
}

}  // namespace tiffin::cli
