#include "planning/rotation.h"

#include <algorithm>
#include <utility>

#include "planning/beam.h"
#include "planning/bound/price_bound.h"
#include "planning/bounds.h"
#include "planning/course.h"
#include "planning/equals.h"
#include "planning/explain.h"
#include "planning/first_choice.h"
#include "planning/first_draft.h"
#include "planning/ledger.h"
#include "planning/presence.h"
#include "planning/problem.h"
#include "planning/refine.h"
#include "planning/roster.h"
#include "planning/seating.h"
#include "planning/solve.h"

namespace tiffin::planning {

namespace {

/// As if what was planned from `begin` on had never been.
Programme reopened(Programme programme, std::size_t begin) {
    for (std::size_t i = begin; i < programme.slots.size(); ++i) {
        auto& slot = programme.slots[i];
        if (slot.state != SlotState::kept) continue;
        slot.state = SlotState::open;
        slot.presenters.clear();
        if (slot.topic) programme.topics[*slot.topic].given = false;
        slot.topic.reset();
    }
    for (const auto& slot : programme.slots) {
        if (slot.topic && slot.state != SlotState::off) programme.topics[*slot.topic].given = true;
    }
    return programme;
}

/// What explanations may offer in exchange is kept, as if it were planned along.
Programme with_exchanges(Programme programme) {
    for (auto& slot : programme.slots) {
        if (slot.may_be_exchanged && slot.state == SlotState::fixed) slot.state = SlotState::kept;
    }
    return programme;
}

Date last_day(const Programme& programme, Date from) {
    return programme.slots.empty() ? from : std::max(from, programme.slots.back().date);
}

/// Where nobody can give the topic any more, the session counts without it.
std::optional<std::size_t> topic_given(const Problem& problem, const Slot& slot, const Draft& draft) {
    if (!slot.topic) return std::nullopt;
    const auto topic = static_cast<Index>(*slot.topic);
    const bool is_given =
        draft.holder(topic) == kNone &&
        std::any_of(slot.presenters.begin(), slot.presenters.end(),
                    [&](std::size_t member) { return problem.can_give(static_cast<Index>(member), topic); });
    return is_given ? slot.topic : std::nullopt;
}

/// Sessions × people that are looked at one by one at the end.
constexpr std::size_t kMostRefined = 6'000;
/// And that are filled side by side where more seats stay open than is proven.
constexpr std::size_t kMostSideBySide = 1'000;

class Planner {
  public:
    Planner(const Programme& asked, Date from, const PlanOptions& options)
        : asked_(asked),
          from_(from),
          options_(options),
          begin_(first_slot_from(asked, from)),
          programme_(options.anew ? reopened(asked, begin_) : asked),
          presence_(programme_.members, slot_dates(programme_)),
          roster_(programme_, presence_, begin_),
          problem_(pose(programme_, horizon(), options.order)),
          topics_(programme_.slots.size()) {}

    Plan make() {
        const FirstChoice first = choose_first(programme_, presence_, begin_);
        Draft draft(problem_);
        enter(first, draft);
        auto solution = solve(problem_, options_.order, effort(), draft);
        draft = draft_of(solution);
        const std::size_t size = size_to_compare();
        if (draft.score().open > solution.bound.open && size <= kMostSideBySide) {
            Draft other = fill_side_by_side(problem_, options_.order);
            if (other.score().open < draft.score().open) {
                solution = solve(problem_, options_.order, effort(), other);
                const Draft better = draft_of(solution);
                draft = is_better(other.score(), better.score(), options_.order) ? other : better;
            }
        }
        give_topics(problem_, options_.order, draft);
        const bool is_proven = solution.score == draft.score() && solution.score == solution.bound;
        const bool is_refined = !is_proven && size <= kMostRefined;
        if (is_refined) {
            take_better(problem_, options_.order, draft);
            fill_early(problem_, options_.order, draft);
        }
        seat_settled();
        const Ledger expected(programme_, presence_, roster_, begin_);
        order_equals(programme_, problem_, options_.order,
                     Course(programme_, presence_, roster_, expected, begin_), draft);
        // Who changed places with an equal may be free where they were not.
        if (draft.score().open > 0) fill(problem_, draft);
        if (is_refined) take_better(problem_, options_.order, draft);
        give_topics(problem_, options_.order, draft);
        seat(draft);
        Plan plan;
        measure(draft, solution, plan);
        tell(first, draft, plan);
        return plan;
    }

  private:
    [[nodiscard]] bool is_planned(std::size_t slot) const {
        const auto state = programme_.slots[slot].state;
        return slot >= begin_ && (state == SlotState::open || state == SlotState::kept);
    }

    [[nodiscard]] Effort effort() const {
        const auto sessions = std::count_if(problem_.sessions.begin(), problem_.sessions.end(),
                                            [](const auto& session) { return !session.is_fixed; });
        const auto wanted = options_.effort.per_session * static_cast<std::uint64_t>(sessions);
        return {std::min(wanted, options_.effort.most), options_.seed};
    }

    void enter(const FirstChoice& first, Draft& draft) const {
        each_planned_slot(problem_, [&](const Seats& seats) {
            take_seats(problem_, seats, first.presenters[seats.slot], first.topics[seats.slot], draft);
        });
    }

    /// What a search leads to.
    [[nodiscard]] Draft draft_of(const Solution& solution) const {
        Draft draft(problem_);
        draft.place_all(solution.duties);
        return draft;
    }

    /// Sessions × people who may take any.
    [[nodiscard]] std::size_t size_to_compare() const {
        std::size_t people = 0;
        for (Index person = 0; person < problem_.people.size(); ++person) {
            if (problem_.next_session(person, 0) < problem_.sessions.size()) ++people;
        }
        return problem_.sessions.size() * people;
    }

    void seat_settled() {
        for (std::size_t slot = 0; slot < programme_.slots.size(); ++slot) {
            const auto& session = programme_.slots[slot];
            if (session.state == SlotState::off || is_planned(slot)) continue;
            for (const std::size_t member : session.presenters) roster_.seat(slot, member);
        }
    }

    void seat(const Draft& draft) {
        each_planned_slot(problem_, [&](const Seats& seats) {
            if (!is_planned(seats.slot)) return;
            for (Index seat = seats.first; seat < seats.end; ++seat) {
                const Index person = draft.duty(seat).presenter;
                if (person != kNone) roster_.seat(seats.slot, person);
            }
            if (const Index topic = draft.duty(seats.first).topic; topic != kNone)
                topics_[seats.slot] = topic;
        });
    }

    void tell(const FirstChoice& first, Draft& draft, Plan& plan) {
        Ledger ledger(programme_, presence_, roster_, begin_);
        for (std::size_t slot = begin_; slot < programme_.slots.size(); ++slot) {
            if (is_planned(slot)) ledger.settle(slot, roster_.presenters(slot).size());
        }
        Course course(programme_, presence_, roster_, ledger, begin_);
        Losses losses(programme_, problem_, options_.order, draft);
        std::optional<Problem> wider;
        if (offers_exchanges()) wider = pose(with_exchanges(programme_), horizon(), options_.order);
        Draft whole = wider ? whole_plan(*wider) : draft;
        Losses exchanges(programme_, wider ? *wider : problem_, options_.order, whole);
        Explanation explanation(programme_, roster_, options_.order, losses, exchanges);
        for (std::size_t slot = begin_; slot < programme_.slots.size(); ++slot) {
            course.enter(slot);
            const auto state = programme_.slots[slot].state;
            if (state != SlotState::off && state != SlotState::given) {
                auto choice = choice_of(slot);
                choice.reason = reason(slot, first.dropped[slot], explanation, course);
                if (options_.explained && is_planned(slot))
                    choice.considered =
                        explanation.considered(slot, course, *options_.explained, choice.reason);
                plan.choices.push_back(std::move(choice));
            }
            course.leave(roster_.presenters(slot));
        }
    }

    [[nodiscard]] DateRange horizon() const { return {from_, last_day(programme_, from_)}; }

    [[nodiscard]] bool offers_exchanges() const {
        return options_.explained && std::any_of(programme_.slots.begin(), programme_.slots.end(),
                                                 [](const Slot& slot) { return slot.may_be_exchanged; });
    }

    /// The plan beside what another one planned.
    [[nodiscard]] Draft whole_plan(const Problem& problem) const {
        Draft draft(problem);
        each_planned_slot(problem, [&](const Seats& seats) {
            Slot slot = programme_.slots[seats.slot];
            slot.presenters = roster_.presenters(seats.slot);
            if (is_planned(seats.slot)) slot.topic = topics_[seats.slot];
            take_seats(problem, seats, slot.presenters, topic_given(problem, slot, draft), draft);
        });
        return draft;
    }

    [[nodiscard]] Choice choice_of(std::size_t slot) const {
        const auto& before = asked_.slots[slot];
        Choice choice;
        choice.slot = slot;
        choice.presenters = roster_.presenters(slot);
        choice.topic = is_planned(slot) ? topics_[slot] : before.topic;
        choice.changed = choice.presenters != before.presenters || choice.topic != before.topic;
        return choice;
    }

    [[nodiscard]] std::string reason(std::size_t slot, const std::vector<Consideration>& dropped,
                                     Explanation& explanation, const Course& course) const {
        const auto& session = programme_.slots[slot];
        if (!is_planned(slot)) {
            if (!session.remark.empty()) return session.remark;
            return session.state == SlotState::fixed ? "fixed" + missing(slot) : "held back";
        }
        std::string text;
        for (const auto& drop : dropped) {
            if (roster_.has_turn(slot, drop.member)) continue;
            text += (text.empty() ? "not " : ", ") + programme_.members[drop.member].name + " (" +
                    render_verdict(programme_, drop) + ")";
        }
        const auto add = [&text](const std::string& clause) {
            if (!clause.empty()) text += (text.empty() ? "" : "; ") + clause;
        };
        add(explanation.seats(slot, course));
        const std::size_t wanted = wanted_presenters(programme_, session);
        if (roster_.presenters(slot).size() < wanted) add(explanation.nobody(slot));
        return text;
    }

    /// "; Ana Ferreira: away until 2027-03-05" of presenters who stay although they are not there.
    [[nodiscard]] std::string missing(std::size_t slot) const {
        std::string text;
        for (const std::size_t member : roster_.presenters(slot)) {
            const auto against = roster_.objections(slot, member);
            if (against.empty()) continue;
            const auto verdict = against.front().verdict;
            if (verdict != Verdict::not_here_yet && verdict != Verdict::left && verdict != Verdict::away &&
                verdict != Verdict::declined)
                continue;
            text +=
                "; " + programme_.members[member].name + ": " + render_verdict(programme_, against.front());
        }
        return text;
    }

    void measure(const Draft& draft, const Solution& solution, Plan& plan) const {
        if (std::all_of(problem_.sessions.begin(), problem_.sessions.end(),
                        [](const auto& session) { return session.is_fixed; })) {
            return;
        }
        const auto squares = sum_of_squares(problem_, 0);
        // Ordering equals may have filled sessions that the search left open: then other bounds hold.
        const bool is_same = draft.score() == solution.score;
        const Score known = is_same ? solution.bound : Bounds(problem_, options_.order).of(draft.score());
        const Score bound =
            bound_by_prices(problem_, options_.order, draft.score(), known, options_.effort.proof).score;
        plan.open = draft.score().open;
        plan.least_open = bound.open;
        bool is_proven = plan.open == plan.least_open;
        for (const Level level : options_.order) {
            const std::int64_t from = level == Level::fairness ? squares : 0;
            is_proven = is_proven && draft.score()[level] == bound[level];
            plan.measures.push_back({level, from + draft.score()[level], from + bound[level], is_proven});
        }
    }

    const Programme& asked_;
    const Date from_;
    const PlanOptions& options_;
    const std::size_t begin_;
    const Programme programme_;
    const Presence presence_;
    Roster roster_;
    const Problem problem_;
    std::vector<std::optional<std::size_t>> topics_;  ///< by slot, of those that are planned
};

}  // namespace

Plan make_plan(const Programme& programme, Date from, const PlanOptions& options) {
    return Planner(programme, from, options).make();
}

std::vector<Consideration> forbidden(const Programme& programme, Date from) {
    const Presence presence(programme.members, slot_dates(programme));
    std::vector<Consideration> found;
    for (const auto& of_slot : choose_first(programme, presence, first_slot_from(programme, from)).dropped)
        found.insert(found.end(), of_slot.begin(), of_slot.end());
    return found;
}

std::vector<Measure> measure(const Programme& programme, const Programme& other, Date from,
                             const LevelOrder& order) {
    const Problem problem = pose(programme, {from, last_day(programme, from)}, order);
    Draft draft(problem);
    each_planned_slot(problem, [&](const Seats& seats) {
        const auto& slot = other.slots[seats.slot];
        take_seats(problem, seats, slot.presenters, topic_given(problem, slot, draft), draft);
    });
    std::vector<Measure> measures;
    for (const Level level : order) {
        const auto start = level == Level::fairness ? sum_of_squares(problem, 0) : 0;
        measures.push_back({level, start + draft.score()[level]});
    }
    return measures;
}

}  // namespace tiffin::planning
