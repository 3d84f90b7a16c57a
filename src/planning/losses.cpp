#include "planning/losses.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace tiffin::planning {

namespace {

std::string count_of(int count, const std::string& unit) {
    return std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
}

/// How far a turn of somebody is from their others.
struct Nearness {
    std::int32_t days = 0;
    std::int32_t wanted = 0;
    std::int32_t other_day = 0;
    bool is_before = true;  ///< the other is
};

std::optional<Nearness> nearest(const Problem& problem, const Draft& draft, Index person, Index session) {
    const auto& own = problem.sessions[session];
    std::optional<Nearness> nearest;
    const auto visit = [&](std::int32_t day, std::int32_t wanted) {
        const Nearness found{std::abs(own.day - day), std::max(own.soft_gap, wanted), day, day < own.day};
        if (found.days < found.wanted && (!nearest || found.days < nearest->days)) nearest = found;
    };
    const auto& one = problem.people[person];
    if (one.last_day >= 0) visit(one.last_day, one.last_soft_gap);
    for (const Index turn : draft.turns(person)) {
        if (turn != session) visit(problem.sessions[turn].day, problem.sessions[turn].soft_gap);
    }
    return nearest;
}

std::string render_day(std::int32_t number) {
    return render_date(kEarliestDate + std::chrono::days{number});
}

/// What two neighbours in a series have in common.
struct Repeat {
    Index place = 0;  ///< of the later one
    std::string_view kind;
    bool operator==(const Repeat&) const = default;
};

std::vector<Repeat> repeats(const Draft& draft, Index place) {
    std::vector<Repeat> found;
    for (const Index later : {place, place + 1}) {
        const auto& one = draft.link(later - 1);
        const auto& other = draft.link(later);
        const auto compare = [&](std::string_view kind, Index mine, Index theirs) {
            if (mine != kNone && mine == theirs) found.push_back({later, kind});
        };
        compare("team", one.team, other.team);
        compare("format", one.format, other.format);
        compare("tag", one.tag, other.tag);
    }
    return found;
}

LevelOrder without_changes(LevelOrder order) {
    std::erase(order, Level::changes);
    return order;
}

Score difference_of(const Score& one, const Score& other) {
    Score more{one.open - other.open};
    for (std::size_t level = 0; level < kLevels; ++level)
        more.levels[level] = one.levels[level] - other.levels[level];
    return more;
}

}  // namespace

LevelOrder changes_last(const LevelOrder& order) {
    auto other = without_changes(order);
    if (other.size() < order.size()) other.push_back(Level::changes);
    return other;
}

std::string render_exchange(const Programme& programme, std::size_t slot) {
    return "(in exchange for " + programme.slots[slot].name + ")";
}

Losses::Losses(const Programme& programme, const Problem& problem, const LevelOrder& order, Draft& draft)
    : programme_(programme),
      problem_(problem),
      order_(order),
      draft_(draft),
      alternatives_(problem, order, draft),
      session_of_(programme.slots.size(), kNone) {
    for (auto session = static_cast<Index>(problem.sessions.size()); session > 0; --session)
        session_of_[problem.sessions[session - 1].slot] = session - 1;
}

bool Losses::has_topic(std::size_t slot, std::size_t member) const {
    const Index session = session_of_[slot];
    return session == kNone || alternatives_.has_topic(session, static_cast<Index>(member));
}

std::optional<Alternative> Losses::best(std::size_t slot, std::size_t member, Way way) {
    std::optional<Alternative> best;
    for (Index session = session_of_[slot];
         session < problem_.sessions.size() && problem_.sessions[session].slot == slot; ++session) {
        if (draft_.duty(session).presenter == kNone) continue;
        auto found = alternatives_.best(session, static_cast<Index>(member), way);
        if (found && (!best || is_better(found->score, best->score, order_))) best = found;
    }
    return best;
}

std::optional<Loss> Losses::least(std::size_t slot, std::size_t member, Way way) {
    const auto found = best(slot, member, way);
    if (!found) return std::nullopt;
    Loss loss{difference_of(found->score, draft_.score())};
    if (found->exchange != kNone) loss.exchange = problem_.sessions[found->exchange].slot;
    if (const auto difference = first_difference(draft_.score(), found->score, order_)) {
        loss.level = difference->level;
        loss.by = difference->more;
        loss.why = render_all(*found, *difference);
        if (loss.exchange) loss.why += " " + render_exchange(programme_, *loss.exchange);
    }
    return loss;
}

/// What was planned is no reason by itself.
std::string Losses::render_all(const Alternative& alternative, const Difference& difference) {
    std::string text = render_worse(alternative, difference);
    if (difference.more < 0) text += "; --effort thorough looks longer";
    if (difference.level != Level::changes) return text;
    const auto besides = first_difference(draft_.score(), alternative.score, without_changes(order_));
    if (!besides) return text;
    text += ", and " + render_worse(alternative, *besides);
    return besides->more < 0 ? text + "; --anew chooses again" : text;
}

std::string Losses::render_worse(const Alternative& alternative, const Difference& difference) {
    const std::string level(to_string(difference.level));
    if (difference.more < 0) return "the plan would have better " + level;
    if (difference.level == Level::changes) return "what was planned stays";
    if (difference.level == Level::fairness) {
        const std::string more = render_turns(difference.more);
        return "fairness would be " + (more == "0.00" ? "a little worse" : "worse by " + more);
    }
    if (difference.level == Level::steadiness) {
        return "somebody would be a full turn off for " +
               count_of(static_cast<int>(difference.more), "session") + " more";
    }
    const Draft before = draft_;
    const Alternative back{alternative.session, before.duty(alternative.session), alternative.exchange,
                           alternative.exchange == kNone ? Duty{} : before.duty(alternative.exchange),
                           before.score()};
    alternatives_.apply(alternative);
    std::string text;
    if (difference.level == Level::spread) text = render_spread(alternative);
    if (difference.level == Level::variety) text = render_variety(alternative, before);
    if (difference.level == Level::demand) text = render_demand(alternative, before);
    alternatives_.apply(back);
    return text.empty() ? level + " would be worse by " + std::to_string(difference.more) : text;
}

/// "14 days after their talk on 2027-01-07; 28 are wanted"
std::string Losses::render_spread(const Alternative& alternative) const {
    const auto render = [&](const Nearness& near, const std::string& whose) {
        return count_of(near.days, "day") + (near.is_before ? " after " : " before ") + whose + " talk on " +
               render_day(near.other_day) + "; " + std::to_string(near.wanted) + " are wanted";
    };
    if (const auto near = nearest(problem_, draft_, alternative.duty.presenter, alternative.session))
        return render(*near, "their");
    if (alternative.exchange == kNone) return {};
    const Index other = alternative.exchange_duty.presenter;
    const auto near = nearest(problem_, draft_, other, alternative.exchange);
    return near ? name(other) + " would speak " + render(*near, "another") : "";
}

/// "same team as the session before: Sales"
std::string Losses::render_variety(const Alternative& alternative, const Draft& before) const {
    for (const Index session : {alternative.session, alternative.exchange}) {
        if (session == kNone) continue;
        const Index place = problem_.sessions[session].place;
        const auto had = repeats(before, place);
        for (const auto& repeat : repeats(draft_, place)) {
            if (std::find(had.begin(), had.end(), repeat) != had.end()) continue;
            // Seen at the place: the presenter in front and the topic, whichever seat is exchanged.
            const Duty duty = draft_.duty(session - problem_.sessions[session].seat);
            std::string value;
            if (repeat.kind == "team" && duty.presenter != kNone)
                value = programme_.members[duty.presenter].team;
            if (repeat.kind == "format" && duty.topic != kNone) value = programme_.topics[duty.topic].format;
            if (repeat.kind == "tag" && duty.topic != kNone) value = programme_.topics[duty.topic].tag;
            const std::string where =
                session == alternative.session
                    ? ""
                    : programme_.slots[problem_.sessions[session].slot].name + " would have the ";
            return where + "same " + std::string(repeat.kind) + " as the session " +
                   (repeat.place == place ? "before" : "after") + (value.empty() ? "" : ": " + value);
        }
    }
    return {};
}

/// "SQL for all, 14 votes, would wait 28 days longer"
std::string Losses::render_demand(const Alternative& alternative, const Draft& before) const {
    const auto wait = [&](const Draft& draft, Index topic) {
        const Index holder = draft.holder(topic);
        return holder == kNone ? problem_.unplanned_wait : problem_.wait(holder);
    };
    Index worst = kNone;
    std::int64_t most = 0;
    for (const Index session : {alternative.session, alternative.exchange}) {
        if (session == kNone) continue;
        for (const Index topic : {before.duty(session).topic, draft_.duty(session).topic}) {
            if (topic == kNone) continue;
            const std::int64_t more =
                std::int64_t{wait(draft_, topic) - wait(before, topic)} * problem_.topics[topic].votes;
            if (more > most) {
                most = more;
                worst = topic;
            }
        }
    }
    if (worst == kNone) return {};
    return programme_.topics[worst].title + ", " + count_of(problem_.topics[worst].votes, "vote") +
           ", would wait " + count_of(wait(draft_, worst) - wait(before, worst), "day") + " longer";
}

}  // namespace tiffin::planning
