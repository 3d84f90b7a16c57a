#include "planning/problem.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "planning/presence.h"

namespace tiffin::planning {

namespace {

constexpr std::int32_t kWaitOfUnplanned = 28;

std::int32_t day_number(Date day) {
    return static_cast<std::int32_t>((day - kEarliestDate).count());
}

/// Numbers for names, in order of first appearance; the empty name has none.
class Names {
  public:
    Index number(const std::string& name) {
        if (name.empty()) return kNone;
        return known_.emplace(name, static_cast<Index>(known_.size())).first->second;
    }

  private:
    std::map<std::string, Index> known_;
};

Index to_index(const std::optional<std::size_t>& number) {
    return number ? static_cast<Index>(*number) : kNone;
}

class Poser {
  public:
    Poser(const Programme& programme, DateRange horizon) : programme_(programme), horizon_(horizon) {}

    Problem pose() {
        problem_.first_day = day_number(horizon_.first);
        problem_.unplanned_wait = day_number(horizon_.last) - problem_.first_day + kWaitOfUnplanned;
        add_people();
        add_topics();
        add_sessions();
        add_presence();
        apply_pins();
        add_room();
        add_balances();
        return std::move(problem_);
    }

  private:
    [[nodiscard]] bool is_past(const Slot& slot) const {
        return slot.state != SlotState::off && !slot.presenters.empty() &&
               (slot.state == SlotState::given || slot.date < horizon_.first);
    }
    [[nodiscard]] bool is_planned(const Slot& slot) const {
        const bool is_wanted =
            slot.state == SlotState::open || slot.state == SlotState::kept || slot.state == SlotState::fixed;
        return is_wanted && horizon_.contains(slot.date);
    }

    void add_people() {
        for (const auto& member : programme_.members) {
            Problem::Person person;
            person.team = teams_.number(member.team);
            problem_.people.push_back(person);
        }
        for (const auto& slot : programme_.slots) {
            if (!is_past(slot)) continue;
            const auto& rules = programme_.series[slot.series].rules;
            for (const std::size_t member : slot.presenters) {
                auto& person = problem_.people[member];
                person.last_day = day_number(slot.date);
                person.last_min_gap = std::max(1, rules.min_gap_days);
                person.last_soft_gap = rules.soft_gap_days;
            }
        }
    }

    void add_topics() {
        for (std::size_t i = 0; i < programme_.topics.size(); ++i) {
            const auto& one = programme_.topics[i];
            Problem::Topic topic;
            topic.votes = one.votes;
            topic.format = formats_.number(one.format);
            topic.tag = tags_.number(one.tag);
            if (!one.given) {
                for (const std::size_t member : one.presenters) {
                    topic.presenters.push_back(static_cast<Index>(member));
                    problem_.people[member].topics.push_back(static_cast<Index>(i));
                }
            }
            problem_.topics.push_back(std::move(topic));
        }
    }

    void add_sessions() {
        std::vector<std::vector<std::size_t>> past(programme_.series.size());
        std::vector<std::vector<std::size_t>> planned(programme_.series.size());
        std::vector<Index> session_of(programme_.slots.size(), kNone);
        for (std::size_t i = 0; i < programme_.slots.size(); ++i) {
            const auto& slot = programme_.slots[i];
            if (is_past(slot)) past[slot.series].push_back(i);
            if (!is_planned(slot)) continue;
            planned[slot.series].push_back(i);
            session_of[i] = static_cast<Index>(problem_.sessions.size());
            problem_.sessions.push_back(session(i));
        }
        for (std::size_t series = 0; series < planned.size(); ++series) {
            const auto run = programme_.series[series].rules.team_run;
            problem_.chain.emplace_back();
            const std::size_t kept = std::min(past[series].size(), static_cast<std::size_t>(run) + 1);
            for (std::size_t i = past[series].size() - kept; i < past[series].size(); ++i) {
                problem_.chain.push_back(link(programme_.slots[past[series][i]]));
            }
            for (const std::size_t slot : planned[series]) {
                problem_.sessions[session_of[slot]].place = static_cast<Index>(problem_.chain.size());
                problem_.chain.push_back({kNone, kNone, kNone, run, session_of[slot]});
            }
        }
        problem_.chain.emplace_back();
    }

    Problem::Session session(std::size_t slot_number) {
        const auto& slot = programme_.slots[slot_number];
        const auto& rules = programme_.series[slot.series].rules;
        Problem::Session session;
        session.slot = slot_number;
        session.day = day_number(slot.date);
        session.min_gap = std::max(1, rules.min_gap_days);
        session.soft_gap = rules.soft_gap_days;
        session.needs_topic = rules.topic_required;
        session.pinned_presenter = to_index(slot.pinned.presenter);
        session.pinned_topic = to_index(slot.pinned.topic);
        session.announced_presenter = to_index(slot.announced.presenter);
        session.announced_topic = to_index(slot.announced.topic);
        return session;
    }

    Problem::Link link(const Slot& slot) {
        Problem::Link link;
        link.team = problem_.people[slot.presenters.front()].team;
        if (slot.topic) {
            link.format = problem_.topics[*slot.topic].format;
            link.tag = problem_.topics[*slot.topic].tag;
        }
        return link;
    }

    /// Series that share pool and newcomer weeks are done together, and 64 sessions at a time.
    void add_presence() {
        std::vector<Date> dates;
        for (const auto& session : problem_.sessions) dates.push_back(programme_.slots[session.slot].date);
        const Presence presence(programme_.members, dates);
        const DistinctPools pools(programme_.series);
        problem_.words = (dates.size() + 63) / 64;
        problem_.there.assign(problem_.words * programme_.members.size(), 0);
        std::map<std::pair<std::size_t, int>, std::vector<std::uint64_t>> sessions_of;
        for (std::size_t i = 0; i < dates.size(); ++i) {
            const auto series = programme_.slots[problem_.sessions[i].slot].series;
            const int weeks = programme_.series[series].rules.newcomer_weeks;
            auto& sessions = sessions_of[{pools.of_series[series], weeks}];
            sessions.resize(problem_.words, 0);
            sessions[i / 64] |= std::uint64_t{1} << (i % 64);
        }
        for (const auto& [key, sessions] : sessions_of) {
            for (const std::size_t member : programme_.series[pools.first_series[key.first]].pool) {
                const Date asked = programme_.members[member].here.first + std::chrono::weeks{key.second};
                const auto first = std::lower_bound(dates.begin(), dates.end(), asked) - dates.begin();
                for (auto range : presence.of(member)) {
                    range.begin = std::max(range.begin, static_cast<std::size_t>(first));
                    mark(member, range, sessions);
                }
            }
        }
    }

    void mark(std::size_t member, IndexRange range, const std::vector<std::uint64_t>& sessions) {
        std::uint64_t* const row = &problem_.there[member * problem_.words];
        for (std::size_t word = range.begin / 64; word * 64 < range.end; ++word) {
            std::uint64_t bits = sessions[word];
            if (word == range.begin / 64) bits &= ~std::uint64_t{0} << (range.begin % 64);
            if (range.end - word * 64 < 64) bits &= (std::uint64_t{1} << (range.end % 64)) - 1;
            if (range.begin < range.end) row[word] |= bits;
        }
    }

    /// A pinned presenter is the only one who may take the session, a pinned topic leaves it to its
    /// presenters.
    void apply_pins() {
        for (Index i = 0; i < problem_.sessions.size(); ++i) {
            const auto& pinned = programme_.slots[problem_.sessions[i].slot].pinned;
            if (!pinned.presenter && !pinned.topic) continue;
            for (Index person = 0; person < problem_.people.size(); ++person) {
                const bool is_wanted = !pinned.presenter || *pinned.presenter == person;
                const bool is_able = !pinned.topic || problem_.can_give(person, to_index(pinned.topic));
                if (is_wanted && is_able) continue;
                problem_.there[person * problem_.words + i / 64U] &= ~(std::uint64_t{1} << (i % 64U));
            }
            if (!pinned.topic) continue;
            for (const Index person : problem_.topics[*pinned.topic].presenters) {
                std::erase(problem_.people[person].topics, to_index(pinned.topic));
            }
        }
    }

    /// Where the series of one person have different limits, the lowest holds.
    void add_room() {
        std::map<Date, Index> years;
        for (auto& session : problem_.sessions) {
            const Date year = first_of_year(programme_.slots[session.slot].date);
            session.year = years.emplace(year, static_cast<Index>(years.size())).first->second;
        }
        problem_.years = static_cast<Index>(years.size());
        std::vector<int> most;
        for (const auto& member : programme_.members) {
            most.push_back(member.max_per_year.value_or(std::numeric_limits<int>::max()));
        }
        for (const auto& series : programme_.series) {
            if (!series.rules.max_per_year) continue;
            for (const std::size_t member : series.pool) {
                most[member] = std::min(most[member], *series.rules.max_per_year);
            }
        }
        for (const int limit : most) problem_.room.insert(problem_.room.end(), problem_.years, limit);
        for (const auto& slot : programme_.slots) {
            const auto year = years.find(first_of_year(slot.date));
            if (!is_past(slot) || year == years.end()) continue;
            for (const std::size_t member : slot.presenters) {
                auto& room = problem_.room[member * problem_.years + year->second];
                room = std::max(0, room - 1);
            }
        }
    }

    /// As if every session of the plan will be held: for what each owes it is the same who gives it.
    void add_balances() {
        Programme held = programme_;
        for (const auto& session : problem_.sessions) held.slots[session.slot].presenters = {0};
        const auto counts = [&](const Slot& slot) { return is_past(slot) || is_planned(slot); };
        const auto with_plan = accounts(held, counts);
        const auto before = accounts(programme_, [&](const Slot& slot) { return is_past(slot); });
        for (std::size_t i = 0; i < problem_.people.size(); ++i) {
            problem_.people[i].balance = before[i].turns - with_plan[i].share;
        }
    }

    const Programme& programme_;
    DateRange horizon_;
    Problem problem_;
    Names teams_;
    Names formats_;
    Names tags_;
};

}  // namespace

bool Problem::can_give(Index person, Index topic) const {
    const auto& presenters = topics[topic].presenters;
    return std::binary_search(presenters.begin(), presenters.end(), person);
}

Problem pose(const Programme& programme, DateRange horizon) {
    return Poser(programme, horizon).pose();
}

}  // namespace tiffin::planning
