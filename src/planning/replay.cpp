#include "planning/replay.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "planning/presence.h"
#include "planning/rotation.h"

namespace tiffin::planning {

namespace {

constexpr std::uint64_t kMoves = 150'000;

bool counts(const Slot& slot) {
    return slot.state != SlotState::off && !slot.presenters.empty();
}

/// Keeps the account of one person after the other.
class Recorder {
  public:
    Recorder(const Programme& programme, int close_days)
        : programme_(programme),
          close_days_(close_days),
          dates_(slot_dates(programme)),
          presence_(programme.members, dates_),
          is_there_(programme.slots.size()) {}

    Record record() {
        for (std::size_t slot = 0; slot < programme_.slots.size(); ++slot) count_present(slot);
        for (std::size_t member = 0; member < programme_.members.size(); ++member) add(member);
        return std::move(record_);
    }

  private:
    /// Who owes a part of a slot, with their weights.
    struct There {
        std::map<std::size_t, Hundredths> people;
        MicroTurns weight = 0;
    };

    void count_present(std::size_t slot) {
        const auto& pool = programme_.series[programme_.slots[slot].series].pool;
        if (!counts(programme_.slots[slot])) return;
        auto& there = is_there_[slot];
        for (const std::size_t member : pool) {
            for (const auto range : presence_.of(member)) {
                if (range.begin > slot || slot >= range.end) continue;
                there.people.emplace(member, range.weight);
                there.weight += range.weight;
            }
        }
        record_.together = std::max(record_.together, there.people.size());
    }

    void add(std::size_t member) {
        TurnRecord one;
        MicroTurns balance = 0;
        std::optional<Date> last;
        std::optional<Date> since;
        std::optional<Date> end;
        for (std::size_t i = 0; i < programme_.slots.size(); ++i) {
            const auto& slot = programme_.slots[i];
            if (!counts(slot)) continue;
            const auto& rules = programme_.series[slot.series].rules;
            const auto& there = is_there_[i];
            if (const auto here = there.people.find(member); here != there.people.end()) {
                balance -= turns_owed(rules, slot.presenters.size()) * here->second / there.weight;
                if (!since) since = slot.date;
                end = slot.date;
            }
            if (std::find(slot.presenters.begin(), slot.presenters.end(), member) != slot.presenters.end()) {
                const MicroTurns turn = turn_of_each(rules, slot.presenters.size());
                balance += turn;
                one.turns += turn;
                if (last) note_gap(one, (slot.date - *last).count());
                if (since)
                    one.longest_wait = std::max<std::int64_t>(one.longest_wait, (slot.date - *since).count());
                last = since = end = slot.date;
            }
            if (std::abs(balance) > std::abs(one.worst)) one.worst = balance;
        }
        if (since && end)
            one.longest_wait = std::max<std::int64_t>(one.longest_wait, (*end - *since).count());
        record_.squares += balance * balance / kTurn;
        record_.longest_wait = std::max(record_.longest_wait, one.longest_wait);
        if (!record_.worst || std::abs(one.worst) > std::abs(record_.worst->balance))
            record_.worst = WorstBalance{member, one.worst};
        record_.members.push_back(one);
    }

    void note_gap(TurnRecord& one, std::int64_t days) {
        one.shortest = std::min(one.shortest.value_or(days), days);
        record_.shortest = std::min(record_.shortest.value_or(days), days);
        if (days < close_days_) ++record_.close_pairs;
    }

    const Programme& programme_;
    int close_days_;
    std::vector<Date> dates_;
    Presence presence_;
    std::vector<There> is_there_;
    Record record_;
};

}  // namespace

Record record(const Programme& programme, int close_days) {
    return Recorder(programme, close_days).record();
}

void bound_memberships(Programme& programme) {
    const auto turns = [&](std::size_t member, const auto& visit) {
        for (const auto& slot : programme.slots) {
            if (counts(slot) &&
                std::find(slot.presenters.begin(), slot.presenters.end(), member) != slot.presenters.end())
                visit(slot.date);
        }
    };
    for (std::size_t i = 0; i < programme.members.size(); ++i) {
        auto& here = programme.members[i].here;
        std::optional<Date> first;
        std::optional<Date> last;
        turns(i, [&](Date date) {
            if (!first) first = date;
            last = date;
        });
        const bool is_known = here.first != kEarliestDate;
        if (!is_known) here.first = first.value_or(kLatestDate);
        if (here.last == kLatestDate && last) here.last = std::max(*last, here.first);
        if (here.last == kLatestDate && !is_known) here.last = here.first;
    }
}

int fair_interval(const Programme& programme) {
    const auto all = record(programme, 0);
    std::int64_t turns = 0;
    for (const auto& one : all.members) turns += one.turns / kTurn;
    if (turns == 0) return 0;
    const auto days = (programme.slots.back().date - programme.slots.front().date).count();
    return static_cast<int>(days * static_cast<std::int64_t>(all.together) / turns);
}

Programme replay(const Programme& programme, int close_days) {
    Programme again = programme;
    std::erase_if(again.slots, [](const Slot& slot) { return !counts(slot); });
    for (auto& slot : again.slots) {
        slot.state = SlotState::open;
        slot.presenters.clear();
        slot.credited.clear();
        slot.topic.reset();
    }
    for (auto& series : again.series) {
        series.rules.soft_gap_days = close_days;
        series.rules.topic_required = false;
        series.rules.newcomer_weeks = 0;
        series.rules.presenters = 1;
    }
    if (again.slots.empty()) return again;
    PlanOptions options;
    options.order = {Level::steadiness, Level::fairness, Level::spread};
    options.effort = {kMoves, kMoves, 0};
    for (const auto& choice : make_plan(again, again.slots.front().date, options).choices)
        again.slots[choice.slot].presenters = choice.presenters;
    for (auto& slot : again.slots) slot.state = SlotState::given;
    return again;
}

}  // namespace tiffin::planning
