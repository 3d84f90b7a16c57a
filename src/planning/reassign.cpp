#include <algorithm>

#include "planning/assignment.h"
#include "planning/search.h"

namespace tiffin::planning {

namespace {

constexpr std::size_t kMostSessions = 64;
constexpr int kIdle = 8;
constexpr int kTries = 2;  ///< of one person's sessions
constexpr std::int64_t kImpossible = std::int64_t{1} << 52U;

}  // namespace

/// One session each of many people, no two in a row, are given to these people and a few others anew, in the
/// cheapest way of all that there are: as nobody has two of them and no two are neighbours, costs add up (but
/// for runs of a team over several, which settle() checks).
/// Chance adds to each, the less the dearer the levels are, so that another way comes out the next time.
/// Returns false if all stay with what they have.
bool Search::reassign() {
    gather();
    if (sessions_to_assign_ < 3) return false;
    const std::size_t size = candidates_.size();
    costs_.resize(size * size);
    for (std::size_t row = 0; row < size; ++row) {
        const auto& candidate = candidates_[row];
        const std::int64_t relief = cost_without(candidate);
        for (std::size_t column = 0; column < size; ++column) {
            const bool gives_one = column < sessions_to_assign_;
            costs_[row * size + column] =
                (gives_one ? cost_with(candidate, candidates_[column].session) : relief) + toss() / 4;
        }
    }
    const auto columns = cheapest_assignment(costs_, size);
    for (std::size_t row = 0; row < size; ++row) {
        const auto& candidate = candidates_[row];
        const Index to = columns[row] < sessions_to_assign_ ? candidates_[columns[row]].session : kNone;
        Duty duty = candidate.duty;
        if (to != kNone) duty.topic = choose_topic(candidate, to).topic;
        if (to != candidate.session) {
            shift(duty.presenter, candidate.session, to);
        } else if (duty == candidate.duty) {
            continue;
        }
        if (to != kNone && !change(to, duty)) return false;
    }
    return !changes_.empty();
}

/// Those who have a session to give away come first.
void Search::gather() {
    candidates_.clear();
    is_candidate_.assign(problem_.people.size(), 0);
    is_place_taken_.assign(problem_.chain.size(), 0);
    ring_.clear();
    for (Index person = 0; person < problem_.people.size(); ++person) {
        if (!draft_.turns(person).empty()) ring_.push_back(person);
    }
    for (auto left = static_cast<Index>(ring_.size()); left > 0 && candidates_.size() < kMostSessions;
         --left) {
        std::swap(ring_[left - 1], ring_[random_.below(left)]);
        add_session_of(ring_[left - 1]);
    }
    sessions_to_assign_ = candidates_.size();
    for (int i = 0; i < kIdle; ++i) add_idle(owing_person());
    offer_topics();
}

void Search::add_session_of(Index person) {
    const auto& turns = draft_.turns(person);
    for (int i = 0; i < kTries; ++i) {
        const Index session = turns[random_.below(static_cast<Index>(turns.size()))];
        const auto& rules = problem_.sessions[session];
        const bool has_neighbour =
            is_place_taken_[rules.place - 1] != 0 || is_place_taken_[rules.place + 1] != 0;
        if (rules.is_fixed || is_topic_bound(session) || has_neighbour) continue;
        is_place_taken_[rules.place] = 1;
        is_candidate_[person] = 1;
        candidates_.push_back({session, draft_.duty(session), {}});
        return;
    }
}

void Search::add_idle(Index person) {
    if (is_candidate_[person] != 0) return;
    is_candidate_[person] = 1;
    candidates_.push_back({kNone, {person, kNone}, {}});
}

/// Offers each topic that is free to one of those who can give it, as the dice say. What candidates have now
/// stays theirs.
void Search::offer_topics() {
    able_.assign(problem_.topics.size(), 0);
    offered_to_.resize(problem_.topics.size());
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
        for (const Index topic : problem_.people[candidates_[i].duty.presenter].topics) {
            if (draft_.holder(topic) == kNone && random_.below(++able_[topic]) == 0) offered_to_[topic] = i;
        }
    }
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
        auto& [session, duty, topics] = candidates_[i];
        if (duty.topic != kNone) topics.push_back(duty.topic);
        for (const Index topic : problem_.people[duty.presenter].topics) {
            if (draft_.holder(topic) == kNone && offered_to_[topic] == i) topics.push_back(topic);
        }
    }
}

/// The cheapest of those offered; kNone if there are none.
Search::Choice Search::choose_topic(const Candidate& candidate, Index session) const {
    const TopicCosts costs = topic_costs(session);
    Choice best;
    for (const Index topic : candidate.topics) {
        if (best.topic != kNone && costs.least(topic) >= best.cost) break;
        const std::int64_t cost = costs.of(topic);
        if (best.topic == kNone || cost < best.cost) best = {topic, cost};
    }
    return best;
}

std::int64_t Search::cost_of_turn(Index person, Index from, Index to) const {
    const auto turn = [&](Index session) { return session == kNone ? 0 : problem_.worth(person, session); };
    std::int64_t cost = 0;
    if (const MicroTurns change = turn(to) - turn(from); change != 0) {
        const auto burden = draft_.burden(person, change);
        cost += cost_of_burden(burden.fairness, burden.unfair);
    }
    if (const std::int64_t steadiness = weight_[index_of(Level::steadiness)]; steadiness > 0)
        cost += steadiness * (draft_.unsteady(person, from, to) - draft_.unsteady(person));
    return cost;
}

/// If the candidate gives none of the sessions.
std::int64_t Search::cost_without(const Candidate& candidate) const {
    if (candidate.session == kNone) return 0;
    const Index person = candidate.duty.presenter;
    const auto with = draft_.near(person, kNone, kNone);
    const auto without = draft_.near(person, candidate.session, kNone);
    if (without.broken > with.broken) return kImpossible;
    return cost_of_turn(person, candidate.session, kNone) +
           weight_[index_of(Level::spread)] * (without.close - with.close);
}

/// If the candidate gives the session and no other of these.
std::int64_t Search::cost_with(const Candidate& candidate, Index session) const {
    const Index person = candidate.duty.presenter;
    const auto& rules = problem_.sessions[session];
    std::int64_t close = 0;
    if (candidate.session == kNone) {
        if (!problem_.may_take(person, session) || !draft_.fits(session, person)) return kImpossible;
        close = draft_.near(person, kNone, session).close - draft_.near(person, kNone, kNone).close;
    } else if (candidate.session != session) {
        const auto cost = reach_->cost(candidate.session, session);
        close += cost;
        if (cost == Reach::kNever || draft_.is_run_too_long(rules.place, problem_.people[person].team))
            return kImpossible;
    }
    const Choice choice = choose_topic(candidate, session);
    if (choice.topic == kNone && rules.needs_topic) return kImpossible;
    std::int64_t repeats = 0;
    for (const Index place : {rules.place - 1, rules.place + 1})
        repeats += repeat(problem_.people[person].team, draft_.link(place).team);
    const std::int64_t changes =
        rules.announced_presenter != kNone && rules.announced_presenter != person ? 1 : 0;
    return cost_of_turn(person, candidate.session, session) + weight_[index_of(Level::spread)] * close +
           weight_[index_of(Level::variety)] * repeats + weight_[index_of(Level::changes)] * changes +
           choice.cost;
}

}  // namespace tiffin::planning
