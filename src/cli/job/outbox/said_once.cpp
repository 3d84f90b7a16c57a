#include "cli/job/outbox/said_once.h"

#include <algorithm>

#include "storage/messages.h"

namespace tiffin::cli {

namespace {

std::string_view without_number(const Message& message) {
    return std::string_view(message.key).substr(0, message.key.find('#'));
}

}  // namespace

SaidOnce::SaidOnce(storage::Connection& connection, std::string thread)
    : thread_(std::move(thread)), messages_(storage::messages_in_thread(connection, thread_)) {}

std::vector<std::string_view> SaidOnce::heard() const {
    std::vector<std::string_view> keys;
    for (const auto& message : messages_) {
        if (message.state == MessageState::expired || was_heard(message))
            keys.push_back(without_number(message));
    }
    return keys;
}

std::string SaidOnce::key(const std::string& says) const {
    const auto waiting = std::find_if(messages_.begin(), messages_.end(), [&](const Message& message) {
        return message.state == MessageState::prepared && without_number(message) == says;
    });
    if (waiting != messages_.end()) return waiting->key;
    const auto before = std::count_if(messages_.begin(), messages_.end(), [&](const Message& message) {
        return without_number(message) == says;
    });
    return before == 0 ? says : says + "#" + std::to_string(before);
}

}  // namespace tiffin::cli
