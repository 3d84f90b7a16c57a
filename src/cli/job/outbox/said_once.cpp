#include "cli/job/outbox/said_once.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "storage/messages.h"

namespace tiffin::cli {

namespace {

/// Nobody has heard it, and nobody will.
bool is_void(const Message& message) {
    return message.state == MessageState::dropped && message.reason == kNoLongerNeeded;
}

bool is_together(const Message& message) {
    return message.state == MessageState::dropped && message.reason == kToldTogether;
}

bool asks(const Message& message) {
    return message.kind == MessageKind::reminder || message.kind == MessageKind::chaser;
}

/// A session that moves by less stays on its day, also where its zone changes.
bool is_for_same_day(const Message& a, const Message& b) {
    constexpr std::chrono::hours kHalfDay{12};
    return !a.deadline || !b.deadline || std::chrono::abs(*a.deadline - *b.deadline) < kHalfDay;
}

}  // namespace

void number(storage::Connection& connection, Message& message) {
    const auto base = message.key;
    auto told = storage::messages_in_thread(connection, message.thread);
    if (message.thread != base) {  // an older tiffin gave each step a thread of its own
        for (auto& each : storage::messages_in_thread(connection, base)) told.push_back(std::move(each));
    }
    const Message* mail = nullptr;  // the one that went out, also for those before it that were told together
    std::size_t count = 0;
    std::optional<std::string> known;
    bool is_decided = false;
    for (const auto& each : told) {
        if (!is_together(each)) mail = &each;
        if (each.key != base && !each.key.starts_with(base + "#")) continue;
        ++count;
        if (is_decided || mail == nullptr || is_void(*mail)) continue;
        const bool counts = !asks(message) || is_for_same_day(each, message);
        // What waits for another day gives way, and what was said before it counts again.
        is_decided = counts || mail->state != MessageState::prepared;
        if (counts) known = each.key;
    }
    message.key = known ? *known : count == 0 ? base : base + "#" + std::to_string(count);
}

}  // namespace tiffin::cli
