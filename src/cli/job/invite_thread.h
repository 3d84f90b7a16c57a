#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/invite.h"
#include "domain/message.h"
#include "storage/unit_of_work.h"

namespace tiffin::cli {

// The messages by which one address hears of one session or one recurring invite are a thread.

/// What a message of the thread is: of a date of a recurring invite, or of the whole.
struct InvitePiece {
    std::string thread;
    std::optional<Date> date{};
};
std::string thread_of(SessionId session, std::string_view email);
std::string thread_of(Id<struct SeriesInvite> invite, std::string_view email);
/// "THREAD/DATE#SEQUENCE"
std::string key_of(const InvitePiece& piece, int sequence);

/// The kind of the last message of the thread where nobody got it, and the ledger's last word to this address
/// is from it; a first invite that nobody got counts before what followed.
std::optional<MessageKind> unsent_kind(storage::Connection& connection, const std::string& thread,
                                       int last_sequence);

/// Something newer goes out: what waits in the outbox for the same piece does not. The whole of a recurring
/// invite takes the place of all its dates.
void drop_outdated(storage::UnitOfWork& work, const InvitePiece& piece);

}  // namespace tiffin::cli
