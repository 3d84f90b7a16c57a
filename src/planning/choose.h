#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "planning/course.h"
#include "planning/ledger.h"
#include "planning/roster.h"

namespace tiffin::planning {

/// Chooses presenters slot by slot, in order.
///
/// Each turn of a member has a deadline, the slot after which their balance would be one turn below zero, and
/// may not come while it would leave them one turn above. Who owes most goes first unless so many deadlines
/// lie before some slot that every seat up to it is needed for them (Hall's condition): then one of these
/// goes. Without absences and other rules that is exact, like earliest deadline first, and stays nearer to
/// zero.
class Chooser {
  public:
    Chooser(const Programme& programme, const Presence& presence, const Roster& roster, const Ledger& ledger,
            std::size_t begin);

    /// Moves on to `slot`; each slot of the plan is entered once, in order.
    void enter(std::size_t slot);
    /// The best whom no hard rule forbids the slot just entered; nothing if there is nobody.
    [[nodiscard]] std::optional<std::size_t> choose() const;
    /// A seat of the slot just entered was given to somebody.
    void grant(std::size_t member);
    /// A seat of the slot just entered stays empty.
    void lose_seat();
    /// The slot just entered is complete.
    void leave();

  private:
    struct Rank;
    void collect_deadlines(std::size_t begin);
    void shift_slack(std::size_t end, int by);
    void refresh(std::size_t member);
    [[nodiscard]] std::size_t first_tight() const;

    const Programme& programme_;
    const Roster& roster_;
    const Ledger& ledger_;
    Course course_;
    std::size_t slot_ = 0;
    std::vector<char> is_committed_;                   ///< has turns in the plan before it is made
    std::vector<std::vector<std::size_t>> deadlines_;  ///< of each member's turns to come
    std::vector<std::size_t> served_;                  ///< how many of them are dealt with
    std::vector<std::size_t> late_;                    ///< how many of the rest have passed
    std::vector<std::size_t> next_;                    ///< the next deadline; 0 if it has passed
    std::vector<std::vector<std::size_t>> due_;        ///< members by deadline
    std::vector<int> slack_;  ///< seats to fill up to each slot, less the deadlines up to it
};

}  // namespace tiffin::planning
