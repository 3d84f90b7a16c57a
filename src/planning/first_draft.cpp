#include "planning/first_draft.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace tiffin::planning {

namespace {

/// One that the person could give wherever they speak: no session has it pinned.
bool has_topic(const Problem& problem, Index person, Index topic) {
    const auto& topics = problem.people[person].topics;
    return std::find(topics.begin(), topics.end(), topic) != topics.end();
}

/// Fills a draft session by session.
class Seats {
  public:
    Seats(const Problem& problem, Draft& draft) : problem_(problem), draft_(draft), claims_(problem, draft) {}

    /// The person gives the session if it is open and the rules allow it, with the topic that is wanted if
    /// that is free.
    bool take(Index session, Index person, Index wanted) {
        if (draft_.duty(session).presenter != kNone || !problem_.may_take(person, session) ||
            !draft_.fits(session, person)) {
            return false;
        }
        const bool is_free =
            wanted != kNone && draft_.holder(wanted) == kNone && has_topic(problem_, person, wanted);
        const Index topic = is_free && problem_.sessions[session].pinned_topic == kNone
                                ? wanted
                                : claims_.claim(session, person);
        if (topic == kNone && problem_.sessions[session].needs_topic) return false;
        draft_.place(session, {person, topic});
        return true;
    }

  private:
    const Problem& problem_;
    Draft& draft_;
    TopicClaims claims_;
};

}  // namespace

/// The most wanted of those that nobody gives yet.
Index TopicClaims::free_topic(Index person) const {
    const auto& topics = problem_.people[person].topics;
    const auto free = std::find_if(topics.begin(), topics.end(),
                                   [&](Index topic) { return draft_.holder(topic) == kNone; });
    return free == topics.end() ? kNone : *free;
}

/// Gives the session that has the topic another one.
bool TopicClaims::release(Index topic) {
    seen_[topic] = search_;
    const Index session = draft_.holder(topic);
    const Index person = draft_.duty(session).presenter;
    if (problem_.sessions[session].announced_topic == topic) return false;
    Index instead = free_topic(person);
    for (const Index other : problem_.people[person].topics) {
        if (instead != kNone) break;
        if (seen_[other] != search_ && release(other)) instead = other;
    }
    if (instead == kNone) return false;
    draft_.clear(session);
    draft_.place(session, {person, instead});
    return true;
}

Index TopicClaims::claim(Index session, Index person) {
    const auto& rules = problem_.sessions[session];
    if (rules.pinned_topic != kNone || rules.seat > 0) return rules.pinned_topic;
    const Index free = free_topic(person);
    if (free != kNone) return free;
    ++search_;
    for (const Index topic : problem_.people[person].topics) {
        if (seen_[topic] != search_ && release(topic)) return topic;
    }
    return kNone;
}

void fill(const Problem& problem, Draft& draft) {
    const auto sessions = static_cast<Index>(problem.sessions.size());
    const auto people = static_cast<Index>(problem.people.size());
    Seats seats(problem, draft);
    for (Index session = 0; session < sessions; ++session) {
        if (problem.sessions[session].pinned_presenter != kNone)
            seats.take(session, problem.sessions[session].pinned_presenter, kNone);
    }
    for (Index session = 0; session < sessions; ++session) {
        const auto& rules = problem.sessions[session];
        if (rules.announced_presenter != kNone)
            seats.take(session, rules.announced_presenter, rules.announced_topic);
    }
    for (Index session = 0; session < sessions; ++session) {
        const Index topic = problem.sessions[session].announced_topic;
        if (topic == kNone || draft.holder(topic) != kNone) continue;
        std::vector<Index> able = problem.topics[topic].presenters;
        std::stable_sort(able.begin(), able.end(),
                         [&](Index one, Index other) { return draft.balance(one) < draft.balance(other); });
        for (const Index person : able) {
            if (has_topic(problem, person, topic)) seats.take(session, person, topic);
        }
    }
    std::set<std::pair<MicroTurns, Index>> queue;
    for (Index person = 0; person < people; ++person) queue.emplace(draft.balance(person), person);
    for (Index session = 0; session < sessions; ++session) {
        if (draft.duty(session).presenter != kNone || draft.lacks_lead(session)) continue;
        for (auto next = queue.begin(); next != queue.end(); ++next) {
            const Index person = next->second;
            if (!seats.take(session, person, kNone)) continue;
            queue.erase(next);
            queue.emplace(draft.balance(person), person);
            break;
        }
    }
    for (Index session = 0; session < sessions; ++session) {
        if (draft.lacks_lead(session)) draft.clear(session);
    }
}

}  // namespace tiffin::planning
