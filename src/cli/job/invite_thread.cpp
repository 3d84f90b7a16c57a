#include "cli/job/invite_thread.h"

#include "domain/series_invite.h"
#include "storage/messages.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

bool is_unsent(const Message& message) {
    return message.state != MessageState::sent && message.state != MessageState::claimed;
}

}  // namespace

std::string thread_of(SessionId session, std::string_view email) {
    return render_id(session) + "/" + text::lower_case(email);
}

std::string thread_of(SeriesInviteId invite, std::string_view email) {
    return render_id(invite) + "/" + text::lower_case(email);
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

void drop_outdated(storage::UnitOfWork& work, const InvitePiece& piece) {
    const auto same = key_of(piece, 0);
    const auto prefix = std::string_view(same).substr(0, same.size() - 1);
    for (const auto& message : storage::messages_in_thread(work.connection(), piece.thread)) {
        if (message.state == MessageState::prepared &&
            (!piece.date || std::string_view(message.key).substr(0, prefix.size()) == prefix))
            storage::drop(work, message.id, "something newer took its place");
    }
}

}  // namespace tiffin::cli
