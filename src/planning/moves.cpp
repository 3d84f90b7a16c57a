#include <algorithm>

#include "planning/search.h"

namespace tiffin::planning {

namespace {

constexpr Index kTopicsTried = 24;                      ///< of one person
constexpr std::int64_t kDear = 4 * kEvenOdds * kUnits;  ///< of energy: rarely paid

}  // namespace

/// One of the kinds of change below; false if the one that the dice gave is none.
bool Search::propose() {
    const bool is_dear = weight_[index_of(Level::fairness)] >= 16 * kDear;
    const std::uint32_t roll = random_.below(is_dear ? 100 : 134);
    if (roll < 45) return swap();
    if (roll < 72) return retopic();
    if (roll < 88) return rotate();
    if (roll < 94) return exchange_all();
    return roll % 2 == 0 ? replace() : relieve();
}

/// How many more close turns a proposal may bring. Where they are dear, most proposals bring none.
std::int64_t Search::slack() {
    const bool is_dear = weight_[index_of(Level::spread)] >= kDear;
    return random_.below(is_dear ? 16 : 2) == 0 ? 1 : 0;
}

/// Two presenters exchange sessions.
bool Search::swap() {
    const Index one = any_session();
    if (draft_.duty(one).presenter == kNone) return false;
    if (!reach_ || random_.below(16) == 0) {
        const Index other = session_near(one);
        if (draft_.duty(other).presenter == kNone) return move_to_open(one, other);
        ring_ = {one, other};
        return move_up();
    }
    const Index other = reach_->step(one, one, slack(), random_);
    if (other == kNone) return false;
    ring_ = {one, other};
    return move_up();
}

/// A presenter gives an open session in place of their own.
bool Search::move_to_open(Index from, Index open) {
    const Index person = draft_.duty(from).presenter;
    const Index topic = any_topic(open, person);
    if (topic != kNone && draft_.holder(topic) != kNone && draft_.holder(topic) != from) return false;
    shift(person, from, open);
    return change(from, {}) && change(open, {person, topic});
}

/// Two presenters exchange all their sessions, which keeps the times between their turns, and take good
/// topics.
bool Search::exchange_all() {
    const Index one = draft_.duty(any_session()).presenter;
    const Index other = draft_.duty(any_session()).presenter;
    if (one == kNone || other == kNone || one == other) return false;
    const auto& turns = draft_.turns(one);
    if (turns.size() < 2 || turns.size() != draft_.turns(other).size()) return false;
    shift(one, kNone, kNone);
    shift(other, kNone, kNone);
    ring_ = turns;
    ring_.insert(ring_.end(), draft_.turns(other).begin(), draft_.turns(other).end());
    for (const Index session : ring_) {
        const Index person = draft_.duty(session).presenter == one ? other : one;
        if (problem_.sessions[session].is_fixed || !problem_.may_take(person, session)) return false;
    }
    return std::all_of(ring_.begin(), ring_.end(), [&](Index session) {
        const Index person = draft_.duty(session).presenter == one ? other : one;
        return change(session, {person, good_topic(session, person)});
    });
}

/// Three presenters exchange sessions in a ring; or a few in a row of their series do, which keeps rows in
/// which two teams take turns.
bool Search::rotate() {
    const std::uint32_t roll = random_.below(8);
    if (roll == 0) return rotate_row();
    const Index one = any_session();
    if (!reach_ || roll == 1) {
        ring_ = {one, session_near(one), session_near(one)};
        return move_up();
    }
    if (draft_.duty(one).presenter == kNone) return false;
    const Index second = reach_->anywhere(one, 1, random_);
    if (second == kNone || draft_.duty(second).presenter == kNone) return false;
    const Index third = reach_->step(second, one, slack() - reach_->cost(one, second), random_);
    if (third == kNone) return false;
    ring_ = {one, second, third};
    return move_up();
}

bool Search::rotate_row() {
    ring_.clear();
    const std::size_t first = problem_.sessions[any_session()].place;
    const std::size_t end = std::min(first + 3 + random_.below(3), problem_.chain.size());
    for (std::size_t place = first; place < end; ++place) {
        const Index session = problem_.chain[place].session;
        if (session == kNone || problem_.sessions[session].is_fixed) return false;
        ring_.push_back(session);
    }
    return move_up();
}

/// Each presenter of the ring gives the next session of it. They take their topics along, but where these are
/// bound, and every other time all take good ones.
bool Search::move_up() {
    const std::size_t size = ring_.size();
    for (std::size_t i = 0; i < size; ++i) {
        const Index person = draft_.duty(ring_[i]).presenter;
        if (person == kNone) return false;
        for (std::size_t j = 0; j < i; ++j) {
            if (draft_.duty(ring_[j]).presenter == person) return false;
        }
    }
    const bool choose = random_.below(2) == 0;
    for (std::size_t i = 0; i < size; ++i) {
        const Index from = ring_[i];
        const Index to = ring_[(i + 1) % size];
        Duty duty = draft_.duty(from);
        const bool is_bound = is_topic_bound(to);
        if (choose || is_bound || is_topic_bound(from)) duty.topic = good_topic(to, duty.presenter);
        if (duty.topic != kNone && !is_bound && !is_free(duty.topic)) return false;
        if (!change(to, duty)) return false;
        shift(duty.presenter, from, to);
    }
    return true;
}

/// One that the person could give in the session and that is free: the better the plan is with it, the more
/// likely. kNone if they have none.
Index Search::good_topic(Index session, Index person) {
    if (is_topic_bound(session)) return problem_.sessions[session].pinned_topic;
    const TopicCosts costs = topic_costs(session);
    Index best = kNone;
    std::int64_t least = 0;
    Index tried = 0;
    for (const Index topic : problem_.people[person].topics) {
        if (best != kNone && (costs.least(topic) >= least || tried == kTopicsTried)) break;
        if (!is_free(topic)) continue;
        ++tried;
        const std::int64_t cost = toss() + costs.of(topic);
        if (best != kNone && cost >= least) continue;
        best = topic;
        least = cost;
    }
    return best;
}

/// A change so far gives it away.
bool Search::is_promised(Index topic) const {
    return std::any_of(changes_.begin(), changes_.end(),
                       [&](const Change& change) { return change.after.topic == topic; });
}

/// Somebody else takes a session, now and then with the same topic; or nobody, so that others can move.
bool Search::replace() {
    const Index session = burdened_session();
    const Duty old = draft_.duty(session);
    if (random_.below(8) == 0 && old.presenter != kNone) {
        shift(old.presenter, session, kNone);
        return change(session, {});
    }
    Duty now;
    if (old.topic != kNone && random_.below(3) == 0) {
        const auto& able = problem_.topics[old.topic].presenters;
        now = {able[random_.below(static_cast<Index>(able.size()))], old.topic};
    } else {
        now.presenter = owing_person();
        if (!problem_.may_take(now.presenter, session)) return false;
        now.topic = any_topic(session, now.presenter);
        if (now.topic != kNone && draft_.holder(now.topic) != kNone && now.topic != old.topic) return false;
    }
    if (now.presenter == old.presenter) return false;
    shift(now.presenter, kNone, session);
    if (old.presenter != kNone) shift(old.presenter, session, kNone);
    return change(session, now);
}

/// Somebody else takes a session, whose presenter takes another, whose presenter is relieved.
bool Search::relieve() {
    const Index one = any_session();
    const Duty moved = draft_.duty(one);
    if (moved.presenter == kNone) return false;
    const Index other = reach_ ? reach_->anywhere(one, 1, random_) : session_near(one);
    if (other == kNone) return false;
    const Duty relieved = draft_.duty(other);
    if (moved.presenter == relieved.presenter || is_topic_bound(one) || is_topic_bound(other)) return false;
    const Index person = owing_person();
    if (person == moved.presenter || person == relieved.presenter || !problem_.may_take(person, one))
        return false;
    const Index topic = any_topic(one, person);
    if (topic != kNone && draft_.holder(topic) != kNone && topic != relieved.topic) return false;
    shift(person, kNone, one);
    shift(moved.presenter, one, other);
    if (relieved.presenter != kNone) shift(relieved.presenter, other, kNone);
    return change(one, {person, topic}) && change(other, moved);
}

/// A session takes another topic; if another session has it, that one takes one in turn.
bool Search::retopic() {
    const Index session = any_session();
    const Duty duty = draft_.duty(session);
    if (duty.presenter == kNone || is_topic_bound(session)) return false;
    ring_ = {session};
    const Index topic =
        random_.below(2) == 0 ? good_topic(session, duty.presenter) : any_topic(session, duty.presenter);
    if (topic == kNone || topic == duty.topic) return false;
    const Index other = draft_.holder(topic);
    if (other == kNone) return change(session, {duty.presenter, topic});
    const Index person = draft_.duty(other).presenter;
    Index instead = duty.topic;
    if (instead == kNone || !problem_.can_give(person, instead) || random_.below(3) == 0) {
        ring_.push_back(other);
        instead = random_.below(2) == 0 ? good_topic(other, person) : any_topic(other, person);
        if (instead == topic || (instead != kNone && !is_free(instead))) return false;
    }
    return change(session, {duty.presenter, topic}) && change(other, {person, instead});
}

Index Search::any_session() {
    return movable_[random_.below(static_cast<Index>(movable_.size()))];
}

/// What is given there is not the presenter's to choose: it is pinned, or another presenter's.
bool Search::is_topic_bound(Index session) const {
    const auto& rules = problem_.sessions[session];
    return rules.pinned_topic != kNone || rules.seat > 0;
}

/// Every other time one of the nearest quarter, as exchanges over a short time break fewer gaps.
Index Search::session_near(Index session) {
    if (random_.below(2) == 0) return any_session();
    const auto at = std::lower_bound(movable_.begin(), movable_.end(), session);
    const auto place = static_cast<Index>(at - movable_.begin());
    const auto sessions = static_cast<Index>(movable_.size());
    const Index reach = std::max<Index>(1, sessions / 4);
    const Index first = place - std::min(place, reach);
    return movable_[first + random_.below(std::min(sessions, place + reach + 1) - first)];
}

Index Search::any_person() {
    return random_.below(static_cast<Index>(problem_.people.size()));
}

/// Of four people the one with the lowest balance.
Index Search::owing_person() {
    Index person = any_person();
    for (int i = 0; i < 3; ++i) {
        const Index other = any_person();
        if (draft_.balance(other) < draft_.balance(person)) person = other;
    }
    return person;
}

/// Of two sessions that whose presenter has the higher balance.
Index Search::burdened_session() {
    const Index one = any_session();
    const Index other = any_session();
    const Index person = draft_.duty(one).presenter;
    const Index second = draft_.duty(other).presenter;
    if (person == kNone || second == kNone) return person == kNone ? one : other;
    return draft_.balance(second) > draft_.balance(person) ? other : one;
}

/// One that the person could give in the session, whoever has it now; kNone if they have none.
Index Search::any_topic(Index session, Index person) {
    if (is_topic_bound(session)) return problem_.sessions[session].pinned_topic;
    const auto& topics = problem_.people[person].topics;
    return topics.empty() ? kNone : topics[random_.below(static_cast<Index>(topics.size()))];
}

/// False if the presenter may not take the session, or lacks the topic that it needs.
bool Search::change(Index session, Duty after) {
    const bool is_open = after.presenter == kNone;
    if (!is_open && !problem_.may_take(after.presenter, session)) return false;
    if (!is_open && after.topic == kNone && problem_.sessions[session].needs_topic) return false;
    changes_.push_back({session, draft_.duty(session), after});
    return true;
}

void Search::shift(Index person, Index from, Index to) {
    shifts_.push_back({person, from, to});
}

}  // namespace tiffin::planning
