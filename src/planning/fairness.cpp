#include "planning/fairness.h"

#include <algorithm>
#include <cstdlib>

#include "planning/presence.h"

namespace tiffin::planning {

namespace {

/// Indexes into Programme::slots and into the distinct dates of these slots.
struct Counted {
    std::size_t slot = 0;
    std::size_t date = 0;
};

const std::vector<std::size_t>& credited(const Slot& slot) {
    return slot.credited.empty() ? slot.presenters : slot.credited;
}

/// The number of people of `pool` present on each date.
std::vector<std::int64_t> count_present(const std::vector<std::size_t>& pool, const Presence& presence,
                                        std::size_t dates) {
    std::vector<std::int64_t> present(dates + 1, 0);
    for (const std::size_t member : pool) {
        for (const auto range : presence.of(member)) {
            ++present[range.begin];
            --present[range.end];
        }
    }
    for (std::size_t i = 1; i < present.size(); ++i) present[i] += present[i - 1];
    return present;
}

void add_shares(const Programme& programme, const std::vector<std::size_t>& pool,
                const std::vector<Counted>& counted, const Presence& presence, std::size_t dates,
                std::vector<Account>& accounts) {
    const auto present = count_present(pool, presence, dates);
    std::vector<MicroTurns> before(dates + 1, 0);  // the parts owed on all earlier dates
    for (const auto [slot, date] : counted) {
        if (present[date] == 0) continue;
        const auto& session = programme.slots[slot];
        const auto& rules = programme.series[session.series].rules;
        before[date + 1] += turns_owed(rules, session.presenters.size()) / present[date];
    }
    for (std::size_t i = 1; i < before.size(); ++i) before[i] += before[i - 1];
    for (const std::size_t member : pool) {
        for (const auto range : presence.of(member))
            accounts[member].share += before[range.end] - before[range.begin];
    }
}

}  // namespace

MicroTurns turn_of_each(const Rules& rules, std::size_t presenters) {
    if (presenters == 0 || rules.co_presenter_turn == CoPresenterTurn::full) return kTurn;
    return kTurn / static_cast<MicroTurns>(presenters);
}

MicroTurns turns_owed(const Rules& rules, std::size_t presenters) {
    if (presenters == 0) return 0;
    return rules.co_presenter_turn == CoPresenterTurn::full ? kTurn * static_cast<MicroTurns>(presenters)
                                                            : kTurn;
}

std::vector<Account> accounts(const Programme& programme, const std::function<bool(const Slot&)>& counts) {
    const DistinctPools pools(programme.series);
    std::vector<std::vector<Counted>> counted(pools.first_series.size());
    std::vector<Account> accounts(programme.members.size());
    std::vector<Date> dates;
    for (std::size_t i = 0; i < programme.slots.size(); ++i) {
        const auto& slot = programme.slots[i];
        if (slot.presenters.empty() || slot.state == SlotState::off || !counts(slot)) continue;
        if (dates.empty() || dates.back() != slot.date) dates.push_back(slot.date);
        counted[pools.of_series[slot.series]].push_back({i, dates.size() - 1});
        const MicroTurns turn = turn_of_each(programme.series[slot.series].rules, slot.presenters.size());
        for (const std::size_t member : credited(slot)) accounts[member].turns += turn;
    }
    const Presence presence(programme.members, dates);
    for (std::size_t pool = 0; pool < counted.size(); ++pool) {
        if (counted[pool].empty()) continue;
        add_shares(programme, programme.series[pools.first_series[pool]].pool, counted[pool], presence,
                   dates.size(), accounts);
    }
    return accounts;
}

std::vector<MicroTurns> exchanged_turns(const Programme& programme,
                                        const std::function<bool(const Slot&)>& counts) {
    std::vector<MicroTurns> turns(programme.members.size(), 0);
    for (const auto& slot : programme.slots) {
        if (slot.credited.empty() || slot.state == SlotState::off || !counts(slot)) continue;
        const MicroTurns turn = turn_of_each(programme.series[slot.series].rules, slot.presenters.size());
        for (const std::size_t member : slot.credited) turns[member] += turn;
        for (const std::size_t member : slot.presenters) turns[member] -= turn;
    }
    return turns;
}

std::vector<TurnDates> turn_dates(const Programme& programme, Date day) {
    std::vector<TurnDates> turns(programme.members.size());
    for (const auto& slot : programme.slots) {
        if (slot.state == SlotState::off) continue;
        for (const std::size_t member : slot.presenters) {
            if (slot.date < day) {
                turns[member].last = slot.date;
            } else if (!turns[member].next) {
                turns[member].next = slot.date;
            }
        }
    }
    return turns;
}

std::optional<WorstBalance> worst_balance(const std::vector<Account>& accounts,
                                          const std::vector<std::size_t>& among) {
    std::optional<WorstBalance> worst;
    for (const std::size_t member : among) {
        const MicroTurns balance = accounts[member].balance();
        if (!worst || std::abs(balance) > std::abs(worst->balance)) worst = WorstBalance{member, balance};
    }
    return worst;
}

MicroTurns balance_bound(std::size_t people) {
    return people == 0 ? 0 : kTurn - kTurn / static_cast<MicroTurns>(people);
}

std::string render_turns(MicroTurns turns) {
    constexpr MicroTurns hundredth = kTurn / 100;
    const MicroTurns hundredths = (std::abs(turns) + hundredth / 2) / hundredth;
    std::string text = turns < 0 && hundredths != 0 ? "-" : "";
    text += std::to_string(hundredths / 100) + ".";
    const std::string decimals = std::to_string(hundredths % 100);
    return text + (decimals.size() == 1 ? "0" : "") + decimals;
}

}  // namespace tiffin::planning
