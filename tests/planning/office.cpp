#include "office.h"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace tiffin::planning::office {

namespace {

using std::chrono::days;

struct Seat {
    std::size_t slot;
    std::size_t member;
    bool is_chosen;  ///< the plan answers for it
};

std::vector<Seat> seats_of(const Programme& programme, Date from) {
    std::vector<Seat> seats;
    for (std::size_t i = 0; i < programme.slots.size(); ++i) {
        const auto& slot = programme.slots[i];
        if (slot.state == SlotState::off) continue;
        const bool is_planned = slot.state == SlotState::open || slot.state == SlotState::kept;
        for (const std::size_t member : slot.presenters)
            seats.push_back({i, member, slot.date >= from && is_planned});
    }
    return seats;
}

int year_of(Date date) {
    return static_cast<int>(std::chrono::year_month_day{date}.year());
}

bool breaks_presence(const Programme& programme, const Seat& seat) {
    const auto& slot = programme.slots[seat.slot];
    const auto& member = programme.members[seat.member];
    const auto& series = programme.series[slot.series];
    const bool is_new = member.here.first != kEarliestDate &&
                        slot.date < member.here.first + days{7 * series.rules.newcomer_weeks};
    return is_new || !present(member, slot.date) ||
           std::find(series.pool.begin(), series.pool.end(), seat.member) == series.pool.end();
}

bool breaks_gap(const Programme& programme, const Seat& a, const Seat& b) {
    const auto& left = programme.slots[a.slot];
    const auto& right = programme.slots[b.slot];
    const int gap = std::max({1, programme.series[left.series].rules.min_gap_days,
                              programme.series[right.series].rules.min_gap_days});
    return std::abs((left.date - right.date).count()) < gap;
}

bool breaks_year(const Programme& programme, const std::vector<Seat>& seats, const Seat& seat) {
    const int year = year_of(programme.slots[seat.slot].date);
    int most = programme.members[seat.member].max_per_year.value_or(1000);
    for (const auto& series : programme.series) {
        const bool is_in = std::count(series.pool.begin(), series.pool.end(), seat.member) > 0;
        if (is_in) most = std::min(most, series.rules.max_per_year.value_or(1000));
    }
    int turns = 0;
    for (const auto& other : seats) {
        if (other.member == seat.member && year_of(programme.slots[other.slot].date) == year) ++turns;
    }
    return turns > most;
}

bool shows(const Programme& programme, std::size_t slot, const std::string& team) {
    const auto& presenters = programme.slots[slot].presenters;
    return std::any_of(presenters.begin(), presenters.end(),
                       [&](std::size_t member) { return programme.members[member].team == team; });
}

bool breaks_team_run(const Programme& programme, const Seat& seat) {
    const auto& own = programme.slots[seat.slot];
    const std::string& team = programme.members[seat.member].team;
    const int most = programme.series[own.series].rules.team_run;
    if (most == 0 || team.empty()) return false;
    int run = 0;
    bool is_in_run = false;
    for (std::size_t i = 0; i < programme.slots.size(); ++i) {
        const auto& slot = programme.slots[i];
        if (slot.series != own.series || slot.state == SlotState::off) continue;
        if (!shows(programme, i, team)) {
            if (is_in_run) break;
            run = 0;
            continue;
        }
        ++run;
        is_in_run = is_in_run || i == seat.slot;
    }
    return run > most;
}

}  // namespace

std::vector<Member> people(std::size_t count) {
    std::vector<Member> members(count);
    for (std::size_t i = 0; i < count; ++i) {
        members[i].id.value = static_cast<std::int64_t>(i) + 1;
        members[i].name = i < 26 ? std::string(1, static_cast<char>('A' + i)) : "P" + std::to_string(i);
    }
    return members;
}

Programme weekly(std::size_t people_count, std::size_t slots, Date first, int every) {
    Programme programme;
    programme.members = people(people_count);
    programme.series.push_back({SeriesId{1}, "lunch", {}, {}});
    for (std::size_t i = 0; i < people_count; ++i) programme.series[0].pool.push_back(i);
    for (std::size_t i = 0; i < slots; ++i) {
        Slot slot;
        slot.session.value = static_cast<std::int64_t>(i) + 1;
        slot.date = first + std::chrono::days{static_cast<int>(i) * every};
        slot.name = "lunch/" + render_date(slot.date);
        programme.slots.push_back(slot);
    }
    return programme;
}

Slot given(Date date, std::vector<std::size_t> presenters) {
    Slot slot;
    slot.name = "lunch/" + render_date(date);
    slot.date = date;
    slot.state = SlotState::given;
    slot.presenters = std::move(presenters);
    return slot;
}

std::size_t Dice::roll(std::size_t sides) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return static_cast<std::size_t>((state_ * 0x2545F4914F6CDD1DU) >> 33U) % sides;
}

bool present(const Member& member, Date date) {
    return member.here.contains(date) &&
           std::none_of(member.away.begin(), member.away.end(),
                        [&](const auto& absence) { return absence.contains(date); });
}

Hundredths weight_on(const Member& member, Date date) {
    Hundredths weight = present(member, date) ? kWhole : 0;
    for (const auto& one : member.weights) {
        if (weight != 0 && one.first <= date) weight = one.hundredths;
    }
    return weight;
}

void add_to_accounts(const Programme& programme, const Slot& slot, std::vector<Account>& accounts) {
    if (slot.state == SlotState::off || slot.presenters.empty()) return;
    const auto& series = programme.series[slot.series];
    const auto count = static_cast<MicroTurns>(slot.presenters.size());
    const bool full = series.rules.co_presenter_turn == CoPresenterTurn::full;
    for (const std::size_t member : slot.presenters) accounts[member].turns += full ? kTurn : kTurn / count;
    const auto weight = [&](std::size_t member) { return weight_on(programme.members[member], slot.date); };
    MicroTurns here = 0;
    for (const std::size_t member : series.pool) here += weight(member);
    for (const std::size_t member : series.pool) {
        if (here > 0)
            accounts[member].share += (full ? kTurn : kTurn / count) * count * weight(member) / here;
    }
}

std::vector<Account> plain_accounts(const Programme& programme, std::size_t slots) {
    std::vector<Account> accounts(programme.members.size());
    for (std::size_t i = 0; i < slots; ++i) add_to_accounts(programme, programme.slots[i], accounts);
    return accounts;
}

Programme with(Programme programme, const Plan& plan) {
    for (const auto& choice : plan.choices) {
        programme.slots[choice.slot].presenters = choice.presenters;
        programme.slots[choice.slot].topic = choice.topic;
    }
    return programme;
}

std::vector<Account> accounts_after(const Programme& programme, const Plan& plan) {
    return accounts(with(programme, plan), [](const Slot&) { return true; });
}

MicroTurns worst_prefix(const Programme& programme) {
    MicroTurns worst = 0;
    std::vector<Account> accounts(programme.members.size());
    for (const auto& slot : programme.slots) {
        add_to_accounts(programme, slot, accounts);
        for (const auto& account : accounts) worst = std::max(worst, std::abs(account.balance()));
    }
    return worst;
}

std::vector<std::string> breaches(const Programme& programme, Date from) {
    std::vector<std::string> found;
    const auto seats = seats_of(programme, from);
    std::map<std::size_t, int> uses;
    for (const auto& slot : programme.slots) {
        if (slot.topic && slot.state != SlotState::off) ++uses[*slot.topic];
    }
    for (const auto& seat : seats) {
        if (!seat.is_chosen) continue;
        const auto& slot = programme.slots[seat.slot];
        const auto add = [&](const char* what) {
            found.push_back(slot.name + " " + programme.members[seat.member].name + ": " + what);
        };
        if (breaks_presence(programme, seat)) add("not there");
        const auto& other_duties = programme.members[seat.member].on_duty;
        if (std::count(other_duties.begin(), other_duties.end(), slot.date) > 0) add("hosts that day");
        for (const auto& other : seats) {
            const bool is_same = other.slot == seat.slot && other.member == seat.member;
            if (other.member == seat.member && !is_same && breaks_gap(programme, seat, other)) add("gap");
        }
        if (std::count(slot.presenters.begin(), slot.presenters.end(), seat.member) > 1) add("twice");
        if (breaks_year(programme, seats, seat)) add("year");
        if (breaks_team_run(programme, seat)) add("team run");
        if (slot.topic && uses[*slot.topic] > 1) add("topic twice");
        if (slot.topic) {
            const auto& able = programme.topics[*slot.topic].presenters;
            const bool gives =
                std::any_of(slot.presenters.begin(), slot.presenters.end(), [&](std::size_t member) {
                    return std::find(able.begin(), able.end(), member) != able.end();
                });
            if (!gives) add("another's topic");
        } else if (programme.series[slot.series].rules.topic_required) {
            add("no topic");
        }
    }
    return found;
}

namespace {

void add_rules(Programme& programme, Dice& dice) {
    for (auto& member : programme.members) {
        member.team = std::string(1, static_cast<char>('x' + dice.roll(3)));
        if (dice.roll(6) == 0) member.max_per_year = static_cast<int>(dice.roll(4));
    }
    for (auto& series : programme.series) {
        series.rules.min_gap_days = static_cast<int>(dice.roll(4)) * 7;
        series.rules.soft_gap_days = 2 * series.rules.min_gap_days;
        if (dice.roll(3) == 0) series.rules.max_per_year = static_cast<int>(3 + dice.roll(6));
        series.rules.team_run = static_cast<int>(dice.roll(4));
        series.rules.newcomer_weeks = static_cast<int>(dice.roll(5));
        series.rules.presenters = dice.roll(4) == 0 ? 2 : 1;
        series.rules.topic_required = dice.roll(3) == 0;
        if (dice.roll(3) == 0) series.rules.co_presenter_turn = CoPresenterTurn::full;
    }
    for (std::size_t i = 0; i < programme.slots.size(); ++i) {
        TopicInPlan topic;
        for (std::size_t member = 0; member < programme.members.size(); ++member) {
            if (dice.roll(3) == 0) topic.presenters.push_back(member);
        }
        programme.topics.push_back(topic);
    }
}

void add_comings_and_goings(Programme& programme, Dice& dice) {
    const auto random_day = [&] { return day("2026-01-01") + days{static_cast<int>(dice.roll(500))}; };
    for (auto& member : programme.members) {
        if (dice.roll(4) == 0) member.here.first = random_day();
        if (dice.roll(5) == 0) member.here.last = random_day();
        for (std::size_t i = dice.roll(4); i > 0; --i) {
            const Date first = random_day();
            member.away.push_back({first, first + days{static_cast<int>(dice.roll(60))}});
        }
    }
}

void add_commitments(Programme& programme, Dice& dice) {
    for (auto& slot : programme.slots) {
        if (slot.state != SlotState::open) continue;
        switch (dice.roll(8)) {
            case 0:
                slot.state = SlotState::fixed;
                slot.presenters = {dice.roll(programme.members.size())};
                break;
            case 1:
            case 2:
                slot.state = SlotState::kept;
                slot.presenters = {dice.roll(programme.members.size())};
                break;
            case 3:
                slot.state = dice.roll(2) == 0 ? SlotState::off : SlotState::held_back;
                break;
            default:
                break;
        }
    }
}

}  // namespace

Programme random_programme(std::uint64_t seed, const Spice& spice) {
    Dice dice(seed);
    const int every = spice.series > 1 ? 3 : 7;
    const std::size_t past = spice.has_past ? spice.slots / 2 : 0;
    auto programme = weekly(spice.people, spice.slots + past,
                            day("2026-07-01") - days{static_cast<int>(past) * every}, every);
    for (std::size_t i = 1; i < spice.series; ++i) {
        programme.series.push_back(programme.series[0]);
        programme.series.back().name += std::to_string(i);
        auto& pool = programme.series.back().pool;
        pool.erase(std::remove_if(pool.begin(), pool.end(), [&](std::size_t) { return dice.roll(3) == 0; }),
                   pool.end());
    }
    add_comings_and_goings(programme, dice);
    if (spice.has_rules) add_rules(programme, dice);
    for (std::size_t i = 0; i < programme.slots.size(); ++i) {
        auto& slot = programme.slots[i];
        slot.series = dice.roll(spice.series);
        if (i >= past) continue;
        slot.state = SlotState::given;
        slot.presenters = {dice.roll(spice.people)};
    }
    if (spice.has_commitments) add_commitments(programme, dice);
    for (std::size_t i = past; spice.has_commitments && i < programme.slots.size(); i += 3)
        programme.members[dice.roll(spice.people)].on_duty.push_back(programme.slots[i].date);
    return programme;
}

}  // namespace tiffin::planning::office
