#pragma once

#include <cstdint>
#include <vector>

#include "planning/draft.h"
#include "planning/random.h"

namespace tiffin::planning {

/// Where the presenter of each session of a draft could go: which sessions they may give in its stead by all
/// rules about them alone (presence, pins, gaps, years), and how many more of their turns would be closer
/// than wanted. Kept up to date person by person, it answers in no time what most proposals need, and draws
/// rings of presenters who can move up without crowding anybody's turns.
class Reach {
  public:
    /// Tables grow with the square of the sessions: not for more than so many.
    static constexpr std::size_t kMostSessions = 1'000;
    static constexpr std::int8_t kNever = 40;

    Reach(const Problem& problem, const Draft& draft);

    /// All may have changed.
    void renew();
    /// The person's turns have changed.
    void renew(Index person);
    /// What it adds to the close turns if the presenter of one session gives another in its stead, or kNever.
    [[nodiscard]] std::int8_t cost(Index from, Index to) const { return cost_[from * sessions_ + to]; }

    /// A session that the presenter of `from` can take and whose presenter can take `to`, at no more than so
    /// many close turns more than now; kNone if the dice find none.
    Index step(Index from, Index to, std::int64_t most, Random& random) const;
    /// One that the presenter of `from` can take at no more than so many close turns.
    Index anywhere(Index from, std::int64_t most, Random& random) const;

  private:
    /// Gives the person rows of first_ and blocked_: of few people in a large pool are they ever asked.
    void learn(Index person);
    void renew_row(Index session, Index person);
    template <class IsGood>
    Index find(Random& random, const IsGood& is_good) const;

    const Problem& problem_;
    const Draft& draft_;
    std::size_t sessions_ = 0;
    std::vector<std::int8_t> near_;     ///< of two turns of one person: 1 if close, kNever if too close
    std::vector<std::int8_t> first_;    ///< by known person and session, if it is their first: likewise
    std::vector<std::int8_t> blocked_;  ///< by known person and session: kNever if they may not take it
    std::vector<Index> row_of_;         ///< by person: where their rows begin, or kNone
    std::vector<std::int8_t> none_;     ///< by session: 0
    std::vector<std::int8_t> cost_;     ///< by session left and session taken
    std::vector<Index> year_begin_;     ///< the first session of each year, and one behind the last
    std::vector<Index> others_;
    std::vector<Index> strides_;  ///< that visit every session before the first comes again
};

}  // namespace tiffin::planning
