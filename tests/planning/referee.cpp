#include "referee.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "office.h"

namespace tiffin::planning::office {

namespace {

/// What the plan answers for is free.
enum class Origin { past, fixed, free };

struct Talk {
    const Slot* slot = nullptr;
    std::vector<std::optional<std::size_t>> seats;
    std::optional<std::size_t> topic;
    Origin origin = Origin::free;

    bool is_free() const { return origin == Origin::free; }
    bool is_given_by(std::size_t person) const {
        return std::find(seats.begin(), seats.end(), std::optional(person)) != seats.end();
    }
};

struct Referee {
    const Programme& programme;
    DateRange horizon;
    Verdict verdict;
    std::vector<Talk> talks;

    const Rules& rules(const Talk& talk) const { return programme.series[talk.slot->series].rules; }

    std::int64_t& level(Level one) { return verdict.levels[index_of(one)]; }

    void breach(const std::string& what, const Talk& talk) {
        verdict.breaches.push_back(what + " on " + render_date(talk.slot->date));
    }

    void collect(const std::vector<Duty>& duties) {
        std::size_t next = 0;
        for (const auto& slot : programme.slots) {
            if (slot.state == SlotState::given || slot.date < horizon.first) {
                if (slot.presenters.empty() || slot.state == SlotState::off) continue;
                talks.push_back(
                    {&slot, {slot.presenters.begin(), slot.presenters.end()}, slot.topic, Origin::past});
            } else if (horizon.contains(slot.date) && slot.state != SlotState::off &&
                       slot.state != SlotState::held_back) {
                const bool is_fixed = slot.state == SlotState::fixed && !slot.pinned.presenter;
                Talk talk{&slot, {}, {}, is_fixed ? Origin::fixed : Origin::free};
                const auto wanted = static_cast<std::size_t>(std::max(1, rules(talk).presenters));
                const std::size_t seats =
                    is_fixed ? slot.presenters.size() : std::max(wanted, slot.presenters.size());
                for (std::size_t seat = 0; seat < seats; ++seat) {
                    const Duty duty = duties.at(next++);
                    talk.seats.emplace_back();
                    if (duty.presenter != kNone) talk.seats.back() = duty.presenter;
                    if (duty.topic == kNone) continue;
                    if (seat > 0) breach("topic of a co-presenter", talk);
                    talk.topic = duty.topic;
                }
                talks.push_back(talk);
            }
        }
    }

    static bool has(const std::vector<std::size_t>& all, std::size_t one) {
        return std::find(all.begin(), all.end(), one) != all.end();
    }

    void judge_session(const Talk& talk) {
        const Slot& slot = *talk.slot;
        if (talk.origin == Origin::fixed) {
            if (!std::equal(talk.seats.begin(), talk.seats.end(), slot.presenters.begin()) ||
                talk.topic != slot.topic) {
                breach("not fixed", talk);
            }
            return;
        }
        const auto differs = [](const auto& wanted, const auto& got) { return wanted && wanted != got; };
        level(Level::changes) += (differs(slot.announced.presenter, talk.seats.front()) ? 1 : 0) +
                                 (differs(slot.announced.topic, talk.topic) ? 1 : 0);
        for (const auto& seat : talk.seats) {
            if (!seat) ++verdict.open;
            if (seat) judge_seat(talk, *seat);
        }
        const auto& lead = talk.seats.front();
        if (!lead && talk.topic) breach("topic without presenter", talk);
        const bool has_others = std::count(talk.seats.begin(), talk.seats.end(), std::nullopt) <
                                static_cast<std::ptrdiff_t>(talk.seats.size());
        if (!lead && has_others) breach("nobody in front", talk);
        if (!lead) return;
        if (differs(slot.pinned.presenter, lead) || differs(slot.pinned.topic, talk.topic))
            breach("pin", talk);
        if (!talk.topic && rules(talk).topic_required) breach("no topic", talk);
        if (talk.topic && !has(programme.topics[*talk.topic].presenters, *lead))
            breach("cannot give that", talk);
    }

    void judge_seat(const Talk& talk, std::size_t person) {
        const Slot& slot = *talk.slot;
        const Member& member = programme.members[person];
        if (!present(member, slot.date)) breach("away", talk);
        if (std::count(member.on_duty.begin(), member.on_duty.end(), slot.date) > 0) breach("hosts", talk);
        if (!has(programme.series[slot.series].pool, person)) breach("not in the pool", talk);
        if (slot.date < member.here.first + std::chrono::weeks{rules(talk).newcomer_weeks})
            breach("newcomer", talk);
        if (std::count(talk.seats.begin(), talk.seats.end(), std::optional(person)) > 1)
            breach("on two seats", talk);
    }

    void judge_topics() {
        std::vector<int> times(programme.topics.size(), 0);
        std::vector<std::int64_t> wait(programme.topics.size(), (horizon.last - horizon.first).count() + 28);
        for (const auto& talk : talks) {
            if (!talk.is_free() || !talk.topic) continue;
            if (++times[*talk.topic] > 1 || programme.topics[*talk.topic].given) breach("given twice", talk);
            for (const auto& slot : programme.slots) {
                if (&slot != talk.slot && slot.pinned.topic == talk.topic) breach("pinned elsewhere", talk);
            }
            wait[*talk.topic] = (talk.slot->date - horizon.first).count();
        }
        for (std::size_t i = 0; i < wait.size(); ++i) {
            if (!programme.topics[i].given) level(Level::demand) += programme.topics[i].votes * wait[i];
        }
    }

    void judge_person(std::size_t person) {
        const Talk* last = nullptr;
        std::map<Date, int> by_year;
        for (const auto& talk : talks) {
            if (talk.is_given_by(person)) ++by_year[first_of_year(talk.slot->date)];
        }
        for (const auto& talk : talks) {
            if (!talk.is_given_by(person)) continue;
            const int count = by_year[first_of_year(talk.slot->date)];
            if (talk.is_free()) {
                const auto limit = rules(talk).max_per_year;
                const auto own = programme.members[person].max_per_year;
                if ((limit && count > *limit) || (own && count > *own)) breach("too many in a year", talk);
            }
            if (last != nullptr && talk.origin != Origin::past) {
                const auto gap = (talk.slot->date - last->slot->date).count();
                const auto wider = [&](int Rules::*days) {
                    return std::max(rules(*last).*days, rules(talk).*days);
                };
                const bool is_free = talk.is_free() || last->is_free();
                if (is_free && (gap == 0 || gap < wider(&Rules::min_gap_days))) breach("gap", talk);
                if (gap < wider(&Rules::soft_gap_days)) ++level(Level::spread);
            }
            last = &talk;
        }
    }

    void judge_series(std::size_t series) {
        std::vector<const Talk*> row;
        for (const auto& talk : talks) {
            if (talk.slot->series == series) row.push_back(&talk);
        }
        const auto team = [&](const Talk& talk) {
            return talk.seats.front() ? programme.members[*talk.seats.front()].team : std::string{};
        };
        const auto of_topic = [&](const Talk& talk, std::string TopicInPlan::*what) {
            return talk.topic ? programme.topics[*talk.topic].*what : std::string{};
        };
        for (std::size_t i = 1; i < row.size(); ++i) {
            if (row[i]->origin == Origin::past) continue;
            const auto count = [&](const std::string& one, const std::string& other) {
                if (!one.empty() && one == other) ++level(Level::variety);
            };
            count(team(*row[i]), team(*row[i - 1]));
            for (const auto what : {&TopicInPlan::format, &TopicInPlan::tag})
                count(of_topic(*row[i], what), of_topic(*row[i - 1], what));
        }
        const auto most = static_cast<std::size_t>(programme.series[series].rules.team_run);
        std::set<std::string> teams;
        for (const auto& member : programme.members) teams.insert(member.team);
        teams.erase("");
        for (const auto& one : teams) {
            std::size_t run = 0;
            bool has_free = false;
            for (std::size_t i = 0; i < row.size() && most > 0; ++i) {
                const auto& seats = row[i]->seats;
                const bool shows = std::any_of(seats.begin(), seats.end(), [&](const auto& seat) {
                    return seat && programme.members[*seat].team == one;
                });
                run = shows ? run + 1 : 0;
                has_free = shows && (has_free || row[i]->is_free());
                if (run > most && has_free) breach("run of a team", *row[i]);
            }
        }
    }

    void judge_balances() {
        std::vector<long double> balance(programme.members.size(), 0);
        for (const auto& talk : talks) {
            const auto seats = static_cast<std::int64_t>(talk.seats.size());
            const bool is_full = rules(talk).co_presenter_turn == CoPresenterTurn::full;
            for (const auto& seat : talk.seats) {
                if (seat) balance[*seat] += static_cast<long double>(is_full ? kTurn : kTurn / seats);
            }
            const auto& pool = programme.series[talk.slot->series].pool;
            std::vector<std::size_t> there;
            for (const std::size_t person : pool) {
                if (present(programme.members[person], talk.slot->date)) there.push_back(person);
            }
            for (const std::size_t person : there)
                balance[person] -= static_cast<long double>((is_full ? kTurn : kTurn / seats) * seats) /
                                   static_cast<long double>(there.size());
        }
        for (const auto one : balance) {
            const auto rounded = static_cast<std::int64_t>(std::llround(one));
            verdict.sum_of_squares += rounded * rounded;
        }
    }
};

}  // namespace

Verdict judge(const Programme& programme, DateRange horizon, const std::vector<Duty>& duties) {
    Referee referee{programme, horizon, {}, {}};
    referee.collect(duties);
    for (const auto& talk : referee.talks) {
        if (talk.origin != Origin::past) referee.judge_session(talk);
    }
    referee.judge_topics();
    for (std::size_t i = 0; i < programme.members.size(); ++i) referee.judge_person(i);
    for (std::size_t i = 0; i < programme.series.size(); ++i) referee.judge_series(i);
    referee.judge_balances();
    return referee.verdict;
}

std::int64_t squares_of(const Problem& problem, const Score& score) {
    std::int64_t squares = score[Level::fairness] * kTurn;
    for (const auto& person : problem.people) squares += person.balance * person.balance;
    return squares;
}

}  // namespace tiffin::planning::office
