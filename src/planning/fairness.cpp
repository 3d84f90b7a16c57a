#include "planning/fairness.h"

#include <algorithm>
#include <cstdlib>

#include "planning/presence.h"

namespace tiffin::planning {

namespace {

/// What the slot's pool owes for it, and the index of its date among the distinct ones.
struct Counted {
    std::size_t date = 0;
    MicroTurns owed = 0;
};

const std::vector<std::size_t>& credited(const Slot& slot) {
    return slot.credited.empty() ? slot.presenters : slot.credited;
}

/// The rules of the slot's series, on the terms on which it was held.
Rules rules_of(const Programme& programme, const Slot& slot) {
    Rules rules = programme.series[slot.series].rules;
    if (slot.terms) rules.co_presenter_turn = programme.terms[*slot.terms].co_presenter_turn;
    return rules;
}

/// Sums the parts that everybody owes, pool by pool.
class Shares {
  public:
    Shares(const Programme& programme, const std::vector<Date>& dates, Date as_of)
        : programme_(programme), dates_(dates), as_of_(as_of), presence_(programme.members, dates) {
        owed_.resize(programme.members.size(), 0);
        ended_.resize(programme.members.size(), 0);
    }

    void add(const std::vector<std::size_t>& pool, const std::vector<Counted>& counted) {
        const auto unit_before = units_before(pool, counted);
        for (const std::size_t member : pool) {
            const auto restart = restart_of(programme_.members[member], as_of_);
            const std::size_t fresh =
                restart ? static_cast<std::size_t>(std::lower_bound(dates_.begin(), dates_.end(), *restart) -
                                                   dates_.begin())
                        : 0;
            for (const auto range : presence_.of(member)) {
                const auto units = [&](std::size_t end) {
                    return end <= range.begin ? 0 : unit_before[end] - unit_before[range.begin];
                };
                owed_[member] += units(range.end) * range.weight;
                ended_[member] += units(std::min(range.end, fresh)) * range.weight;
            }
        }
    }

    [[nodiscard]] MicroTurns owed(std::size_t member) const { return rounded(owed_[member]); }
    /// Of these, what was owed before the balance began again.
    [[nodiscard]] MicroTurns ended(std::size_t member) const { return rounded(ended_[member]); }

  private:
    static MicroTurns rounded(MicroTurns fine) { return (fine + kFine / 2) / kFine; }

    /// What one hundredth of a part comes to on all dates before each.
    [[nodiscard]] std::vector<MicroTurns> units_before(const std::vector<std::size_t>& pool,
                                                       const std::vector<Counted>& counted) const {
        std::vector<std::int64_t> weight(dates_.size() + 1, 0);
        for (const std::size_t member : pool) {
            for (const auto range : presence_.of(member)) {
                weight[range.begin] += range.weight;
                weight[range.end] -= range.weight;
            }
        }
        for (std::size_t i = 1; i < weight.size(); ++i) weight[i] += weight[i - 1];
        std::vector<MicroTurns> before(dates_.size() + 1, 0);
        for (const auto [date, owed] : counted) {
            if (weight[date] != 0) before[date + 1] += owed * kFine / weight[date];
        }
        for (std::size_t i = 1; i < before.size(); ++i) before[i] += before[i - 1];
        return before;
    }

    const Programme& programme_;
    const std::vector<Date>& dates_;
    Date as_of_;
    Presence presence_;
    std::vector<MicroTurns> owed_;   ///< in millionths of millionths
    std::vector<MicroTurns> ended_;  ///< the same
};

}  // namespace

std::optional<Date> restart_of(const Member& member, Date as_of) {
    std::optional<Date> restart;
    for (const Date again : member.rejoined) {
        if (again <= as_of) restart = again;
    }
    return restart;
}

MicroTurns turn_of_each(const Rules& rules, std::size_t presenters) {
    if (presenters == 0 || rules.co_presenter_turn == CoPresenterTurn::full) return kTurn;
    return kTurn / static_cast<MicroTurns>(presenters);
}

MicroTurns turns_owed(const Rules& rules, std::size_t presenters) {
    return presenters == 0 ? 0 : turn_of_each(rules, presenters) * static_cast<MicroTurns>(presenters);
}

std::vector<Account> accounts(const Programme& programme, const std::function<bool(const Slot&)>& counts,
                              Date as_of) {
    const DistinctPools pools(programme.series);
    const std::size_t of_series = pools.first_series.size();
    std::vector<std::vector<Counted>> counted(of_series + programme.terms.size());
    std::vector<Account> accounts(programme.members.size());
    std::vector<Date> dates;
    for (const auto& slot : programme.slots) {
        if (slot.presenters.empty() || slot.state == SlotState::off || !counts(slot)) continue;
        if (dates.empty() || dates.back() != slot.date) dates.push_back(slot.date);
        const auto rules = rules_of(programme, slot);
        const std::size_t pool = slot.terms ? of_series + *slot.terms : pools.of_series[slot.series];
        counted[pool].push_back({dates.size() - 1, turns_owed(rules, slot.presenters.size())});
        const MicroTurns turn = turn_of_each(rules, slot.presenters.size());
        for (const std::size_t member : credited(slot)) {
            accounts[member].turns += turn;
            const auto restart = restart_of(programme.members[member], as_of);
            if (restart && slot.date < *restart) accounts[member].ended += turn;
        }
    }
    Shares shares(programme, dates, as_of);
    for (std::size_t pool = 0; pool < counted.size(); ++pool) {
        if (counted[pool].empty()) continue;
        shares.add(pool < of_series ? programme.series[pools.first_series[pool]].pool
                                    : programme.terms[pool - of_series].pool,
                   counted[pool]);
    }
    for (std::size_t member = 0; member < accounts.size(); ++member) {
        accounts[member].share = shares.owed(member);
        accounts[member].ended -= shares.ended(member);
    }
    return accounts;
}

std::vector<MicroTurns> exchanged_turns(const Programme& programme,
                                        const std::function<bool(const Slot&)>& counts) {
    std::vector<MicroTurns> turns(programme.members.size(), 0);
    for (const auto& slot : programme.slots) {
        if (slot.credited.empty() || slot.state == SlotState::off || !counts(slot)) continue;
        const MicroTurns turn = turn_of_each(rules_of(programme, slot), slot.presenters.size());
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
