#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/message.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// Which messages; an empty list takes all.
struct MessageFilter {
    std::vector<MessageState> states{};
    std::vector<MessageKind> kinds{};
    std::optional<SessionId> session{};
    std::optional<PersonId> person{};
};

/// In the order in which they were prepared; without text and calendar.
void for_each_message(Connection& connection, const MessageFilter& filter,
                      const std::function<void(Message&)>& visit);
std::size_t count_messages(Connection& connection, const MessageFilter& filter);
/// The whole of it.
std::optional<Message> message(Connection& connection, MessageId id);
/// Without text and calendar: whose id, as it is written, or Message-ID begins with `typed`; at most `most`.
std::vector<Message> messages_like(Connection& connection, std::string_view typed, int most);
/// Those of one thread, the last one first; without text and calendar.
std::vector<Message> messages_in_thread(Connection& connection, std::string_view thread);
/// Those prepared and not yet sent of the threads whose names begin so; without text and calendar.
std::vector<Message> prepared_in_threads(Connection& connection, std::string_view beginning);
/// There is a message of a thread whose name begins so.
bool has_thread(Connection& connection, std::string_view beginning);
bool has_message(Connection& connection, std::string_view key);

/// As prepared; false when there is one of this key already, which stays as it is.
bool insert(UnitOfWork& work, const Message& message);
/// prepared → dropped.
void drop(UnitOfWork& work, MessageId message, std::string_view reason);
/// dropped or expired → prepared, for a first try at once.
void restore(UnitOfWork& work, MessageId message);

/// What may go out now.
struct Ready {
    Instant now{};
    std::vector<MessageKind> kinds{};  ///< empty: all
    std::optional<MessageId> only{};
    bool at_once = false;  ///< also what waits for its next try
};

/// Those that are too late, `due` before `earliest` (where given) or past their deadline, expire: how many.
std::size_t expire(UnitOfWork& work, const Ready& ready, std::optional<Instant> earliest);

/// Who hands a message over, and until when nobody else may.
struct Claim {
    std::int64_t claimant = 0;
    Instant until{};
};

/// A message that is claimed, and its place in the outbox.
struct ClaimedMessage {
    Message message;
    std::int64_t position = 0;
};

/// Claims the next `most` behind `after` in the outbox that are ready, wholes, for one claimant.
std::vector<ClaimedMessage> claim(UnitOfWork& work, const Ready& ready, const Claim& claim,
                                  std::int64_t after, int most);

/// It is out, whoever claims it by now.
void record_sent(UnitOfWork& work, MessageId message, Instant sent);
/// It is not, and is tried again; nothing happens where the claim was lost meanwhile.
void record_failure(UnitOfWork& work, const Message& message, std::int64_t claimant, Instant now);
/// Nothing was tried.
void release(UnitOfWork& work, MessageId message, std::int64_t claimant);

}  // namespace tiffin::storage
