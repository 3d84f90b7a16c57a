#include "planning/problem.h"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>
#include <string>
#include <utility>

#include "planning/presence.h"
#include "planning/windows.h"

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
        apply_other_duties();
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
    [[nodiscard]] static bool is_fixed(const Slot& slot) {
        return slot.state == SlotState::fixed && !slot.pinned.presenter;
    }
    [[nodiscard]] std::size_t seats(const Slot& slot) const {
        return is_fixed(slot) ? slot.presenters.size()
                              : std::max(wanted_presenters(programme_, slot), slot.presenters.size());
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
        const auto is_taken = taken_topics();
        problem_.topics.reserve(programme_.topics.size());
        for (std::size_t i = 0; i < programme_.topics.size(); ++i) {
            const auto& one = programme_.topics[i];
            Problem::Topic topic;
            topic.format = formats_.number(one.format);
            topic.tag = tags_.number(one.tag);
            if (!is_taken[i]) {
                topic.votes = one.votes;
                topic.presenters.assign(one.presenters.begin(), one.presenters.end());
            }
            problem_.topics.push_back(std::move(topic));
        }
        for (const auto& slot : programme_.slots) add_able(slot);
        std::vector<Index> most_wanted_first(problem_.topics.size());
        std::iota(most_wanted_first.begin(), most_wanted_first.end(), Index{0});
        std::stable_sort(most_wanted_first.begin(), most_wanted_first.end(), [&](Index one, Index other) {
            return problem_.topics[one].votes > problem_.topics[other].votes;
        });
        for (const Index topic : most_wanted_first) {
            for (const Index person : problem_.topics[topic].presenters)
                problem_.people[person].topics.push_back(topic);
        }
    }

    /// A session that is planned again can do so with the topic that it has.
    [[nodiscard]] std::vector<bool> taken_topics() const {
        std::vector<bool> is_taken;
        for (const auto& topic : programme_.topics) is_taken.push_back(topic.given);
        for (const auto& slot : programme_.slots) {
            if (slot.topic && is_planned(slot) && !is_fixed(slot)) is_taken[*slot.topic] = false;
        }
        return is_taken;
    }

    /// Where no topic is needed, whoever was planned with one by hand can give it, named for it or not.
    void add_able(const Slot& slot) {
        const bool is_kept = slot.state == SlotState::kept && is_planned(slot);
        if (!is_kept || !slot.topic || slot.presenters.empty()) return;
        if (programme_.series[slot.series].rules.topic_required) return;
        auto& able = problem_.topics[*slot.topic].presenters;
        const auto person = static_cast<Index>(slot.presenters.front());
        const auto at = std::lower_bound(able.begin(), able.end(), person);
        if (at == able.end() || *at != person) able.insert(at, person);
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
            for (std::size_t seat = 0; seat < seats(slot); ++seat)
                problem_.sessions.push_back(session(i, seat));
        }
        problem_.turn = kTurn;
        for (const auto& session : problem_.sessions) {
            if (!session.is_fixed) problem_.turn = std::min(problem_.turn, session.turn);
        }
        for (auto& session : problem_.sessions)
            session.parts = static_cast<std::size_t>((session.turn + problem_.turn / 2) / problem_.turn);
        for (std::size_t series = 0; series < planned.size(); ++series) {
            const auto run = programme_.series[series].rules.team_run;
            add_link({}, {});
            const std::size_t kept = std::min(past[series].size(), static_cast<std::size_t>(run) + 1);
            for (std::size_t i = past[series].size() - kept; i < past[series].size(); ++i) {
                const auto& slot = programme_.slots[past[series][i]];
                std::vector<Index> co_teams;
                for (std::size_t seat = 1; seat < slot.presenters.size(); ++seat)
                    co_teams.push_back(problem_.people[slot.presenters[seat]].team);
                add_link(link(slot), std::move(co_teams));
            }
            for (const std::size_t slot : planned[series]) {
                const auto count = static_cast<Index>(seats(programme_.slots[slot]));
                for (Index seat = 0; seat < count; ++seat)
                    problem_.sessions[session_of[slot] + seat].place =
                        static_cast<Index>(problem_.chain.size());
                add_link({kNone, kNone, kNone, run, session_of[slot], count},
                         std::vector<Index>(count - 1, kNone));
            }
        }
        add_link({}, {});
    }

    void add_link(Problem::Link link, std::vector<Index> co_teams) {
        link.seats = static_cast<Index>(co_teams.size()) + 1;
        problem_.chain.push_back(link);
        problem_.co_teams.push_back(std::move(co_teams));
    }

    Problem::Session session(std::size_t slot_number, std::size_t seat) {
        const auto& slot = programme_.slots[slot_number];
        const auto& rules = programme_.series[slot.series].rules;
        Problem::Session session;
        session.slot = slot_number;
        session.seat = static_cast<Index>(seat);
        session.turn = turn_of_each(rules, seats(slot));
        session.day = day_number(slot.date);
        session.min_gap = std::max(1, rules.min_gap_days);
        session.soft_gap = rules.soft_gap_days;
        const Index presenter =
            seat < slot.presenters.size() ? static_cast<Index>(slot.presenters[seat]) : kNone;
        const Index topic = seat == 0 ? to_index(slot.topic) : kNone;
        if (is_fixed(slot)) {
            session.is_fixed = true;
            session.turn = 0;
            session.pinned_presenter = presenter;
            session.pinned_topic = topic;
            return session;
        }
        const bool is_kept = slot.state == SlotState::kept;
        session.announced_presenter = is_kept     ? presenter
                                      : seat == 0 ? to_index(slot.announced.presenter)
                                                  : kNone;
        if (seat > 0) return session;
        session.needs_topic = rules.topic_required;
        session.pinned_presenter = to_index(slot.pinned.presenter);
        session.pinned_topic = to_index(slot.pinned.topic);
        session.announced_topic = is_kept ? topic : to_index(slot.announced.topic);
        if (slot.state == SlotState::open && slot.topic) session.pinned_topic = topic;
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
                for (const Date again : programme_.members[member].rejoined) {
                    const Date asked_again = again + std::chrono::weeks{key.second};
                    unmark(member, first_from(dates, again), first_from(dates, asked_again), sessions);
                }
            }
        }
    }

    static std::size_t first_from(const std::vector<Date>& dates, Date day) {
        return static_cast<std::size_t>(std::lower_bound(dates.begin(), dates.end(), day) - dates.begin());
    }

    void unmark(std::size_t member, std::size_t begin, std::size_t end,
                const std::vector<std::uint64_t>& sessions) {
        for (std::size_t i = begin; i < end; ++i) {
            const std::uint64_t bit = std::uint64_t{1} << (i % 64);
            problem_.there[member * problem_.words + i / 64] &= ~(sessions[i / 64] & bit);
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

    void take_away(std::size_t person, Index session) {
        problem_.there[person * problem_.words + session / 64U] &= ~(std::uint64_t{1} << (session % 64U));
    }

    void apply_other_duties() {
        for (Index person = 0; person < problem_.people.size(); ++person) {
            const auto& on_duty = programme_.members[person].on_duty;
            if (on_duty.empty()) continue;
            for (Index i = 0; i < problem_.sessions.size(); ++i) {
                const Date date = programme_.slots[problem_.sessions[i].slot].date;
                if (std::binary_search(on_duty.begin(), on_duty.end(), date)) take_away(person, i);
            }
        }
    }

    /// Who declined cannot take the session. A pinned presenter is the only one who may take the session, a
    /// pinned topic leaves it to its presenters.
    void apply_pins() {
        for (Index i = 0; i < problem_.sessions.size(); ++i) {
            const auto& session = problem_.sessions[i];
            for (const std::size_t person : programme_.slots[session.slot].declined) take_away(person, i);
            const Index topic = session.pinned_topic;
            if (session.pinned_presenter == kNone && topic == kNone) continue;
            for (Index person = 0; person < problem_.people.size(); ++person) {
                const bool is_wanted =
                    session.pinned_presenter == kNone || session.pinned_presenter == person;
                const bool is_able = topic == kNone || problem_.can_give(person, topic);
                if (is_wanted && is_able && !session.is_fixed) continue;
                take_away(person, i);
            }
            if (topic == kNone) continue;
            for (const Index person : problem_.topics[topic].presenters) {
                std::erase(problem_.people[person].topics, topic);
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

    /// As if every session of the plan will be held: for what each owes it is the same who gives it, so
    /// somebody beside the members does. What ends when somebody leaves who is to come back is owed no more.
    void add_balances() {
        if (programme_.members.empty()) return;
        Programme held{programme_.members, programme_.series, programme_.slots, {}, programme_.terms};
        held.members.emplace_back();
        for (const auto& session : problem_.sessions) {
            auto& slot = held.slots[session.slot];
            if (!session.is_fixed)
                slot.presenters.assign(seats(programme_.slots[session.slot]), programme_.members.size());
        }
        const auto counts = [&](const Slot& slot) { return is_past(slot) || is_planned(slot); };
        const auto with_plan = accounts(held, counts);
        const auto before = accounts(programme_, [&](const Slot& slot) { return is_past(slot); });
        const auto exchanged =
            exchanged_turns(programme_, [&](const Slot& slot) { return is_planned(slot); });
        for (std::size_t i = 0; i < problem_.people.size(); ++i) {
            if (const auto restart = restart_of(programme_.members[i], kLatestDate)) {
                auto& anew = problem_.people[i].anew;
                while (anew < problem_.sessions.size() &&
                       programme_.slots[problem_.sessions[anew].slot].date < *restart)
                    ++anew;
            }
            problem_.people[i].balance =
                before[i].turns + exchanged[i] - with_plan[i].ended - with_plan[i].share;
        }
        for (Index i = 0; i < problem_.sessions.size(); ++i) {
            const auto& session = problem_.sessions[i];
            if (!session.is_fixed || i < problem_.people[session.pinned_presenter].anew) continue;
            const auto& slot = programme_.slots[session.slot];
            problem_.people[session.pinned_presenter].balance +=
                turn_of_each(programme_.series[slot.series].rules, seats(slot));
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

bool Problem::has_exact_parts() const {
    return std::all_of(sessions.begin(), sessions.end(), [&](const Session& session) {
        return session.is_fixed || session.turn == static_cast<MicroTurns>(session.parts) * turn;
    });
}

Index Problem::next_session(Index person, Index from) const {
    const auto all = static_cast<Index>(sessions.size());
    for (Index i = from; i < all; i = (i / 64U + 1) * 64U) {
        const std::uint64_t bits = there[person * words + i / 64U] >> (i % 64U);
        if (bits != 0) return i + static_cast<Index>(std::countr_zero(bits));
    }
    return all;
}

Problem pose(const Programme& programme, DateRange horizon, const LevelOrder& order) {
    Problem problem = Poser(programme, horizon).pose();
    if (std::find(order.begin(), order.end(), Level::steadiness) != order.end())
        add_windows(programme, horizon.first, problem);
    return problem;
}

}  // namespace tiffin::planning
