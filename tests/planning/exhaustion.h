#pragma once

#include <cstddef>
#include <vector>

#include "planning/objective.h"
#include "planning/programme.h"
#include "planning/solve.h"
#include "referee.h"

namespace tiffin::planning::office {

/// Every plan that there is for a programme whose sessions all need a topic: what it is worth.
class Exhaustion {
  public:
    explicit Exhaustion(const Programme& programme);

    /// Of those that break no rule, each only once.
    [[nodiscard]] const std::vector<Verdict>& verdicts() const { return verdicts_; }
    [[nodiscard]] const Verdict& best(const LevelOrder& order) const;

  private:
    void try_from(std::size_t session);

    const Programme& programme_;
    std::vector<Duty> duties_;
    std::vector<Verdict> verdicts_;
};

/// Of fairness the sum of squares.
std::int64_t value_of(const Verdict& verdict, Level level);
bool is_better(const Verdict& one, const Verdict& other, const LevelOrder& order);

}  // namespace tiffin::planning::office
