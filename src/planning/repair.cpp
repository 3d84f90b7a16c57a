#include "planning/repair.h"

#include <algorithm>

namespace tiffin::planning {

namespace {

constexpr std::uint64_t kStepsToFill = 20'000;
constexpr std::uint64_t kStepsToBalance = 400'000;
constexpr std::uint64_t kStepsOfPlan = 8'000'000;
constexpr std::size_t kMostTried = 100;  // members tried at one slot, those who owe most first

}  // namespace

Repair::Repair(const Programme& programme, Roster& roster, const Ledger& ledger, std::size_t begin)
    : programme_(programme),
      roster_(roster),
      ledger_(ledger),
      begin_(begin),
      kept_(programme.slots.size()),
      total_(kStepsOfPlan) {}

void Repair::keep(std::size_t slot, std::size_t member) {
    kept_[slot].push_back(member);
}

void Repair::seat(std::size_t slot, std::size_t member) {
    roster_.seat(slot, member);
    log_.push_back({Change::Kind::seated, slot, member, 0});
}

void Repair::unseat(std::size_t slot, std::size_t member) {
    const std::size_t place = roster_.unseat(slot, member);
    log_.push_back({Change::Kind::unseated, slot, member, place});
}

void Repair::roll_back(std::size_t mark) {
    for (; log_.size() > mark; log_.pop_back()) {
        const auto change = log_.back();
        if (change.kind == Change::Kind::seated) {
            roster_.unseat(change.slot, change.member);
        } else {
            roster_.seat(change.slot, change.member, change.place);
        }
    }
}

bool Repair::is_movable(std::size_t slot, std::size_t member) const {
    const auto state = programme_.slots[slot].state;
    if (slot < begin_ || (state != SlotState::open && state != SlotState::kept)) return false;
    const auto& kept = kept_[slot];
    return reach_ == Reach::kept_too || std::find(kept.begin(), kept.end(), member) == kept.end();
}

std::vector<std::size_t> Repair::movable_turns(std::size_t member) const {
    std::vector<std::size_t> slots;
    for (const auto& turn : roster_.turns(member)) {
        if (is_movable(turn.slot, member)) slots.push_back(turn.slot);
    }
    return slots;
}

bool Repair::spend(std::size_t steps) {
    const auto spent = std::min({static_cast<std::uint64_t>(steps), steps_, total_});
    steps_ -= spent;
    total_ -= spent;
    return steps_ > 0 && total_ > 0;
}

std::vector<Change> Repair::fill(std::size_t slot) {
    log_.clear();
    steps_ = kStepsToFill;
    for (const auto reach : {Reach::planned, Reach::kept_too}) {
        reach_ = reach;
        for (int depth = 1; depth <= 4; ++depth) {
            if (fill_within(slot, depth)) {
                reach_ = Reach::planned;
                return log_;
            }
        }
    }
    reach_ = Reach::planned;
    return {};
}

bool Repair::fill_within(std::size_t slot, int depth) {
    const auto& pool = programme_.series[programme_.slots[slot].series].pool;
    if (!spend(pool.size() + 1)) return false;
    if (seat_who_owes_most(slot)) return true;
    if (depth == 0) return false;
    struct Blocked {
        MicroTurns balance = 0;
        std::size_t member = 0;
        Verdict verdict = Verdict::gap;
    };
    std::vector<Blocked> blocked;
    for (const std::size_t member : pool) {
        const auto verdict = roster_.judge(slot, member).verdict;
        if (verdict < Verdict::busy_that_day || roster_.has_turn(slot, member)) continue;
        blocked.push_back({ledger_.before(slot, member), member, verdict});
    }
    std::sort(blocked.begin(), blocked.end(), [](const Blocked& a, const Blocked& b) {
        return a.balance != b.balance ? a.balance < b.balance : a.member < b.member;
    });
    if (blocked.size() > kMostTried) blocked.resize(kMostTried);
    return std::any_of(blocked.begin(), blocked.end(), [&](const Blocked& one) {
        return one.verdict == Verdict::team_run ? free_by_team(slot, one.member, depth)
                                                : free_by_own_turn(slot, one.member, depth);
    });
}

bool Repair::seat_who_owes_most(std::size_t slot) {
    std::size_t best = kNever;
    MicroTurns lowest = 0;
    for (const std::size_t member : programme_.series[programme_.slots[slot].series].pool) {
        if (!roster_.allows(slot, member)) continue;
        const MicroTurns balance = ledger_.before(slot, member);
        if (best != kNever && lowest <= balance) continue;
        best = member;
        lowest = balance;
    }
    if (best != kNever) seat(slot, best);
    return best != kNever;
}

/// The member comes from another slot, which somebody else takes.
bool Repair::free_by_own_turn(std::size_t slot, std::size_t member, int depth) {
    const std::size_t mark = log_.size();
    for (const std::size_t other : movable_turns(member)) {
        unseat(other, member);
        if (roster_.allows(slot, member)) {
            seat(slot, member);
            if (fill_within(other, depth - 1)) return true;
        }
        roll_back(mark);
    }
    return false;
}

/// Somebody of the team gives up a slot of the run, which somebody else takes.
bool Repair::free_by_team(std::size_t slot, std::size_t member, int depth) {
    const std::size_t mark = log_.size();
    for (const std::size_t other : roster_.team_run(slot, member)) {
        const auto presenters = roster_.presenters(other);
        for (const std::size_t presenter : presenters) {
            if (programme_.members[presenter].team != programme_.members[member].team) continue;
            if (!is_movable(other, presenter)) continue;
            unseat(other, presenter);
            if (roster_.allows(slot, member)) {
                seat(slot, member);
                if (fill_within(other, depth - 1)) return true;
            }
            roll_back(mark);
        }
    }
    return false;
}

std::vector<Change> Repair::balance() {
    std::vector<Change> changes;
    for (bool is_better = true; is_better && total_ > 0;) {
        is_better = false;
        std::vector<std::pair<std::size_t, std::size_t>> breaches;
        for (std::size_t member = 0; member < programme_.members.size(); ++member) {
            if (!ledger_.starts_in_range(member)) continue;
            const std::size_t breach = ledger_.first_breach(member);
            if (breach != kNever) breaches.emplace_back(breach, member);
        }
        std::sort(breaches.begin(), breaches.end());
        for (const auto& [found, member] : breaches) {
            const std::size_t breach = ledger_.first_breach(member);
            if (breach == kNever) continue;
            // Short chains first: they disturb least.
            for (const int depth : {1, 2, 4, 16, 256}) {
                log_.clear();
                steps_ = kStepsToBalance;
                seen_.assign(programme_.slots.size(), false);
                if (!mend(member, breach, depth)) continue;
                changes.insert(changes.end(), log_.begin(), log_.end());
                is_better = true;
                break;
            }
        }
    }
    return changes;
}

bool Repair::mend(std::size_t member, std::size_t breach, int depth) {
    if (!roster_.has_turn(breach, member)) return serve(member, breach + 1, depth);
    for (const std::size_t slot : movable_turns(member)) {
        if (slot > breach) break;
        const std::size_t mark = log_.size();
        unseat(slot, member);
        seen_[slot] = true;
        if (ledger_.first_breach(member) > breach && fill_in_range(slot, depth)) return true;
        roll_back(mark);
    }
    return false;
}

/// Gives the member a turn so early that their first breach, if any, comes at `target` or later.
bool Repair::serve(std::size_t member, std::size_t target, int depth) {
    if (depth == 0) return false;
    const std::size_t breach = ledger_.first_breach(member);
    if (breach == kNever || roster_.has_turn(breach, member)) return false;
    for (std::size_t slot = breach + 1; slot > begin_; --slot) {
        if (!spend(1)) return false;
        if (!seen_[slot - 1] && serve_at(slot - 1, member, target, depth)) return true;
    }
    return false;
}

bool Repair::serve_at(std::size_t slot, std::size_t member, std::size_t target, int depth) {
    if (!roster_.is_in_pool(slot, member) || !roster_.is_present(slot, member)) return false;
    const auto presenters = roster_.presenters(slot);
    for (const std::size_t other : presenters) {
        if (other == member || !is_movable(slot, other) || !ledger_.starts_in_range(other)) continue;
        const std::size_t mark = log_.size();
        const std::size_t others_target = ledger_.first_breach(other);
        unseat(slot, other);
        if (spend(4) && roster_.allows(slot, member)) {
            seat(slot, member);
            if (ledger_.first_breach(member) >= target) {
                seen_[slot] = true;
                if (ledger_.first_breach(other) >= others_target) return true;
                if (serve(other, others_target, depth - 1)) return true;
            }
        }
        roll_back(mark);
    }
    return false;
}

/// Fills an emptied seat without taking anybody out of range.
bool Repair::fill_in_range(std::size_t slot, int depth) {
    const auto& pool = programme_.series[programme_.slots[slot].series].pool;
    if (depth == 0 || !spend(pool.size())) return false;
    for (const std::size_t member : pool) {
        if (!ledger_.admits(slot, member) || !roster_.allows(slot, member)) continue;
        seat(slot, member);
        return true;
    }
    return std::any_of(pool.begin(), pool.end(),
                       [&](std::size_t member) { return move_in_range(slot, member, depth); });
}

bool Repair::move_in_range(std::size_t slot, std::size_t member, int depth) {
    if (!roster_.is_present(slot, member) || !ledger_.starts_in_range(member)) return false;
    const std::size_t target = ledger_.first_breach(member);
    const std::size_t mark = log_.size();
    for (const std::size_t other : movable_turns(member)) {
        if (seen_[other] || !spend(4)) continue;
        unseat(other, member);
        if (roster_.allows(slot, member)) {
            seat(slot, member);
            if (ledger_.first_breach(member) >= target) {
                seen_[other] = true;
                if (fill_in_range(other, depth - 1)) return true;
            }
        }
        roll_back(mark);
    }
    return false;
}

}  // namespace tiffin::planning
