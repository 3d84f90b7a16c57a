#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "cli/job/invites/due_invites.h"
#include "domain/invite.h"
#include "domain/message.h"
#include "domain/series_invite.h"
#include "storage/unit_of_work.h"

namespace tiffin::cli {

// The messages by which one address hears of one session or one recurring invite are a thread.

/// What a message of the thread is: of a date of a recurring invite, or of the whole.
struct InvitePiece {
    std::string thread;
    std::optional<Date> date{};
};
std::string thread_of(SessionId session, std::string_view email);
std::string thread_of(SeriesInviteId invite, std::string_view email);
/// "THREAD/DATE#SEQUENCE"
std::string key_of(const InvitePiece& piece, int sequence);

/// What reached each of those for whom something is due, once all has gone out that waits and that this does
/// not replace: DueInvite::reached.
void find_reached(storage::Connection& connection, DueInvites& due);

/// The sequence that an address has of a session or a recurring invite, or of one date of it, while what
/// waits has not gone out; `last` is the last that it was to be told. Nothing: it has none.
std::optional<int> sequence_at(storage::Connection& connection, const std::string& thread,
                               const std::optional<Date>& date, int last);

/// What waits in the outbox of a recurring invite, without text and calendar.
std::vector<Message> waiting_messages(storage::Connection& connection, SeriesInviteId invite);

/// What waits in the outbox for everybody who is to hear of one session or one recurring invite.
class WaitingMessages {
  public:
    WaitingMessages(storage::UnitOfWork& work, SessionId session);
    WaitingMessages(storage::UnitOfWork& work, SeriesInviteId invite);

    /// Something newer goes out to the address: what waits for the same date of a recurring invite does not,
    /// and without a date nothing of the thread does.
    void drop_outdated(std::string_view email, const std::optional<Date>& date, std::string_view reason);

  private:
    WaitingMessages(storage::UnitOfWork& work, std::string threads);

    storage::UnitOfWork& work_;
    std::string threads_;  // what the names of their threads begin with
    std::multimap<std::string, Message> by_thread_;
};

}  // namespace tiffin::cli
