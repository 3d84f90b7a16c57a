#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "planning/presence.h"
#include "planning/programme.h"
#include "planning/rotation.h"
#include "planning/topics.h"

namespace tiffin::planning {

/// One turn of somebody: a slot and its date.
struct Turn {
    Date date{};
    std::size_t slot = 0;
};

/// Who presents what while a plan is made, and what the hard rules say to one presenter more. Slots start
/// empty.
class Roster {
  public:
    /// `presence` has the slots' dates as its dates. Slots before `begin` belong to the past.
    Roster(const Programme& programme, const Presence& presence, std::size_t begin);
    Roster(const Roster&) = delete;
    Roster& operator=(const Roster&) = delete;
    ~Roster() = default;

    /// Puts the member on the slot as its last presenter.
    void seat(std::size_t slot, std::size_t member);
    void unseat(std::size_t slot, std::size_t member);

    [[nodiscard]] const std::vector<std::size_t>& presenters(std::size_t slot) const {
        return presenters_[slot];
    }
    [[nodiscard]] const std::vector<Turn>& turns(std::size_t member) const { return turns_[member]; }
    [[nodiscard]] bool has_turn(std::size_t slot, std::size_t member) const;
    [[nodiscard]] bool is_present(std::size_t slot, std::size_t member) const;
    [[nodiscard]] bool is_in_pool(std::size_t slot, std::size_t member) const;

    /// The first hard rule against `member` presenting `slot` beside those it has; Verdict::ranked if there
    /// is none. Balance and last turn are left out.
    [[nodiscard]] Consideration judge(std::size_t slot, std::size_t member) const;
    /// The same without the rule about topics.
    [[nodiscard]] Consideration judge_person(std::size_t slot, std::size_t member) const;
    /// All hard rules against it but the one about topics, the first of them as of judge_person().
    [[nodiscard]] std::vector<Consideration> objections(std::size_t slot, std::size_t member) const;
    [[nodiscard]] bool allows(std::size_t slot, std::size_t member) const {
        return judge(slot, member).verdict == Verdict::ranked;
    }
    /// The slots of the series in a row around `slot`, itself excluded, that somebody of the member's team
    /// presents.
    [[nodiscard]] std::vector<std::size_t> team_run(std::size_t slot, std::size_t member) const;
    [[nodiscard]] std::optional<Date> last_turn(std::size_t member, Date before) const;
    [[nodiscard]] bool is_within_soft_gap(std::size_t slot, std::size_t member) const;

    [[nodiscard]] TopicBook& topics() { return topics_; }

  private:
    [[nodiscard]] bool shows_team(std::size_t slot, std::size_t team) const;
    [[nodiscard]] Consideration judge_presence(std::size_t slot, std::size_t member) const;
    [[nodiscard]] Consideration judge_turns(std::size_t slot, std::size_t member) const;
    [[nodiscard]] Consideration judge_year(std::size_t slot, std::size_t member) const;
    [[nodiscard]] Consideration judge_team(std::size_t slot, std::size_t member) const;

    const Programme& programme_;
    const Presence& presence_;
    std::size_t begin_;
    DistinctPools pools_;
    std::vector<std::vector<bool>> in_pool_;              ///< by distinct pool and member
    std::vector<std::size_t> team_;                       ///< of each member; 0 is no team
    std::vector<std::vector<std::size_t>> series_slots_;  ///< without those that are off
    std::vector<std::size_t> place_;                      ///< of each slot in its series_slots_
    std::vector<std::optional<int>> max_per_year_;        ///< by member
    int widest_gap_ = 0;
    std::vector<std::vector<std::size_t>> presenters_;
    std::vector<std::vector<Turn>> turns_;  ///< by member, ascending
    TopicBook topics_;
};

}  // namespace tiffin::planning
