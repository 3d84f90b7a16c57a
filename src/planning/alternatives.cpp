#include "planning/alternatives.h"

#include <algorithm>

namespace tiffin::planning {

namespace {

constexpr std::size_t kTopicsTried = 8;

}  // namespace

std::vector<Index> topics_for(const Problem& problem, const Draft& draft, Index session, Index person,
                              Duty before) {
    const auto& rules = problem.sessions[session];
    if (rules.pinned_topic != kNone || rules.seat > 0) return {rules.pinned_topic};
    std::vector<Index> topics;
    const auto& own = problem.people[person].topics;
    if (before.topic != kNone && problem.can_give(person, before.topic)) topics.push_back(before.topic);
    for (const Index topic : own) {
        if (topics.size() == kTopicsTried) break;
        if (draft.holder(topic) == kNone && topic != before.topic) topics.push_back(topic);
    }
    if (topics.empty() && !rules.needs_topic) topics.push_back(kNone);
    return topics;
}

std::optional<Difference> first_difference(const Score& draft, const Score& other, const LevelOrder& order) {
    for (const Level level : order) {
        if (draft[level] != other[level]) return Difference{level, other[level] - draft[level]};
    }
    return std::nullopt;
}

std::optional<Alternative> Alternatives::best(Index session, Index person, Way way) {
    best_.reset();
    if (problem_.sessions[session].is_fixed || !problem_.may_take(person, session)) return std::nullopt;
    if (draft_.lacks_lead(session)) return std::nullopt;
    const auto own = draft_.turns(person);
    const auto& slot_of = [&](Index one) { return problem_.sessions[one].slot; };
    const bool has_slot =
        std::any_of(own.begin(), own.end(), [&](Index one) { return slot_of(one) == slot_of(session); });
    if (has_slot) return std::nullopt;
    if (way == Way::any) try_exchange(session, person, kNone);
    const Index presenter = draft_.duty(session).presenter;
    for (const Index one : own) {
        if (problem_.sessions[one].is_fixed || presenter == kNone || !problem_.may_take(presenter, one))
            continue;
        try_exchange(session, person, one);
    }
    return best_;
}

std::optional<Alternative> Alternatives::with_planned_topic(Index session, Index person) {
    const auto& rules = problem_.sessions[session];
    const Index topic = rules.announced_topic;
    if (rules.is_fixed || topic == kNone || !problem_.can_give(person, topic) ||
        !problem_.may_take(person, session))
        return std::nullopt;
    const Index holder = draft_.holder(topic);
    if (holder == kNone || holder == session) return std::nullopt;
    if (problem_.sessions[holder].is_fixed || problem_.sessions[holder].pinned_topic != kNone)
        return std::nullopt;
    best_.reset();
    const Duty before = draft_.duty(session);
    const Duty held = draft_.duty(holder);
    draft_.clear(session);
    draft_.clear(holder);
    if (draft_.fits(session, person)) {
        draft_.place(session, {person, topic});
        if (draft_.fits(holder, held.presenter)) {
            for (const Index other : topics_for(problem_, draft_, holder, held.presenter, {})) {
                draft_.place(holder, {held.presenter, other});
                consider({session, draft_.duty(session), holder, draft_.duty(holder), draft_.score()});
                draft_.clear(holder);
            }
        }
        draft_.clear(session);
    }
    place_back(session, before);
    place_back(holder, held);
    return best_;
}

void Alternatives::try_exchange(Index session, Index person, Index own) {
    const Duty before = draft_.duty(session);
    const Duty own_before = own == kNone ? Duty{} : draft_.duty(own);
    draft_.clear(session);
    if (own != kNone) draft_.clear(own);
    for (const Index topic :
         topics_for(problem_, draft_, session, person, own == kNone ? before : own_before)) {
        if (!draft_.fits(session, person) || (topic != kNone && draft_.holder(topic) != kNone)) continue;
        draft_.place(session, {person, topic});
        if (own == kNone) {
            consider({session, {person, topic}, own, {}, draft_.score()});
        } else if (draft_.fits(own, before.presenter)) {
            for (const Index other : topics_for(problem_, draft_, own, before.presenter, before)) {
                if (other != kNone && draft_.holder(other) != kNone) continue;
                draft_.place(own, {before.presenter, other});
                consider({session, {person, topic}, own, draft_.duty(own), draft_.score()});
                draft_.clear(own);
            }
        }
        draft_.clear(session);
    }
    place_back(session, before);
    if (own != kNone) place_back(own, own_before);
}

void Alternatives::consider(const Alternative& found) {
    if (!best_ || is_better(found.score, best_->score, order_)) best_ = found;
}

void Alternatives::place_back(Index session, Duty duty) {
    if (duty.presenter != kNone) draft_.place(session, duty);
}

void Alternatives::apply(const Alternative& alternative) {
    draft_.clear(alternative.session);
    if (alternative.exchange != kNone) draft_.clear(alternative.exchange);
    place_back(alternative.session, alternative.duty);
    if (alternative.exchange != kNone) place_back(alternative.exchange, alternative.exchange_duty);
}

bool Alternatives::has_topic(Index session, Index person) const {
    const auto& rules = problem_.sessions[session];
    if (rules.seat > 0) return true;
    if (rules.pinned_topic != kNone) return problem_.can_give(person, rules.pinned_topic);
    if (!rules.needs_topic) return true;
    const auto& own = problem_.people[person].topics;
    return std::any_of(own.begin(), own.end(), [&](Index topic) {
        return draft_.holder(topic) == kNone || draft_.holder(topic) == session;
    });
}

}  // namespace tiffin::planning
