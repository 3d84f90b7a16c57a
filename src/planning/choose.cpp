#include "planning/choose.h"

#include <algorithm>
#include <tuple>

namespace tiffin::planning {

/// What candidates are compared by; the lowest goes first.
struct Chooser::Rank {
    int level = 0;  ///< 0 pressed, 1 may, 2 would come one turn above zero
    MicroTurns balance = 0;
    bool is_close = false;  ///< within the soft gap of another turn
    Date last_turn = kEarliestDate;
    std::size_t member = 0;

    [[nodiscard]] bool operator<(const Rank& other) const {
        return std::tie(level, balance, is_close, last_turn, member) <
               std::tie(other.level, other.balance, other.is_close, other.last_turn, other.member);
    }
};

Chooser::Chooser(const Programme& programme, const Presence& presence, const Roster& roster,
                 const Ledger& ledger, std::size_t begin)
    : programme_(programme),
      roster_(roster),
      ledger_(ledger),
      course_(programme, presence, roster, ledger, begin),
      is_committed_(programme.members.size(), 0),
      deadlines_(programme.members.size()),
      served_(programme.members.size(), 0),
      late_(programme.members.size(), 0),
      next_(programme.members.size(), kNever),
      due_(programme.slots.size()),
      slack_(programme.slots.size(), 0) {
    for (std::size_t member = 0; member < programme.members.size(); ++member) {
        const auto& turns = roster.turns(member);
        is_committed_[member] = !turns.empty() && turns.back().slot >= begin ? 1 : 0;
    }
    collect_deadlines(begin);
}

void Chooser::collect_deadlines(std::size_t begin) {
    const std::size_t slots = programme_.slots.size();
    MicroTurns smallest = kTurn;  // so that shared turns count as often as they are needed
    int seats = 0;
    for (std::size_t slot = begin; slot < slots; ++slot) {
        const auto& session = programme_.slots[slot];
        const bool is_planned = session.state == SlotState::open || session.state == SlotState::kept;
        const std::size_t wanted = is_planned ? wanted_presenters(programme_, session) : 0;
        const std::size_t seated = roster_.presenters(slot).size();
        if (wanted > seated) {
            seats += static_cast<int>(wanted - seated);
            smallest = std::min(smallest, ledger_.turn(slot));
        }
        slack_[slot] = seats;
    }
    std::vector<int> demand(slots, 0);
    for (std::size_t member = 0; member < deadlines_.size(); ++member) {
        MicroTurns given = 0;
        for (std::size_t slot = begin; static_cast<int>(deadlines_[member].size()) < seats;
             given += smallest) {
            slot = ledger_.deadline(member, given, slot);
            if (slot == kNever) break;
            deadlines_[member].push_back(slot);
            due_[slot].push_back(member);
            ++demand[slot];
        }
        refresh(member);
    }
    int demanded = 0;
    for (std::size_t slot = begin; slot < slots; ++slot) {
        demanded += demand[slot];
        slack_[slot] -= demanded;
    }
}

/// Changes the slack of the slots from the current one to before `end`.
void Chooser::shift_slack(std::size_t end, int by) {
    for (std::size_t slot = slot_; slot < std::min(end, slack_.size()); ++slot) slack_[slot] += by;
}

void Chooser::refresh(std::size_t member) {
    const auto& deadlines = deadlines_[member];
    const std::size_t index = served_[member];
    next_[member] = late_[member] > 0 ? 0 : index < deadlines.size() ? deadlines[index] : kNever;
}

void Chooser::enter(std::size_t slot) {
    slot_ = slot;
    course_.enter(slot);
    if (slot == 0) return;
    // What is late already can't be saved by keeping seats free; it only goes first.
    std::size_t missed = 0;
    for (const std::size_t member : due_[slot - 1]) {
        if (served_[member] + late_[member] >= deadlines_[member].size() ||
            deadlines_[member][served_[member] + late_[member]] >= slot) {
            continue;
        }
        ++late_[member];
        ++missed;
        refresh(member);
    }
    if (missed > 0) shift_slack(kNever, static_cast<int>(missed));
}

std::size_t Chooser::first_tight() const {
    const auto from = slack_.begin() + static_cast<std::ptrdiff_t>(slot_);
    const auto tight = std::find_if(from, slack_.end(), [](int slack) { return slack <= 0; });
    return tight == slack_.end() ? 0 : static_cast<std::size_t>(tight - slack_.begin());
}

std::optional<std::size_t> Chooser::choose() const {
    const std::size_t tight = first_tight();
    const MicroTurns turn = ledger_.turn(slot_);
    Rank best{3, 0, false, kEarliestDate, 0};
    for (const std::size_t member : course_.pool()) {
        if (!course_.is_here(member)) continue;
        Rank rank{1, course_.balance(member), false, kEarliestDate, member};
        if (next_[member] <= tight) rank.level = 0;
        if (rank.balance - ledger_.part(slot_, course_.weight(member)) + turn >= kTurn) rank.level = 2;
        if (std::tie(best.level, best.balance) < std::tie(rank.level, rank.balance)) continue;
        if (rank.level < 2 && is_committed_[member] != 0 && !ledger_.admits(slot_, member)) rank.level = 2;
        rank.is_close = roster_.is_within_soft_gap(slot_, member);
        rank.last_turn = course_.last_turn(member);
        if (rank < best && roster_.allows(slot_, member)) best = rank;
    }
    if (best.level == 3) return std::nullopt;
    return best.member;
}

void Chooser::grant(std::size_t member) {
    const auto& deadlines = deadlines_[member];
    if (late_[member] > 0) {
        --late_[member];
        ++served_[member];
        shift_slack(kNever, -1);
    } else if (served_[member] < deadlines.size()) {
        shift_slack(deadlines[served_[member]], -1);
        ++served_[member];
    } else {
        shift_slack(kNever, -1);
    }
    refresh(member);
}

void Chooser::lose_seat() {
    shift_slack(kNever, -1);
}

void Chooser::leave() {
    course_.leave(roster_.presenters(slot_));
}

}  // namespace tiffin::planning
