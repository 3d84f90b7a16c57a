#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/invocation.h"
#include "cli/job/outbox/courier.h"

namespace tiffin::cli {

/// Where `tick` and `message send` take messages: the mail program, or the folder that is named.
class SendingOptions {
  public:
    void declare(Declaration& declaration);

    /// Null where neither is named.
    [[nodiscard]] std::unique_ptr<Courier> courier(Invocation& invocation) const;

  private:
    std::optional<std::string> output_, as_;
};

/// Lists what was sent and says how many. Then fails where anything was not.
void report_sent(Invocation& invocation, const Dispatched& dispatched);
/// As a dry run shows what would go out.
void show_messages(Invocation& invocation, const std::vector<Message>& messages);

/// What to do where messages cannot be sent for want of a mail program.
std::string how_to_send(const Invocation& invocation);

}  // namespace tiffin::cli
