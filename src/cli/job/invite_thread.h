#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

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

/// What an address has by the messages of its thread that reached it.
struct ReachedBy {
    Heard heard = Heard::nothing;
    std::optional<int> sequence{};  ///< of the session or the whole; nothing: of none
    std::map<Date, int> dates{};    ///< of dates of which it heard after the whole
    std::optional<Mode> mode{};     ///< as in Message, of the last that was of the piece
    bool knows_mode = true;

    [[nodiscard]] bool shows(std::optional<Mode> how) const { return knows_mode && mode == how; }
};

/// As it is once all has gone out that waits and that a new message of the piece does not replace. Nothing
/// where `tiffin invite` told the address more than that: `last` is the last that the ledger knows.
std::optional<ReachedBy> reached_by(storage::Connection& connection, const InvitePiece& piece, int last);

/// What waits in the outbox for everybody who is to hear of one session or one recurring invite.
class WaitingMessages {
  public:
    WaitingMessages(storage::UnitOfWork& work, SessionId session);
    WaitingMessages(storage::UnitOfWork& work, SeriesInviteId invite);

    /// Something newer goes out to the address: what waits for the same date of a recurring invite does not,
    /// and without a date nothing of the thread does.
    void drop_outdated(std::string_view email, const std::optional<Date>& date);

  private:
    WaitingMessages(storage::UnitOfWork& work, std::string threads);

    storage::UnitOfWork& work_;
    std::string threads_;  // what the names of their threads begin with
    std::multimap<std::string, Message> by_thread_;
};

}  // namespace tiffin::cli
