#include "planning/fair_loads.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <queue>
#include <utility>

namespace tiffin::planning {

namespace {

/// The first session on a day or later, for each day from the first session's to the day after the last's.
class FirstOnDay {
  public:
    explicit FirstOnDay(const Problem& problem) : sessions_(static_cast<Index>(problem.sessions.size())) {
        if (problem.sessions.empty()) return;
        begin_ = problem.sessions.front().day;
        for (Index i = 0; i < sessions_; ++i) {
            const auto days = static_cast<std::size_t>(problem.sessions[i].day - begin_) + 1;
            if (first_.size() < days) first_.resize(days, i);
        }
    }
    [[nodiscard]] Index from(std::int32_t day) const {
        const auto days = static_cast<std::size_t>(std::max(day - begin_, 0));
        return days < first_.size() ? first_[days] : sessions_;
    }

  private:
    Index sessions_ = 0;
    std::int32_t begin_ = 0;
    std::vector<Index> first_;
};

/// True if the person, seen alone, can give so many turns: the earliest possible ones, one after the other.
bool can_give_turns(const Problem& problem, const FirstOnDay& first, Index person, std::int32_t gap,
                    std::size_t wanted) {
    const auto& one = problem.people[person];
    Index next = one.last_day < 0 ? 0 : first.from(one.last_day + gap);
    Index year = 0;
    std::int32_t room = problem.years == 0 ? 0 : problem.room[std::size_t{person} * problem.years];
    for (std::size_t turns = 0; turns < wanted;) {
        next = problem.next_session(person, next);
        if (next == problem.sessions.size()) return false;
        const auto& session = problem.sessions[next];
        if (session.year != year) room = problem.room[person * problem.years + session.year];
        year = session.year;
        if (room == 0) {
            ++next;
            continue;
        }
        ++turns;
        --room;
        next = first.from(session.day + gap);
    }
    return true;
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
        : problem_(problem), owner_(problem.topics.size(), kNone), seen_(problem.topics.size(), 0) {
        for (const auto& session : problem.sessions) {
            if (session.pinned_topic == kNone) continue;
            for (const Index person : problem.topics[session.pinned_topic].presenters)
                pinned_[person].push_back(session.pinned_topic);
        }
    }

    bool add(Index person) {
        ++round_;
        return claim(person);
    }

  private:
    bool claim(Index person) {
        if (claim_one(person, problem_.people[person].topics)) return true;
        const auto pinned = pinned_.find(person);
        return pinned != pinned_.end() && claim_one(person, pinned->second);
    }

    bool claim_one(Index person, const std::vector<Index>& topics) {
        for (const Index topic : topics) {
            if (owner_[topic] != kNone) continue;
            owner_[topic] = person;
            return true;
        }
        for (const Index topic : topics) {
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
    std::map<Index, std::vector<Index>> pinned_;  ///< topics that Person::topics leaves out
    std::vector<std::uint64_t> seen_;
    std::uint64_t round_ = 0;
};

}  // namespace

FairLoads fair_loads(const Problem& problem, const std::vector<Index>& forced, Gap gap, std::size_t open) {
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
    const FirstOnDay first(problem);
    const std::int32_t days = common_gap(problem, gap);
    std::vector<Offer> everybody;
    for (Index person = 0; person < problem.people.size(); ++person)
        everybody.emplace_back(burden(person), person);
    std::priority_queue<Offer, std::vector<Offer>, std::greater<>> offers(std::greater<>{},
                                                                          std::move(everybody));
    loads.missing = parts.all - (are_whole ? forced.size() : 0);
    // A session left open gives one part less at least, the most at most: in between only what is a gain.
    std::size_t optional = open * (parts.most - 1);
    loads.missing -= std::min(loads.missing, open * parts.most);
    while (!offers.empty()) {
        const auto [offer, person] = offers.top();
        offers.pop();
        const bool is_optional = loads.missing == 0;
        if (is_optional && (optional == 0 || offer >= 0)) break;
        const std::size_t wanted = loads.turns[person] / parts.most + 1;
        if (!can_give_turns(problem, first, person, days, wanted) || !give(person)) continue;
        --(is_optional ? optional : loads.missing);
        loads.margin = offer;
        offers.emplace(burden(person), person);
    }
    loads.missing = (loads.missing + parts.most - 1) / parts.most;
    return loads;
}

}  // namespace tiffin::planning
