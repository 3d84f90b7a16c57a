#include "planning/bound/cheapest_turns.h"

#include <algorithm>
#include <limits>

namespace tiffin::planning {

namespace {

constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

}  // namespace

CheapestTurns::CheapestTurns(const Problem& problem, const Draft& empty, const PriceTable& table,
                             const Loads& loads)
    : problem_(problem), empty_(empty), table_(table) {
    const auto people = static_cast<Index>(problem.people.size());
    own_.resize(people);
    for (Index session = 0; session < problem.sessions.size(); ++session) {
        const auto& rules = problem.sessions[session];
        if (rules.is_fixed) own_[rules.pinned_presenter].sessions.push_back(session);
    }
    for (Index person = 0; person < people; ++person) learn(person);
    if (!loads.exact.empty()) {
        for (Index person = 0; person < people; ++person) {
            own_[person].most = std::max(loads.exact[person], own_[person].fixed);
            own_[person].least = loads.exact[person];
        }
    } else if (loads.fairness) {
        limit_loads(*loads.fairness, loads.are_all_given);
    }
    for (const Own& own : own_)
        size_ += own.sessions.size() * ((own.most + 1) * (own.counted + 1) + own.subjects.size() / 4);
}

/// Who gives so much, or so little, that nobody could make up for it is left out: what all parts of turns
/// come to, each at the same price, leaves only so much to spare.
void CheapestTurns::limit_loads(std::int64_t fairness, bool are_all_given) {
    const auto people = static_cast<Index>(own_.size());
    std::size_t parts = 0;
    for (const auto& session : problem_.sessions) parts += session.parts;
    std::vector<std::int64_t> burdens;
    bool is_sum_known = are_all_given;
    for (Index person = 0; person < people; ++person) {
        is_sum_known = is_sum_known && problem_.people[person].anew == 0;
        for (std::size_t load = 0; load < own_[person].most; ++load)
            burdens.push_back(unfairness(person, load + 1) - unfairness(person, load));
    }
    std::int64_t price = 0;
    if (is_sum_known && parts > 0 && parts <= burdens.size()) {
        const auto last = burdens.begin() + static_cast<std::ptrdiff_t>(parts - 1);
        std::nth_element(burdens.begin(), last, burdens.end());
        price = *last;
    }
    const auto cost = [&](Index person, std::size_t load) {
        return unfairness(person, load) - price * static_cast<std::int64_t>(load);
    };
    std::vector<std::int64_t> least;
    std::int64_t spare = fairness - price * static_cast<std::int64_t>(parts);
    for (Index person = 0; person < people; ++person) {
        least.push_back(0);
        for (std::size_t load = 1; load <= own_[person].most; ++load)
            least.back() = std::min(least.back(), cost(person, load));
        spare -= least.back();
    }
    for (Index person = 0; person < people; ++person) {
        Own& own = own_[person];
        const auto is_possible = [&](std::size_t load) {
            return cost(person, load) - least[person] <= spare;
        };
        while (own.most > own.fixed && !is_possible(own.most)) --own.most;
        while (own.least < own.most && !is_possible(own.least)) ++own.least;
    }
}

/// What is fixed is known already.
void CheapestTurns::learn(Index person) {
    Own& own = own_[person];
    own.may_break_gaps = empty_.near(person, kNone, kNone).broken > 0;
    for (Index session = problem_.next_session(person, 0); session < problem_.sessions.size();
         session = problem_.next_session(person, session + 1)) {
        if (!problem_.sessions[session].is_fixed) own.sessions.push_back(session);
    }
    std::sort(own.sessions.begin(), own.sessions.end());
    for (std::size_t at = 0; at < own.sessions.size(); ++at) {
        const auto& rules = problem_.sessions[own.sessions[at]];
        const auto until = [&](std::int32_t days) {
            const auto begin = own.sessions.begin();
            return static_cast<Index>(
                std::partition_point(
                    begin, begin + static_cast<std::ptrdiff_t>(at),
                    [&](Index other) { return rules.day - problem_.sessions[other].day >= days; }) -
                begin);
        };
        own.kept.push_back(own.may_break_gaps ? static_cast<Index>(at) : until(rules.min_gap));
        own.apart.push_back(std::min(own.kept.back(), until(rules.soft_gap)));
    }
    for (const Index session : own.sessions) {
        const auto since = empty_.since_last(person, session);
        own.may_be_first.push_back(since.broken == 0 || own.may_break_gaps ? 1 : 0);
        own.first_is_close.push_back(since.close > 0 ? 1 : 0);
    }
    for (const Index topic : problem_.people[person].topics) own.subjects.push_back(subject(topic));
    add_room(person, own);
    own.most = most_parts(own);
    for (const Index session : own.sessions) {
        if (problem_.sessions[session].is_fixed) own.fixed += parts(person, session);
    }
    own.most = std::max(own.most, own.fixed);
}

/// Only where a year's limit may be felt are its turns counted.
void CheapestTurns::add_room(Index person, Own& own) const {
    std::vector<std::int32_t> room;
    std::vector<std::int32_t> sessions(problem_.years, 0);
    for (Index year = 0; year < problem_.years; ++year)
        room.push_back(problem_.room[std::size_t{person} * problem_.years + year]);
    for (const Index session : own.sessions) {
        const auto& rules = problem_.sessions[session];
        if (rules.is_fixed) --room[rules.year];
        ++sessions[rules.year];
    }
    for (Index year = 0; year < problem_.years; ++year) {
        const bool is_felt = room[year] < sessions[year];
        own.room.push_back(is_felt ? static_cast<std::size_t>(std::max(room[year], 0)) : kNoLimit);
    }
    const std::size_t most = most_parts(own);
    for (auto& limit : own.room) {
        if (limit >= most) limit = kNoLimit;
        if (limit != kNoLimit) own.counted = std::max(own.counted, limit);
    }
}

/// As many as the smallest gap between two lets anybody give, the earliest first.
std::size_t CheapestTurns::most_parts(const Own& own) const {
    std::int32_t gap = std::numeric_limits<std::int32_t>::max();
    std::size_t of_one = 0;
    for (const Index session : own.sessions) {
        gap = std::min(gap, problem_.sessions[session].min_gap);
        of_one = std::max(of_one, problem_.sessions[session].parts);
    }
    if (own.may_break_gaps) gap = 0;
    std::size_t turns = 0;
    std::int32_t free = std::numeric_limits<std::int32_t>::min();
    std::vector<std::size_t> room = own.room;
    for (const Index session : own.sessions) {
        const auto& rules = problem_.sessions[session];
        if (rules.parts == 0 || rules.day < free || room[rules.year] == 0) continue;
        if (room[rules.year] != kNoLimit) --room[rules.year];
        ++turns;
        free = rules.day + gap;
    }
    return turns * of_one;
}

std::int64_t CheapestTurns::unfairness(Index person, std::size_t parts) const {
    const MicroTurns before = problem_.people[person].balance;
    const MicroTurns after = before + static_cast<MicroTurns>(parts) * problem_.turn;
    return after * after / kTurn - before * before / kTurn;
}

std::size_t CheapestTurns::parts(Index person, Index session) const {
    return session < problem_.people[person].anew ? 0 : problem_.sessions[session].parts;
}

/// With the cheapest topic.
Cost CheapestTurns::cost_of_session(Index person, Index session, Index& topic) const {
    const auto& prices = *prices_;
    const auto& rules = problem_.sessions[session];
    topic = kNone;
    if (rules.is_fixed) return 0;
    Cost cost = -prices[table_.of_session(session)];
    if (rules.announced_presenter == person) cost -= prices[table_.of(Level::changes)];
    if (rules.seat > 0) return cost;
    cost -= prices[table_.of(Look::team, rules.place, problem_.people[person].team)];
    const Cost of_vote =
        prices[table_.of(Level::demand)] * (problem_.unplanned_wait - problem_.wait(session));
    const Cost* const of_format = &prices[table_.of(Look::format, rules.place, 0)];
    const Cost* const of_tag = &prices[table_.of(Look::tag, rules.place, 0)];
    const auto cost_of = [&](const Subject& one) {
        return -of_vote * one.votes - of_format[one.format] - of_tag[one.tag] -
               (rules.announced_topic == one.topic ? prices[table_.of(Level::changes)] : 0);
    };
    if (rules.pinned_topic != kNone) {
        topic = rules.pinned_topic;
        return cost + cost_of(subject(topic));
    }
    Cost least = rules.needs_topic ? kNeverPaid : 0;
    for (const Subject& one : own_[person].subjects) {
        const Cost of_one = cost_of(one) + prices[table_.of_topic(one.topic)];
        if (of_one >= least) continue;
        least = of_one;
        topic = one.topic;
    }
    return least == kNeverPaid ? kNeverPaid : cost + least;
}

CheapestTurns::Subject CheapestTurns::subject(Index topic) const {
    const auto& one = problem_.topics[topic];
    return {topic, one.votes, table_.of(Look::format, 0, one.format) - table_.of(Look::format, 0, 0),
            table_.of(Look::tag, 0, one.tag) - table_.of(Look::tag, 0, 0)};
}

/// Sessions out of its windows, as in Draft::unsteady(). Not told of who comes back within the plan.
std::int64_t CheapestTurns::unsteady(Index person, Index session, std::size_t given) const {
    const std::size_t parts = problem_.sessions[session].parts;
    if (problem_.windows.empty() || parts == 0 || problem_.people[person].anew > 0) return 0;
    const Index deadline = problem_.window(person, given).deadline;
    const Index release = problem_.window(person, given + parts).release;
    return std::int64_t{session > deadline ? session - deadline : 0} +
           (session < release ? release - session : 0);
}

std::int64_t CheapestTurns::unsteady_end(Index person, std::size_t given) const {
    if (problem_.windows.empty() || problem_.people[person].anew > 0) return 0;
    const auto never = static_cast<Index>(problem_.sessions.size());
    std::int64_t sum = 0;
    for (auto window = problem_.window(person, given); window.deadline < never;
         window = problem_.window(person, ++given))
        sum += never - window.deadline;
    return sum;
}

Cost CheapestTurns::cost_of_end(Index person, std::size_t given) const {
    return cost_of_fairness((*prices_)[table_.of(Level::fairness)], unfairness(person, given)) +
           (*prices_)[table_.of(Level::steadiness)] * unsteady_end(person, given);
}

Cost CheapestTurns::take(Index person, const std::vector<Cost>& prices, std::vector<Cost>& slopes,
                         std::vector<Taken>* taken) {
    const Own& own = own_[person];
    const std::size_t sessions = own.sessions.size();
    prices_ = &prices;
    counts_ = own.counted + 1;
    states_ = (own.most + 1) * counts_;
    nodes_.assign(sessions * states_, {});
    cheapest_.assign((sessions + 1) * states_, {});
    topics_.assign(sessions, kNone);
    is_begun_ = false;
    for (std::size_t at = 0; at < sessions; ++at) {
        const auto year = [&](std::size_t one) { return problem_.sessions[own.sessions[one]].year; };
        if (at > 0 && counts_ > 1 && year(at) != year(at - 1)) begin_year(at);
        enter(person, own, at);
    }
    Cost least = is_begun_ || own.least > 0 ? kNeverPaid : cost_of_end(person, 0);
    Way last;
    for (std::size_t state = 0; state < states_; ++state) {
        const Way& way = cheapest_[sessions * states_ + state];
        if (way.at == kNone || state / counts_ < own.least) continue;
        const Cost cost = way.cost + cost_of_end(person, state / counts_);
        if (cost >= least) continue;
        least = cost;
        last = way;
    }
    if (least == kNeverPaid) return 0;
    add_up(person, own, last, slopes, taken);
    return least;
}

/// No way up to the session has given a turn in this year.
void CheapestTurns::begin_year(std::size_t sessions) {
    for (std::size_t first = 0; first < (sessions + 1) * states_; first += counts_) {
        for (std::size_t turns = 1; turns < counts_; ++turns) {
            auto& way = cheapest_[first + turns];
            if (way.cost < cheapest_[first].cost) cheapest_[first] = way;
            way = {};
        }
    }
}

void CheapestTurns::enter(Index person, const Own& own, std::size_t at) {
    const Index session = own.sessions[at];
    const auto& rules = problem_.sessions[session];
    const std::size_t limit = rules.is_fixed ? kNoLimit : own.room[rules.year];
    const std::size_t counted = limit == kNoLimit ? 0 : 1;
    const std::size_t of_session = parts(person, session);
    const Cost own_cost = cost_of_session(person, session, topics_[at]);
    const Cost close = (*prices_)[table_.of(Level::spread)];
    const Cost steady = (*prices_)[table_.of(Level::steadiness)];
    Node* const nodes = &nodes_[at * states_];
    const auto put = [](const Way& before, Cost extra, bool is_close, Node& node) {
        if (before.cost != kNeverPaid && before.cost + extra < node.cost)
            node = {before, before.cost + extra, is_close};
    };
    for (std::size_t given = 0; own_cost != kNeverPaid && given + of_session <= own.most; ++given) {
        const Cost cost = own_cost + (steady == 0 ? 0 : steady * unsteady(person, session, given));
        for (std::size_t turns = 0; turns < counts_ && turns + counted <= limit; ++turns) {
            const std::size_t state = given * counts_ + turns;
            Node& node = nodes[(given + of_session) * counts_ + turns + counted];
            if (state == 0 && !is_begun_ && own.may_be_first[at] != 0)
                put({0, kNone, 0}, cost + (own.first_is_close[at] != 0 ? close : 0),
                    own.first_is_close[at] != 0, node);
            put(cheapest_[own.apart[at] * states_ + state], cost, false, node);
            put(cheapest_[own.kept[at] * states_ + state], cost + close, true, node);
        }
    }
    const auto here = cheapest_.begin() + static_cast<std::ptrdiff_t>((at + 1) * states_);
    if (rules.is_fixed) {
        std::fill(cheapest_.begin(), here, Way{});
        is_begun_ = true;
    } else {
        std::copy(here - static_cast<std::ptrdiff_t>(states_), here, here);
    }
    for (std::size_t state = 0; state < states_; ++state) {
        auto& way = here[static_cast<std::ptrdiff_t>(state)];
        if (nodes[state].cost < way.cost)
            way = {nodes[state].cost, static_cast<Index>(at), static_cast<Index>(state)};
    }
}

void CheapestTurns::add_up(Index person, const Own& own, Way last, std::vector<Cost>& slopes,
                           std::vector<Taken>* taken) const {
    const std::size_t load = last.state / counts_;
    slopes[table_.of(Level::fairness)] += unfairness(person, load);
    slopes[table_.of(Level::steadiness)] += unsteady_end(person, load);
    for (Way way = last; way.at != kNone;) {
        const Node& node = nodes_[way.at * states_ + way.state];
        const Index session = own.sessions[way.at];
        const Index topic = topics_[way.at];
        const auto& rules = problem_.sessions[session];
        slopes[table_.of(Level::spread)] += node.is_close ? 1 : 0;
        slopes[table_.of(Level::steadiness)] +=
            unsteady(person, session, way.state / counts_ - parts(person, session));
        if (!rules.is_fixed) {
            if (taken != nullptr) taken->push_back({session, person, topic});
            slopes[table_.of_session(session)] -= 1;
            slopes[table_.of(Level::changes)] -= rules.announced_presenter == person ? 1 : 0;
            if (rules.seat == 0)
                slopes[table_.of(Look::team, rules.place, problem_.people[person].team)] -= 1;
        }
        if (topic != kNone) {
            const auto& one = problem_.topics[topic];
            slopes[table_.of_topic(topic)] += 1;
            slopes[table_.of(Level::changes)] -= rules.announced_topic == topic ? 1 : 0;
            slopes[table_.of(Level::demand)] -=
                std::int64_t{problem_.unplanned_wait - problem_.wait(session)} * one.votes;
            slopes[table_.of(Look::format, rules.place, one.format)] -= 1;
            slopes[table_.of(Look::tag, rules.place, one.tag)] -= 1;
        }
        way = node.before;
    }
}

}  // namespace tiffin::planning
