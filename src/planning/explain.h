#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "planning/course.h"
#include "planning/losses.h"
#include "planning/roster.h"
#include "planning/rotation.h"

namespace tiffin::planning {

/// Says why a plan is as it is, slot by slot. The roster has the whole plan.
class Explanation {
  public:
    /// `losses` are those of the plan; `exchanges` may know more sessions whose presenters could exchange.
    Explanation(const Programme& programme, const Roster& roster, const LevelOrder& order, Losses& losses,
                Losses& exchanges);

    /// "owes most: balance -0.63, last talk 2027-01-07"; with several presenters a clause for each, after
    /// their names. Where somebody owes more and could, why not them. `course` is at the slot.
    [[nodiscard]] std::string seats(std::size_t slot, const Course& course);
    /// "nobody free: 2 away, 5 within the gap of 21 days": the fewest rules that together exclude everybody,
    /// each person counted once; for the seats that stay empty.
    [[nodiscard]] std::string nobody(std::size_t slot) const;
    /// The presenters, then all others by what they owe, those last who take no part. With their reasons:
    /// the presenters', and those of `others`.
    [[nodiscard]] std::vector<Consideration> considered(std::size_t slot, const Course& course,
                                                        std::size_t others, const std::string& reason);

  private:
    [[nodiscard]] std::vector<Consideration> objections(std::size_t slot, std::size_t member) const;
    [[nodiscard]] Consideration consider(std::size_t slot, std::size_t member);
    [[nodiscard]] bool is_only_one(std::size_t slot, std::size_t member, const Course& course) const;
    [[nodiscard]] std::string rival(std::size_t slot, std::size_t member, const Course& course);
    [[nodiscard]] std::string render(const Consideration& seen, const Consideration& chosen) const;

    const Programme& programme_;
    const Roster& roster_;
    const LevelOrder& order_;
    Losses& losses_;
    Losses& exchanges_;
};

}  // namespace tiffin::planning
