#include "planning/fair_loads.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <utility>

namespace tiffin::planning {

namespace {

/// How many turns the person can give in all, seen alone: the earliest possible ones, one after the other.
std::size_t most_turns(const Problem& problem, Index person, std::int32_t gap) {
    const auto& one = problem.people[person];
    std::vector<std::int32_t> room(problem.room.begin() + person * problem.years,
                                   problem.room.begin() + (person + 1) * problem.years);
    const auto first_from = [&](std::int32_t day) {
        const auto found = std::lower_bound(
            problem.sessions.begin(), problem.sessions.end(), day,
            [](const Problem::Session& session, std::int32_t wanted) { return session.day < wanted; });
        return static_cast<Index>(found - problem.sessions.begin());
    };
    std::size_t turns = 0;
    Index next = one.last_day < 0 ? 0 : first_from(one.last_day + gap);
    while ((next = problem.next_session(person, next)) < problem.sessions.size()) {
        const auto& session = problem.sessions[next];
        if (room[session.year] == 0) {
            ++next;
            continue;
        }
        ++turns;
        --room[session.year];
        next = first_from(session.day + gap);
    }
    return turns;
}

/// Where series differ, the smallest: a bound must not promise too much.
std::int32_t common_gap(const Problem& problem, Gap gap) {
    std::int32_t days = std::numeric_limits<std::int32_t>::max();
    for (const auto& session : problem.sessions) {
        if (session.is_fixed) continue;
        days = std::min(days,
                        gap == Gap::wanted ? std::max(session.soft_gap, session.min_gap) : session.min_gap);
    }
    return days;
}

/// Parts of turns that the sessions give, those that are fixed left out.
struct Parts {
    std::size_t all = 0;
    std::size_t most = 1;  ///< of one session
    bool have_topics = true;

    explicit Parts(const Problem& problem) {
        for (const auto& session : problem.sessions) {
            all += session.parts;
            most = std::max(most, session.parts);
            have_topics = have_topics && (session.needs_topic || session.is_fixed);
        }
    }
};

/// People matched with topics of their own, one for each turn.
class TopicMatching {
  public:
    explicit TopicMatching(const Problem& problem)
        : problem_(problem),
          owner_(problem.topics.size(), kNone),
          topics_(problem.people.size()),
          seen_(problem.topics.size(), 0) {
        for (Index topic = 0; topic < problem.topics.size(); ++topic) {
            for (const Index person : problem.topics[topic].presenters) topics_[person].push_back(topic);
        }
    }

    bool add(Index person) {
        ++round_;
        return claim(person);
    }

  private:
    bool claim(Index person) {
        for (const Index topic : topics_[person]) {
            if (owner_[topic] != kNone) continue;
            owner_[topic] = person;
            return true;
        }
        for (const Index topic : topics_[person]) {
            if (seen_[topic] == round_ || owner_[topic] == person) continue;
            seen_[topic] = round_;
            if (!claim(owner_[topic])) continue;
            owner_[topic] = person;
            return true;
        }
        return false;
    }

    const Problem& problem_;
    std::vector<Index> owner_;
    std::vector<std::vector<Index>> topics_;
    std::vector<std::uint64_t> seen_;
    std::uint64_t round_ = 0;
};

}  // namespace

FairLoads fair_loads(const Problem& problem, const std::vector<Index>& forced, Gap gap) {
    using Offer = std::pair<MicroTurns, Index>;
    const Parts parts(problem);
    FairLoads loads;
    loads.turns.assign(problem.people.size(), 0);
    loads.margin = std::numeric_limits<MicroTurns>::min();
    TopicMatching topics(problem);
    const auto burden = [&](Index person) {
        return 2 * (problem.people[person].balance +
                    problem.turn * static_cast<MicroTurns>(loads.turns[person])) +
               problem.turn;
    };
    const auto square = [&](Index person) {
        const MicroTurns balance =
            problem.people[person].balance + problem.turn * static_cast<MicroTurns>(loads.turns[person]);
        return balance * balance / kTurn;
    };
    const auto give = [&](Index person) {
        if (parts.have_topics && !topics.add(person)) return false;
        loads.fairness -= square(person);
        ++loads.turns[person];
        loads.fairness += square(person);
        return true;
    };
    const bool are_whole = parts.most == 1;
    if (are_whole) {
        for (const Index person : forced) give(person);
    }
    const std::int32_t days = common_gap(problem, gap);
    std::vector<std::size_t> most;
    std::priority_queue<Offer, std::vector<Offer>, std::greater<>> offers;
    for (Index person = 0; person < problem.people.size(); ++person) {
        most.push_back(most_turns(problem, person, days) * parts.most);
        if (loads.turns[person] < most[person]) offers.emplace(burden(person), person);
    }
    loads.missing = parts.all - (are_whole ? forced.size() : 0);
    while (loads.missing > 0 && !offers.empty()) {
        const auto [offer, person] = offers.top();
        offers.pop();
        if (!give(person)) continue;
        --loads.missing;
        loads.margin = offer;
        if (loads.turns[person] < most[person]) offers.emplace(burden(person), person);
    }
    loads.missing = (loads.missing + parts.most - 1) / parts.most;
    return loads;
}

}  // namespace tiffin::planning
