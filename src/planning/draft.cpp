#include "planning/draft.h"

#include <algorithm>

namespace tiffin::planning {

namespace {

bool is_same(Index one, Index other) {
    return one == other && one != kNone;
}

std::size_t position_of(const std::vector<Index>& turns, Index session) {
    std::size_t position = 0;
    while (position < turns.size() && turns[position] < session) ++position;
    return position;
}

}  // namespace

Draft::Draft(const Problem& problem)
    : problem_(&problem),
      duties_(problem.sessions.size()),
      holder_(problem.topics.size(), kNone),
      chain_(problem.chain),
      co_teams_(problem.co_teams),
      room_(problem.room),
      turns_(problem.people.size()),
      unsteady_(problem.people.size(), 0) {
    for (const auto& person : problem.people) balance_.push_back(person.balance);
    for (Index session = 0; session < problem.sessions.size(); ++session) {
        ++score_.open;
        score_[Level::changes] += changes(session, duties_[session]);
    }
    for (const auto& topic : problem.topics) {
        score_[Level::demand] += std::int64_t{topic.votes} * problem.unplanned_wait;
    }
    for (Index session = 0; session < problem.sessions.size(); ++session) {
        const auto& rules = problem.sessions[session];
        if (rules.is_fixed) place(session, {rules.pinned_presenter, rules.pinned_topic});
    }
    for (Index person = 0; person < problem.people.size(); ++person) steady(person);
}

void Draft::place(Index session, Duty duty) {
    score_[Level::changes] -= changes(session, duties_[session]);
    duties_[session] = duty;
    score_[Level::changes] += changes(session, duties_[session]);
    auto& turns = turns_[duty.presenter];
    const std::size_t position = position_of(turns, session);
    turn(duty.presenter, problem_->worth(duty.presenter, session));
    show(session, duty);
    if (duty.topic != kNone) holder_[duty.topic] = session;
    count(session, position, 1);
    --room(duty.presenter, session);
    turns.insert(turns.begin() + static_cast<std::ptrdiff_t>(position), session);
    steady(duty.presenter);
}

void Draft::place_all(const std::vector<Duty>& duties) {
    for (Index session = 0; session < duties.size(); ++session) {
        if (duties[session].presenter != kNone && !problem_->sessions[session].is_fixed)
            place(session, duties[session]);
    }
}

bool Draft::lacks_lead(Index session) const {
    const Index lead = session - problem_->sessions[session].seat;
    return lead != session && duties_[lead].presenter == kNone;
}

void Draft::clear(Index session) {
    const Duty duty = duties_[session];
    if (duty.presenter == kNone) return;
    auto& turns = turns_[duty.presenter];
    const std::size_t position = position_of(turns, session);
    turns.erase(turns.begin() + static_cast<std::ptrdiff_t>(position));
    ++room(duty.presenter, session);
    count(session, position, -1);
    show(session, {});
    if (duty.topic != kNone) holder_[duty.topic] = kNone;
    turn(duty.presenter, -problem_->worth(duty.presenter, session));
    steady(duty.presenter);
    score_[Level::changes] -= changes(session, duties_[session]);
    duties_[session] = {};
    score_[Level::changes] += changes(session, duties_[session]);
}

/// What neighbours in the series see of the session.
void Draft::show(Index session, Duty duty) {
    const auto& rules = problem_->sessions[session];
    const Index team = duty.presenter == kNone ? kNone : problem_->people[duty.presenter].team;
    if (rules.seat > 0) {
        co_teams_[rules.place][rules.seat - 1] = team;
        return;
    }
    auto& link = chain_[rules.place];
    link.team = team;
    link.format = duty.topic == kNone ? kNone : problem_->topics[duty.topic].format;
    link.tag = duty.topic == kNone ? kNone : problem_->topics[duty.topic].tag;
}

/// The repeats that come to.
std::int64_t Draft::show_and_count(Index session, Duty duty) {
    const auto& rules = problem_->sessions[session];
    const std::int64_t before = repeats(rules.place) + repeats(rules.place + 1);
    show(session, duty);
    return repeats(rules.place) + repeats(rules.place + 1) - before;
}

std::optional<std::int64_t> Draft::more_repeats(const std::vector<Change>& changes) {
    std::int64_t more = 0;
    for (const auto& change : changes) more += show_and_count(change.session, change.after);
    const bool is_allowed = std::none_of(changes.begin(), changes.end(), [&](const Change& change) {
        const bool is_other = change.before.presenter != change.after.presenter;
        return is_other && change.after.presenter != kNone &&
               is_run_too_long(problem_->sessions[change.session].place,
                               problem_->people[change.after.presenter].team);
    });
    for (const auto& change : changes) show(change.session, change.before);
    return is_allowed ? std::optional(more) : std::nullopt;
}

void Draft::turn(Index person, MicroTurns change) {
    const Burden added = burden(person, change);
    score_[Level::fairness] += added.fairness;
    unfair_ += added.unfair;
    balance_[person] += change;
}

/// (b + 1)² - b² for a turn more. Parts of turns are counted as the difference of two sums, so that every way
/// to the same balance comes to the same.
Draft::Burden Draft::burden(Index person, MicroTurns change) const {
    const MicroTurns balance = balance_[person];
    if (change == kTurn || change == -kTurn) {
        const MicroTurns burden = 2 * balance + change;
        const std::int64_t unfair = (burden > margin_ ? 1 : 0) - (burden < margin_ ? 1 : 0);
        return change > 0 ? Burden{burden, unfair} : Burden{-burden, -unfair};
    }
    const MicroTurns after = balance + change;
    return {after * after / kTurn - balance * balance / kTurn, unfair_at(after) - unfair_at(balance)};
}

/// Turns above the margin on the way to the balance, or missing below it: the sum of what whole turns add.
std::int64_t Draft::unfair_at(MicroTurns balance) const {
    const MicroTurns burden = 2 * balance - kTurn - margin_;
    return burden > 0 ? (burden + 2 * kTurn - 1) / (2 * kTurn)
                      : (burden < 0 ? (-burden - 1) / (2 * kTurn) : 0);
}

void Draft::steady(Index person) {
    if (problem_->windows.empty()) return;
    score_[Level::steadiness] -= unsteady_[person];
    unsteady_[person] = unsteady(person, kNone, kNone);
    score_[Level::steadiness] += unsteady_[person];
}

std::int64_t Draft::unsteady(Index person, Index without, Index with) const {
    if (problem_->windows.empty()) return 0;
    std::int64_t sum = 0;
    std::size_t given = 0;
    auto window = problem_->window(person, 0);
    const auto visit = [&](Index session) {
        const std::size_t parts = problem_->sessions[session].parts;
        if (parts == 0) return;
        if (session > window.deadline) sum += session - window.deadline;
        given += parts;
        window = problem_->window(person, given);
        if (session < window.release) sum += window.release - session;
    };
    bool is_visited = with == kNone;
    for (const Index session : turns_[person]) {
        if (!is_visited && with < session) {
            visit(with);
            is_visited = true;
        }
        if (session != without) visit(session);
    }
    if (!is_visited) visit(with);
    const auto never = static_cast<Index>(problem_->sessions.size());
    for (; window.deadline < never; window = problem_->window(person, ++given))
        sum += never - window.deadline;
    return sum;
}

bool Draft::shows_beside(Index place, Index team) const {
    const auto& teams = co_teams_[place];
    return std::find(teams.begin(), teams.end(), team) != teams.end();
}

bool Draft::fits(Index session, Index person) const {
    const auto& turns = turns_[person];
    const std::size_t position = position_of(turns, session);
    const auto& rules = problem_->sessions[session];
    return room_[person * problem_->years + rules.year] > 0 && added(person, position, session).broken == 0 &&
           !is_run_too_long(rules.place, problem_->people[person].team);
}

/// What the duty of a session adds to the score while the rest stays, but for changes and balances.
void Draft::count(Index session, std::size_t position, std::int64_t sign) {
    const Duty duty = duties_[session];
    const auto& rules = problem_->sessions[session];
    score_.open -= sign;
    score_[Level::spread] += sign * added(duty.presenter, position, session).close;
    if (rules.seat > 0) return;
    score_[Level::variety] += sign * (repeats(rules.place) + repeats(rules.place + 1));
    if (duty.topic == kNone) return;
    const std::int64_t saved = problem_->unplanned_wait - problem_->wait(session);
    score_[Level::demand] -= sign * problem_->topics[duty.topic].votes * saved;
}

Draft::Near Draft::between(Index earlier, Index later) const {
    const auto& one = problem_->sessions[earlier];
    const auto& other = problem_->sessions[later];
    const std::int32_t days = other.day - one.day;
    return {days < std::max(one.min_gap, other.min_gap) ? 1 : 0,
            days < std::max(one.soft_gap, other.soft_gap) ? 1 : 0};
}

Draft::Near Draft::since_last(Index person, Index session) const {
    const auto& one = problem_->people[person];
    if (one.last_day < 0) return {};
    const auto& other = problem_->sessions[session];
    const std::int32_t days = other.day - one.last_day;
    return {days < std::max(one.last_min_gap, other.min_gap) ? 1 : 0,
            days < std::max(one.last_soft_gap, other.soft_gap) ? 1 : 0};
}

Draft::Near Draft::near(Index person, Index without, Index with) const {
    Near sum;
    Index last = kNone;
    const auto visit = [&](Index session) {
        const Near near = last == kNone ? since_last(person, session) : between(last, session);
        sum.broken += near.broken;
        sum.close += near.close;
        last = session;
    };
    for (const Index session : turns_[person]) {
        if (with < session && (last == kNone || last < with)) visit(with);
        if (session != without) visit(session);
    }
    if (with != kNone && (last == kNone || last < with)) visit(with);
    return sum;
}

/// What one more turn at the position among the person's others adds.
Draft::Near Draft::added(Index person, std::size_t position, Index session) const {
    const auto& turns = turns_[person];
    const auto before = [&](Index one) {
        return position == 0 ? since_last(person, one) : between(turns[position - 1], one);
    };
    Near near = before(session);
    if (position < turns.size()) {
        const Near after = between(session, turns[position]);
        const Near undivided = before(turns[position]);
        near.broken += after.broken - undivided.broken;
        near.close += after.close - undivided.close;
    }
    return near;
}

bool Draft::is_run_too_long(Index place, Index team) const {
    const std::int32_t most = chain_[place].team_run;
    if (most == 0 || team == kNone) return false;
    std::int32_t run = 1;
    for (Index i = place - 1; run <= most && shows(i, team); --i) ++run;
    for (Index i = place + 1; run <= most && shows(i, team); ++i) ++run;
    return run > most;
}

std::int64_t Draft::repeats(Index place) const {
    const auto& one = chain_[place - 1];
    const auto& other = chain_[place];
    return (is_same(one.team, other.team) ? 1 : 0) + (is_same(one.format, other.format) ? 1 : 0) +
           (is_same(one.tag, other.tag) ? 1 : 0);
}

std::int64_t Draft::changes(Index session, Duty duty) const {
    const auto& rules = problem_->sessions[session];
    const auto differs = [](Index wanted, Index got) { return wanted != kNone && wanted != got; };
    return (differs(rules.announced_presenter, duty.presenter) ? 1 : 0) +
           (differs(rules.announced_topic, duty.topic) ? 1 : 0);
}

std::int32_t& Draft::room(Index person, Index session) {
    return room_[person * problem_->years + problem_->sessions[session].year];
}

}  // namespace tiffin::planning
