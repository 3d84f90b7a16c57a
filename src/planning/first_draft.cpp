#include "planning/first_draft.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace tiffin::planning {

namespace {

/// The most wanted of those that nobody gives yet.
Index free_topic(const Problem& problem, const Draft& draft, Index person) {
    Index best = kNone;
    for (const Index topic : problem.people[person].topics) {
        if (draft.holder(topic) != kNone) continue;
        if (best == kNone || problem.topics[topic].votes > problem.topics[best].votes) best = topic;
    }
    return best;
}

/// One that the person could give wherever they speak: no session has it pinned.
bool has_topic(const Problem& problem, Index person, Index topic) {
    const auto& topics = problem.people[person].topics;
    return std::find(topics.begin(), topics.end(), topic) != topics.end();
}

/// Gives the session that has the topic another one.
bool release(const Problem& problem, Draft& draft, Index topic, std::vector<Index>& seen) {
    const Index session = draft.holder(topic);
    const Index person = draft.duty(session).presenter;
    if (problem.sessions[session].announced_topic == topic) return false;
    Index instead = free_topic(problem, draft, person);
    if (instead == kNone) {
        for (const Index other : problem.people[person].topics) {
            if (std::find(seen.begin(), seen.end(), other) != seen.end()) continue;
            seen.push_back(other);
            if (!release(problem, draft, other, seen)) continue;
            instead = other;
            break;
        }
    }
    if (instead == kNone) return false;
    draft.clear(session);
    draft.place(session, {person, instead});
    return true;
}

/// The person gives the open session if the rules allow it, with the topic that is wanted if that is free.
void seat(const Problem& problem, Draft& draft, Index session, Index person, Index wanted) {
    if (draft.duty(session).presenter != kNone || !problem.may_take(person, session) ||
        !draft.fits(session, person)) {
        return;
    }
    const bool is_free =
        wanted != kNone && draft.holder(wanted) == kNone && has_topic(problem, person, wanted);
    const Index topic = is_free && problem.sessions[session].pinned_topic == kNone
                            ? wanted
                            : claim_topic(problem, draft, session, person);
    if (topic != kNone || !problem.sessions[session].needs_topic) draft.place(session, {person, topic});
}

}  // namespace

Index claim_topic(const Problem& problem, Draft& draft, Index session, Index person) {
    const auto& rules = problem.sessions[session];
    if (rules.pinned_topic != kNone || rules.seat > 0) return rules.pinned_topic;
    const Index free = free_topic(problem, draft, person);
    if (free != kNone) return free;
    std::vector<Index> seen = problem.people[person].topics;
    for (const Index topic : problem.people[person].topics) {
        if (release(problem, draft, topic, seen)) return topic;
    }
    return kNone;
}

void fill(const Problem& problem, Draft& draft) {
    const auto sessions = static_cast<Index>(problem.sessions.size());
    const auto people = static_cast<Index>(problem.people.size());
    for (Index session = 0; session < sessions; ++session) {
        if (problem.sessions[session].pinned_presenter != kNone)
            seat(problem, draft, session, problem.sessions[session].pinned_presenter, kNone);
    }
    for (Index session = 0; session < sessions; ++session) {
        const auto& rules = problem.sessions[session];
        if (rules.announced_presenter != kNone)
            seat(problem, draft, session, rules.announced_presenter, rules.announced_topic);
    }
    for (Index session = 0; session < sessions; ++session) {
        const Index topic = problem.sessions[session].announced_topic;
        if (topic == kNone || draft.holder(topic) != kNone) continue;
        std::vector<Index> able = problem.topics[topic].presenters;
        std::stable_sort(able.begin(), able.end(),
                         [&](Index one, Index other) { return draft.balance(one) < draft.balance(other); });
        for (const Index person : able) {
            if (has_topic(problem, person, topic)) seat(problem, draft, session, person, topic);
        }
    }
    std::set<std::pair<MicroTurns, Index>> queue;
    for (Index person = 0; person < people; ++person) queue.emplace(draft.balance(person), person);
    for (Index session = 0; session < sessions; ++session) {
        if (draft.duty(session).presenter != kNone) continue;
        for (auto next = queue.begin(); next != queue.end(); ++next) {
            const Index person = next->second;
            seat(problem, draft, session, person, kNone);
            if (draft.duty(session).presenter == kNone) continue;
            queue.erase(next);
            queue.emplace(draft.balance(person), person);
            break;
        }
    }
}

}  // namespace tiffin::planning
