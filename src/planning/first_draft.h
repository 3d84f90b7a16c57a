#pragma once

#include <cstddef>
#include <vector>

#include "planning/draft.h"

namespace tiffin::planning {

/// Fills the draft in one pass: what is pinned, what was announced, then by date whoever owes most.
void fill(const Problem& problem, Draft& draft);

/// Finds topics for those who are to give a session.
class TopicClaims {
  public:
    TopicClaims(const Problem& problem, Draft& draft)
        : problem_(problem), draft_(draft), seen_(problem.topics.size(), 0) {}

    /// Gives the person a topic for the session that is free, most wanted first, or that other sessions can
    /// do without: then these take others. kNone if there is none.
    Index claim(Index session, Index person);

  private:
    [[nodiscard]] Index free_topic(Index person) const;
    bool release(Index topic);

    const Problem& problem_;
    Draft& draft_;
    std::vector<std::size_t> seen_;  ///< in which search each topic was looked at last
    std::size_t search_ = 0;
};

}  // namespace tiffin::planning
