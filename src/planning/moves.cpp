#include <algorithm>

#include "planning/search.h"

namespace tiffin::planning {

/// One of the kinds of change below; false if the one that the dice gave is none.
bool Search::propose() {
    const std::uint32_t roll = random_.below(100);
    if (roll < 55) return swap();
    if (roll < 80) return retopic();
    if (roll < 85) return replace();
    if (roll < 95) return rotate();
    return relieve();
}

/// Two presenters exchange sessions; one of them may take another topic along.
bool Search::swap() {
    const Index one = any_session();
    const Index other = session_near(one);
    Duty first = draft_.duty(one);
    Duty second = draft_.duty(other);
    if (second.presenter == kNone && first.presenter != kNone) return move_to_open(one, other);
    if (first.presenter == second.presenter || first.presenter == kNone || second.presenter == kNone)
        return false;
    if (!problem_.may_take(first.presenter, other) || !problem_.may_take(second.presenter, one)) return false;
    const bool is_pinned = is_topic_bound(one) || is_topic_bound(other);
    const std::uint32_t roll = random_.below(4);
    const auto is_free = [&](Index topic) {
        const Index holder = topic == kNone ? kNone : draft_.holder(topic);
        return holder == kNone || holder == one || holder == other;
    };
    if (roll == 1 || is_pinned) first.topic = any_topic(other, first.presenter);
    if (roll == 2 || is_pinned) second.topic = any_topic(one, second.presenter);
    if (!is_free(first.topic) || !is_free(second.topic)) return false;
    if (first.topic == second.topic && first.topic != kNone) return false;
    shift(first.presenter, one, other);
    shift(second.presenter, other, one);
    return change(one, second) && change(other, first);
}

/// A presenter gives an open session in place of their own.
bool Search::move_to_open(Index from, Index open) {
    const Index person = draft_.duty(from).presenter;
    const Index topic = any_topic(open, person);
    if (topic != kNone && draft_.holder(topic) != kNone && draft_.holder(topic) != from) return false;
    shift(person, from, open);
    return change(from, {}) && change(open, {person, topic});
}

/// Three presenters exchange sessions in a ring and take their topics along; or a few in a row of their
/// series do, which keeps rows in which two teams take turns.
bool Search::rotate() {
    ring_.clear();
    if (random_.below(8) != 0) {
        const Index one = any_session();
        ring_ = {one, session_near(one), session_near(one)};
    } else {
        const std::size_t first = problem_.sessions[any_session()].place;
        const std::size_t end = std::min(first + 3 + random_.below(3), problem_.chain.size());
        for (std::size_t place = first; place < end; ++place) {
            const Index session = problem_.chain[place].session;
            if (session == kNone || problem_.sessions[session].is_fixed) return false;
            ring_.push_back(session);
        }
    }
    bool is_repeated = false;
    for (std::size_t i = 0; i < ring_.size(); ++i) {
        const Duty& duty = draft_.duty(ring_[i]);
        if (duty.presenter == kNone || is_topic_bound(ring_[i])) return false;
        for (std::size_t j = 0; j < i; ++j) {
            if (ring_[j] == ring_[i]) return false;
            is_repeated = is_repeated || draft_.duty(ring_[j]).presenter == duty.presenter;
        }
        const Index next = ring_[(i + 1) % ring_.size()];
        if (!change(next, duty)) return false;
        shift(duty.presenter, ring_[i], next);
    }
    if (is_repeated) shifts_.clear();
    return true;
}

/// Somebody else takes a session, now and then with the same topic; or nobody, so that others can move.
bool Search::replace() {
    const Index session = any_session();
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
        now.presenter = any_person();
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
    const Index other = session_near(one);
    const Duty moved = draft_.duty(one);
    const Duty relieved = draft_.duty(other);
    if (moved.presenter == kNone || moved.presenter == relieved.presenter) return false;
    if (is_topic_bound(one) || is_topic_bound(other)) return false;
    const Index person = any_person();
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
    const Index topic = any_topic(session, duty.presenter);
    if (topic == kNone || topic == duty.topic) return false;
    const Index other = draft_.holder(topic);
    if (other == kNone) return change(session, {duty.presenter, topic});
    const Index person = draft_.duty(other).presenter;
    Index instead = duty.topic;
    if (instead == kNone || !problem_.can_give(person, instead) || random_.below(3) == 0) {
        instead = any_topic(other, person);
        const bool is_taken = instead != kNone && draft_.holder(instead) != kNone && instead != duty.topic;
        if (is_taken || instead == topic) return false;
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
