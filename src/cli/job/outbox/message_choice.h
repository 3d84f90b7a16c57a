#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "cli/session_table.h"
#include "report/table.h"
#include "storage/messages.h"

namespace tiffin::cli {

/// The options that choose messages of the outbox.
class MessageChoice {
  public:
    void declare(Declaration& declaration);

    /// Nothing was chosen, so all of them are meant.
    [[nodiscard]] bool is_all() const { return kinds_.empty() && !session_ && !to_; }
    [[nodiscard]] storage::MessageFilter filter(Invocation& invocation,
                                                std::vector<MessageState> states) const;

  private:
    std::vector<std::string> kinds_;
    std::optional<std::string> session_, to_;
};

/// The contract of `message list`.
std::vector<report::Column> message_columns();
report::Row message_row(storage::Connection& connection, SessionNames& names, const Message& message);
/// What people need of it.
const std::vector<std::string>& brief_message_columns();

/// "invite to Ben Okafor <ben@bramble.example>: Lunch on Thursday"
std::string described(const Message& message);

}  // namespace tiffin::cli
