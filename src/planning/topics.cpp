#include "planning/topics.h"

#include <algorithm>
#include <limits>

namespace tiffin::planning {

namespace {

constexpr std::size_t kFree = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kGiven = kFree - 1;
constexpr std::size_t kNoTopic = kFree;

}  // namespace

TopicBook::TopicBook(const Programme& programme, const std::vector<std::vector<std::size_t>>& presenters)
    : programme_(programme),
      presenters_(presenters),
      of_member_(programme.members.size()),
      of_slot_(programme.slots.size(), kNoTopic),
      holder_(programme.topics.size(), kFree),
      pinned_(programme.slots.size(), false) {
    for (std::size_t topic = 0; topic < programme.topics.size(); ++topic) {
        if (programme.topics[topic].given) holder_[topic] = kGiven;
        for (const std::size_t member : programme.topics[topic].presenters)
            of_member_[member].push_back(topic);
    }
}

void TopicBook::pin(std::size_t slot, std::size_t topic) {
    of_slot_[slot] = topic;
    holder_[topic] = slot;
    pinned_[slot] = true;
}

void TopicBook::release(std::size_t slot) {
    if (of_slot_[slot] == kNoTopic) return;
    holder_[of_slot_[slot]] = kFree;
    of_slot_[slot] = kNoTopic;
    pinned_[slot] = false;
}

void TopicBook::release_unpinned() {
    for (std::size_t slot = 0; slot < of_slot_.size(); ++slot) {
        if (!pinned_[slot]) release(slot);
    }
}

std::vector<std::size_t> TopicBook::choices(std::size_t slot) const {
    std::vector<std::size_t> topics;
    for (const std::size_t member : presenters_[slot]) {
        topics.insert(topics.end(), of_member_[member].begin(), of_member_[member].end());
    }
    std::sort(topics.begin(), topics.end());
    return topics;
}

bool TopicBook::match(std::size_t slot) {
    if (of_slot_[slot] != kNoTopic) return true;
    const auto topics = choices(slot);
    if (topics.empty()) return false;
    Seen seen(holder_.size(), false);
    return take(slot, topics, seen);
}

/// Kuhn's augmenting path: a free topic, or one whose slot can have another instead.
bool TopicBook::take(std::size_t slot, const std::vector<std::size_t>& topics, Seen& seen) {
    const auto give = [&](std::size_t topic) {
        holder_[topic] = slot;
        of_slot_[slot] = topic;
        return true;
    };
    for (const std::size_t topic : topics) {
        if (holder_[topic] == kFree) return give(topic);
    }
    for (const std::size_t topic : topics) {
        const std::size_t holder = holder_[topic];
        if (seen[topic] || holder == kGiven || holder == slot || pinned_[holder]) continue;
        seen[topic] = true;
        if (take(holder, choices(holder), seen)) return give(topic);
    }
    return false;
}

bool TopicBook::can_free(std::size_t topic, Seen& seen) const {
    const std::size_t holder = holder_[topic];
    if (holder == kFree) return true;
    if (seen[topic] || holder == kGiven || pinned_[holder]) return false;
    seen[topic] = true;
    const auto others = choices(holder);
    return std::any_of(others.begin(), others.end(),
                       [&](std::size_t other) { return can_free(other, seen); });
}

bool TopicBook::could_give(std::size_t slot, std::size_t member) const {
    if (of_slot_[slot] != kNoTopic) {
        return !pinned_[slot] || is_covered(slot) || gives(member, of_slot_[slot]);
    }
    const auto& topics = of_member_[member];
    const auto is_free = [&](std::size_t topic) { return holder_[topic] == kFree; };
    if (topics.empty() || std::any_of(topics.begin(), topics.end(), is_free)) return !topics.empty();
    Seen seen(holder_.size(), false);
    return std::any_of(topics.begin(), topics.end(),
                       [&](std::size_t topic) { return can_free(topic, seen); });
}

bool TopicBook::gives(std::size_t member, std::size_t topic) const {
    return std::binary_search(of_member_[member].begin(), of_member_[member].end(), topic);
}

bool TopicBook::is_covered(std::size_t slot) const {
    const std::size_t topic = of_slot_[slot];
    if (topic == kNoTopic) return false;
    return programme_.topics[topic].presenters.empty() ||
           std::any_of(presenters_[slot].begin(), presenters_[slot].end(),
                       [&](std::size_t member) { return gives(member, topic); });
}

std::optional<std::size_t> TopicBook::topic_of(std::size_t slot) const {
    return of_slot_[slot] == kNoTopic ? std::nullopt : std::optional(of_slot_[slot]);
}

}  // namespace tiffin::planning
