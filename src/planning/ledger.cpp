#include "planning/ledger.h"

#include <algorithm>

namespace tiffin::planning {

namespace {

std::size_t expected_presenters(const Programme& programme, const Slot& slot) {
    const auto wanted = static_cast<std::size_t>(std::max(1, programme.series[slot.series].rules.presenters));
    switch (slot.state) {
        case SlotState::given:
        case SlotState::fixed:
            return slot.presenters.size();
        case SlotState::kept:
            return std::max(slot.presenters.size(), wanted);
        case SlotState::open:
            return wanted;
        case SlotState::off:
        case SlotState::held_back:
            break;
    }
    return 0;
}

}  // namespace

Ledger::Ledger(const Programme& programme, const Presence& presence, const Roster& roster, std::size_t begin)
    : programme_(programme),
      presence_(presence),
      roster_(roster),
      begin_(begin),
      pools_(programme.series),
      pools_of_(programme.members.size()),
      owed_(pools_.first_series.size()),
      part_(programme.slots.size(), 0),
      turn_(programme.slots.size(), kTurn),
      present_(programme.slots.size(), 0) {
    const std::size_t slots = programme.slots.size();
    for (std::size_t pool = 0; pool < owed_.size(); ++pool) {
        std::vector<MicroTurns> present(slots + 1, 0);
        for (const std::size_t member : programme.series[pools_.first_series[pool]].pool) {
            pools_of_[member].push_back(pool);
            for (const auto range : presence.of(member)) {
                present[range.begin] += range.weight;
                present[range.end] -= range.weight;
            }
        }
        MicroTurns here = 0;
        for (std::size_t slot = 0; slot < slots; ++slot) {
            here += present[slot];
            if (pools_.of_series[programme.slots[slot].series] == pool) present_[slot] = here;
        }
        owed_[pool].assign(slots + 1, 0);
    }
    for (std::size_t slot = begin; slot < slots; ++slot) {
        const auto& session = programme.slots[slot];
        const auto& rules = programme.series[session.series].rules;
        const std::size_t presenters = expected_presenters(programme, session);
        turn_[slot] = turn_of_each(rules, presenters);
        part_[slot] = present_[slot] == 0 ? 0 : turns_owed(rules, presenters) * kFine / present_[slot];
        owed_[pools_.of_series[session.series]][slot + 1] = part_[slot];
    }
    for (auto& owed : owed_) {
        for (std::size_t slot = begin; slot < slots; ++slot) owed[slot + 1] += owed[slot];
    }
    const Date first = begin < slots ? programme.slots[begin].date : kLatestDate;
    for (const auto& account : accounts(
             programme, [&](const Slot& slot) { return slot.date < first; }, first))
        start_.push_back(account.balance());
    for (const auto& member : programme.members) {
        const auto restart = restart_of(member, kLatestDate);
        anew_.push_back(restart && *restart > first ? first_slot_from(programme, *restart) : begin);
    }
    // The roster counts turns as they are presented; at the end the exchanged ones are right.
    const auto exchanged = exchanged_turns(programme, [&](const Slot& slot) { return slot.date >= first; });
    for (std::size_t member = 0; member < start_.size(); ++member) start_[member] += exchanged[member];
}

void Ledger::settle(std::size_t slot, std::size_t presenters) {
    const auto& session = programme_.slots[slot];
    const auto& rules = programme_.series[session.series].rules;
    turn_[slot] = turn_of_each(rules, presenters);
    const MicroTurns part = present_[slot] == 0 ? 0 : turns_owed(rules, presenters) * kFine / present_[slot];
    if (part == part_[slot]) return;
    auto& owed = owed_[pools_.of_series[session.series]];
    for (std::size_t i = slot + 1; i < owed.size(); ++i) owed[i] += part - part_[slot];
    part_[slot] = part;
}

MicroTurns Ledger::part(std::size_t slot, Hundredths weight) const {
    return (part_[slot] * weight + kFine / 2) / kFine;
}

/// What the member owes for these slots of the plan.
MicroTurns Ledger::share(std::size_t member, IndexRange slots) const {
    MicroTurns share = 0;
    for (const std::size_t pool : pools_of_[member]) {
        const auto& owed = owed_[pool];
        for (const auto range : presence_.of(member)) {
            const std::size_t begin = std::max(range.begin, slots.begin);
            const std::size_t end = std::min(range.end, slots.end);
            if (begin < end) share += (owed[end] - owed[begin]) * range.weight;
        }
    }
    return (share + kFine / 2) / kFine;
}

MicroTurns Ledger::before(std::size_t slot, std::size_t member) const {
    const std::size_t since = slot >= anew_[member] ? anew_[member] : begin_;
    MicroTurns balance = (since > begin_ ? 0 : start_[member]) - share(member, {since, slot});
    for (const auto& turn : roster_.turns(member)) {
        if (since <= turn.slot && turn.slot < slot) balance += turn_[turn.slot];
    }
    return balance;
}

/// The first slot of a range without turns after which `balance` less the member's share is -kTurn or lower;
/// `balance` has all turns so far and no shares of the plan.
std::size_t Ledger::falls(std::size_t member, MicroTurns balance, IndexRange slots) const {
    const auto has_fallen = [&](std::size_t slot) { return balance - share(member, slot + 1) <= -kTurn; };
    if (slots.begin >= slots.end || !has_fallen(slots.end - 1)) return kNever;
    while (slots.begin + 1 < slots.end) {
        const std::size_t middle = slots.begin + (slots.end - slots.begin - 1) / 2;
        (has_fallen(middle) ? slots.end : slots.begin) = middle + 1;
    }
    return slots.begin;
}

std::size_t Ledger::deadline(std::size_t member, MicroTurns given, std::size_t from) const {
    MicroTurns balance = start_that_counts(member) + given;
    std::size_t begin = from;
    for (const auto& turn : roster_.turns(member)) {
        if (turn.slot < begin_) continue;
        if (turn.slot >= begin) {
            const std::size_t fallen = falls(member, balance, {begin, turn.slot});
            if (fallen != kNever) return fallen;
            begin = turn.slot;
        }
        balance += turn_[turn.slot];
    }
    return falls(member, balance, {begin, part_.size()});
}

std::size_t Ledger::release(std::size_t member, MicroTurns given) const {
    IndexRange slots{begin_, part_.size()};
    while (slots.begin < slots.end) {
        const std::size_t middle = slots.begin + (slots.end - slots.begin) / 2;
        if (admits(middle, member, given)) {
            slots.end = middle;
        } else {
            slots.begin = middle + 1;
        }
    }
    return slots.begin == part_.size() ? kNever : slots.begin;
}

/// Whether an addition to the balance is in range there tells that it is later on too.
bool Ledger::admits(std::size_t slot, std::size_t member, MicroTurns given) const {
    MicroTurns balance = start_that_counts(member) + given;
    const auto is_below = [&](std::size_t at) { return balance - share(member, at + 1) < kTurn; };
    bool is_seated = false;
    for (const auto& turn : roster_.turns(member)) {
        if (turn.slot < begin_) continue;
        if (turn.slot > slot && !is_seated) {
            if (!is_below(slot)) return false;
            is_seated = true;
        }
        balance += turn_[turn.slot];
        if (is_seated && !is_below(turn.slot)) return false;
    }
    return is_seated || is_below(slot);
}

}  // namespace tiffin::planning
