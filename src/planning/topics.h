#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "planning/programme.h"

namespace tiffin::planning {

/// Which slot gets which topic. A topic is given once; a slot gets a topic that one of its presenters can
/// give, the oldest free one, and slots exchange topics where that lets one more slot have one.
class TopicBook {
  public:
    /// `presenters` has those of each slot, lives longer than the book and is read whenever the book is
    /// asked.
    TopicBook(const Programme& programme, const std::vector<std::vector<std::size_t>>& presenters);

    /// The slot has the topic until it is released; nobody else gets it.
    void pin(std::size_t slot, std::size_t topic);
    void release(std::size_t slot);
    void release_unpinned();
    /// Finds a topic for a slot that has none; false where its presenters have none left.
    bool match(std::size_t slot);
    /// True if the slot would have a topic once `member` presents it.
    [[nodiscard]] bool could_give(std::size_t slot, std::size_t member) const;
    /// True if a presenter of the slot can give its topic, or nobody is named for it.
    [[nodiscard]] bool is_covered(std::size_t slot) const;
    [[nodiscard]] std::optional<std::size_t> topic_of(std::size_t slot) const;
    [[nodiscard]] bool is_pinned(std::size_t slot) const { return pinned_[slot]; }

  private:
    using Seen = std::vector<bool>;
    [[nodiscard]] std::vector<std::size_t> choices(std::size_t slot) const;
    [[nodiscard]] bool can_free(std::size_t topic, Seen& seen) const;
    bool take(std::size_t slot, const std::vector<std::size_t>& topics, Seen& seen);
    [[nodiscard]] bool gives(std::size_t member, std::size_t topic) const;

    const Programme& programme_;
    const std::vector<std::vector<std::size_t>>& presenters_;
    std::vector<std::vector<std::size_t>> of_member_;  ///< topics, oldest first
    std::vector<std::size_t> of_slot_;
    std::vector<std::size_t> holder_;  ///< the slot of each topic, or kFree, kGiven
    std::vector<bool> pinned_;
};

}  // namespace tiffin::planning
