#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/message.h"
#include "storage/connection.h"

namespace tiffin::cli {

/// The messages of one thread, in which each thing is said once.
class SaidOnce {
  public:
    SaidOnce(storage::Connection& connection, std::string thread);

    /// What somebody heard, or was kept from hearing on purpose: sent, dropped by hand, expired. Keys, without
    /// their numbers.
    [[nodiscard]] std::vector<std::string_view> heard() const;
    /// The key of a message that says this: of the one that waits, or a new one.
    [[nodiscard]] std::string key(const std::string& says) const;

  private:
    std::string thread_;
    std::vector<Message> messages_;  // the last one first
};

}  // namespace tiffin::cli
