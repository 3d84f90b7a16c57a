#include "referee.h"

#include <algorithm>
#include <map>
#include <optional>

#include "office.h"

namespace tiffin::planning::office {

namespace {

struct Talk {
    const Slot* slot = nullptr;
    std::optional<std::size_t> presenter;
    std::optional<std::size_t> topic;
    bool is_past = false;
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
                talks.push_back({&slot, slot.presenters.front(), slot.topic, true});
            } else if (horizon.contains(slot.date) && slot.state != SlotState::off &&
                       slot.state != SlotState::held_back) {
                const Duty duty = duties.at(next++);
                Talk talk{&slot, {}, {}, false};
                if (duty.presenter != kNone) talk.presenter = duty.presenter;
                if (duty.topic != kNone) talk.topic = duty.topic;
                talks.push_back(talk);
            }
        }
    }

    static bool has(const std::vector<std::size_t>& all, std::size_t one) {
        return std::find(all.begin(), all.end(), one) != all.end();
    }

    void judge_session(const Talk& talk) {
        const Slot& slot = *talk.slot;
        const auto differs = [](const auto& wanted, const auto& got) { return wanted && wanted != got; };
        level(Level::changes) += (differs(slot.announced.presenter, talk.presenter) ? 1 : 0) +
                                 (differs(slot.announced.topic, talk.topic) ? 1 : 0);
        if (!talk.presenter) {
            ++verdict.open;
            if (talk.topic) breach("topic without presenter", talk);
            return;
        }
        const Member& member = programme.members[*talk.presenter];
        if (!present(member, slot.date)) breach("away", talk);
        if (!has(programme.series[slot.series].pool, *talk.presenter)) breach("not in the pool", talk);
        if (slot.date < member.here.first + std::chrono::weeks{rules(talk).newcomer_weeks})
            breach("newcomer", talk);
        if (differs(slot.pinned.presenter, talk.presenter) || differs(slot.pinned.topic, talk.topic))
            breach("pin", talk);
        if (!talk.topic && rules(talk).topic_required) breach("no topic", talk);
        if (talk.topic && !has(programme.topics[*talk.topic].presenters, *talk.presenter))
            breach("cannot give that", talk);
    }

    void judge_topics() {
        std::vector<int> times(programme.topics.size(), 0);
        std::vector<std::int64_t> wait(programme.topics.size(), (horizon.last - horizon.first).count() + 28);
        for (const auto& talk : talks) {
            if (talk.is_past || !talk.topic) continue;
            if (++times[*talk.topic] > 1 || programme.topics[*talk.topic].given) breach("given twice", talk);
            for (const auto& slot : programme.slots) {
                if (&slot != talk.slot && slot.pinned.topic == talk.topic) breach("pinned elsewhere", talk);
            }
            wait[*talk.topic] = (talk.slot->date - horizon.first).count();
        }
        for (std::size_t i = 0; i < wait.size(); ++i)
            level(Level::demand) += programme.topics[i].votes * wait[i];
    }

    void judge_person(std::size_t person) {
        const Talk* last = nullptr;
        std::map<Date, int> by_year;
        for (const auto& talk : talks) {
            if (talk.presenter != person) continue;
            const int count = ++by_year[first_of_year(talk.slot->date)];
            if (!talk.is_past) {
                const auto limit = rules(talk).max_per_year;
                const auto own = programme.members[person].max_per_year;
                if ((limit && count > *limit) || (own && count > *own)) breach("too many in a year", talk);
            }
            if (last != nullptr && !talk.is_past) {
                const auto gap = (talk.slot->date - last->slot->date).count();
                const auto wider = [&](int Rules::*days) {
                    return std::max(rules(*last).*days, rules(talk).*days);
                };
                if (gap == 0 || gap < wider(&Rules::min_gap_days)) breach("gap", talk);
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
            return talk.presenter ? programme.members[*talk.presenter].team : std::string{};
        };
        const auto of_topic = [&](const Talk& talk, std::string TopicInPlan::*what) {
            return talk.topic ? programme.topics[*talk.topic].*what : std::string{};
        };
        for (std::size_t i = 1; i < row.size(); ++i) {
            if (row[i]->is_past) continue;
            const auto count = [&](const std::string& one, const std::string& other) {
                if (!one.empty() && one == other) ++level(Level::variety);
            };
            count(team(*row[i]), team(*row[i - 1]));
            for (const auto what : {&TopicInPlan::format, &TopicInPlan::tag})
                count(of_topic(*row[i], what), of_topic(*row[i - 1], what));
        }
        const auto most = static_cast<std::size_t>(programme.series[series].rules.team_run);
        std::size_t run = 0;
        for (std::size_t i = 0; i < row.size() && most > 0; ++i) {
            const bool goes_on = i > 0 && team(*row[i]) == team(*row[i - 1]);
            run = team(*row[i]).empty() ? 0 : goes_on ? run + 1 : 1;
            if (run > most && !row[i]->is_past) breach("run of a team", *row[i]);
        }
    }

    void judge_balances() {
        std::vector<std::int64_t> balance(programme.members.size(), 0);
        for (const auto& talk : talks) {
            if (talk.presenter) balance[*talk.presenter] += kTurn;
            const auto& pool = programme.series[talk.slot->series].pool;
            std::vector<std::size_t> there;
            for (const std::size_t person : pool) {
                if (present(programme.members[person], talk.slot->date)) there.push_back(person);
            }
            for (const std::size_t person : there)
                balance[person] -= kTurn / static_cast<std::int64_t>(there.size());
        }
        for (const std::int64_t one : balance) verdict.sum_of_squares += one * one;
    }
};

}  // namespace

Verdict judge(const Programme& programme, DateRange horizon, const std::vector<Duty>& duties) {
    Referee referee{programme, horizon, {}, {}};
    referee.collect(duties);
    for (const auto& talk : referee.talks) {
        if (!talk.is_past) referee.judge_session(talk);
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
