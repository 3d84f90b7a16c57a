#include "planning/rotation.h"

#include <algorithm>

#include "planning/choose.h"
#include "planning/explain.h"
#include "planning/ledger.h"
#include "planning/presence.h"
#include "planning/repair.h"
#include "planning/roster.h"

namespace tiffin::planning {

namespace {

/// True if one of the slot's presenters can give its topic.
bool can_give(const Programme& programme, const Slot& slot) {
    const auto& able = programme.topics[*slot.topic].presenters;
    return std::any_of(slot.presenters.begin(), slot.presenters.end(), [&](std::size_t member) {
        return std::binary_search(able.begin(), able.end(), member);
    });
}

class Planner {
  public:
    Planner(const Programme& programme, Date from, const PlanOptions& options)
        : programme_(programme),
          options_(options),
          begin_(first_slot_from(programme, from)),
          presence_(programme.members, slot_dates(programme)),
          roster_(programme, presence_, begin_),
          notes_(programme.slots.size()),
          dropped_(programme.slots.size()),
          nobody_(programme.slots.size()) {}

    Plan make();

  private:
    using Ground = SeatNote::Ground;

    void seat_what_stays(Roster& roster) const;
    void take_topics(Roster& roster) const;
    void keep_what_may_stay();
    void mend_topic(std::size_t slot, bool needs_topic);
    void fill_slots(Ledger& ledger, Repair& repair);
    bool fill_seat(std::size_t slot, Chooser& chooser, Repair& repair);
    void note(std::size_t slot, SeatNote seat);
    void note_changes(const std::vector<Change>& changes, SeatNote seat);
    void give_topics();
    [[nodiscard]] Choice choice_of(std::size_t slot, const Ledger& ledger);
    [[nodiscard]] std::string reason_of(std::size_t slot, const Ledger& ledger) const;
    void explain(std::vector<Choice>& choices, const Ledger& ledger) const;
    [[nodiscard]] std::vector<Account> final_accounts(const std::vector<Choice>& choices) const;
    [[nodiscard]] bool is_planned(std::size_t slot) const;

    const Programme& programme_;
    const PlanOptions& options_;
    const std::size_t begin_;
    const Presence presence_;
    Roster roster_;
    std::vector<std::vector<SeatNote>> notes_;  ///< by slot, one for each presenter that stays or was chosen
    std::vector<std::vector<Consideration>>
        dropped_;                      ///< by slot: kept presenters whom a hard rule forbids now
    std::vector<std::string> nobody_;  ///< by slot: why seats stay empty
};

bool Planner::is_planned(std::size_t slot) const {
    const auto state = programme_.slots[slot].state;
    return slot >= begin_ && (state == SlotState::open || state == SlotState::kept);
}

Plan Planner::make() {
    take_topics(roster_);
    seat_what_stays(roster_);
    keep_what_may_stay();
    Ledger ledger(programme_, presence_, roster_, begin_);
    Repair repair(programme_, roster_, ledger, begin_);
    for (std::size_t slot = begin_; slot < programme_.slots.size(); ++slot) {
        if (!is_planned(slot)) continue;
        for (const std::size_t member : roster_.presenters(slot)) repair.keep(slot, member);
    }
    fill_slots(ledger, repair);
    note_changes(repair.balance(), {0, Ground::to_balance, 0});
    give_topics();
    Plan plan;
    for (std::size_t slot = begin_; slot < programme_.slots.size(); ++slot) {
        const auto state = programme_.slots[slot].state;
        if (state != SlotState::off && state != SlotState::given)
            plan.choices.push_back(choice_of(slot, ledger));
    }
    if (options_.explain) explain(plan.choices, ledger);
    plan.accounts = final_accounts(plan.choices);
    return plan;
}

/// Pins the topics of the slots that have one; a slot planned anew gives its topic back.
void Planner::take_topics(Roster& roster) const {
    for (std::size_t slot = 0; slot < programme_.slots.size(); ++slot) {
        const auto& session = programme_.slots[slot];
        const bool is_idle = slot < begin_ && session.presenters.empty();
        if (!session.topic || session.state == SlotState::off || is_idle) continue;
        roster.topics().pin(slot, *session.topic);
        if (options_.anew && slot >= begin_ && session.state == SlotState::kept)
            roster.topics().release(slot);
    }
}

void Planner::seat_what_stays(Roster& roster) const {
    for (std::size_t slot = 0; slot < programme_.slots.size(); ++slot) {
        const auto& session = programme_.slots[slot];
        const bool is_settled = session.state == SlotState::given || session.state == SlotState::fixed;
        if (session.state == SlotState::off || (slot >= begin_ && !is_settled)) continue;
        for (const std::size_t member : session.presenters) roster.seat(slot, member);
    }
}

void Planner::keep_what_may_stay() {
    for (std::size_t slot = begin_; slot < programme_.slots.size(); ++slot) {
        const auto& session = programme_.slots[slot];
        if (session.state != SlotState::kept || options_.anew) continue;
        const bool needs_topic = programme_.series[session.series].rules.topic_required;
        if (needs_topic && session.topic && !can_give(programme_, session)) roster_.topics().release(slot);
        const bool has_topic = roster_.topics().topic_of(slot).has_value();
        for (const std::size_t member : session.presenters) {
            // A topic chosen with its presenters is their own affair: a co-presenter need not be named for
            // it.
            const auto found = has_topic ? roster_.judge_person(slot, member) : roster_.judge(slot, member);
            if (found.verdict == Verdict::ranked) {
                roster_.seat(slot, member);
                note(slot, {member, Ground::kept, slot});
            } else {
                dropped_[slot].push_back(found);
            }
        }
        if (has_topic && !dropped_[slot].empty()) mend_topic(slot, needs_topic);
    }
}

/// Some of the kept presenters had to go: the rest may need another topic, and can't stay without one that is
/// needed.
void Planner::mend_topic(std::size_t slot, bool needs_topic) {
    if (roster_.topics().is_covered(slot)) return;
    roster_.topics().release(slot);
    if (!needs_topic || roster_.topics().match(slot)) return;
    const auto rest = roster_.presenters(slot);
    for (const std::size_t member : rest) {
        roster_.unseat(slot, member);
        dropped_[slot].push_back(roster_.judge(slot, member));
    }
    notes_[slot].clear();
}

void Planner::fill_slots(Ledger& ledger, Repair& repair) {
    Chooser chooser(programme_, presence_, roster_, ledger, begin_);
    for (std::size_t slot = begin_; slot < programme_.slots.size(); ++slot) {
        chooser.enter(slot);
        if (is_planned(slot)) {
            const auto& rules = programme_.series[programme_.slots[slot].series].rules;
            const auto wanted = static_cast<std::size_t>(std::max(1, rules.presenters));
            while (roster_.presenters(slot).size() < wanted && fill_seat(slot, chooser, repair)) {
            }
            const std::size_t found = roster_.presenters(slot).size();
            for (std::size_t missing = found; missing < wanted; ++missing) chooser.lose_seat();
            if (found < wanted) nobody_[slot] = render_nobody(programme_, roster_, slot);
            ledger.settle(slot, found);
        }
        chooser.leave();
    }
}

bool Planner::fill_seat(std::size_t slot, Chooser& chooser, Repair& repair) {
    if (const auto pick = chooser.choose()) {
        const auto ground = pick->deadline ? Ground::deadline : Ground::owes_most;
        roster_.seat(slot, pick->member);
        chooser.grant(pick->member);
        note(slot, {pick->member, ground, pick->deadline.value_or(slot)});
        return true;
    }
    const auto changes = repair.fill(slot);
    for (const auto& change : changes) {
        if (change.kind == Change::Kind::seated) {
            chooser.grant(change.member);
        } else {
            chooser.revoke(change.member);
        }
        chooser.recount(change.member);
    }
    note_changes(changes, {0, Ground::to_fill, slot});
    return !changes.empty();
}

void Planner::note(std::size_t slot, SeatNote seat) {
    notes_[slot].push_back(seat);
}

void Planner::note_changes(const std::vector<Change>& changes, SeatNote seat) {
    for (const auto& change : changes) {
        auto& notes = notes_[change.slot];
        if (change.kind == Change::Kind::seated) {
            seat.member = change.member;
            notes.push_back(seat);
            continue;
        }
        notes.erase(std::find_if(notes.begin(), notes.end(),
                                 [&](const SeatNote& one) { return one.member == change.member; }));
    }
}

/// Sessions that need a topic come first, then the others in order.
void Planner::give_topics() {
    auto& topics = roster_.topics();
    topics.release_unpinned();
    for (const bool is_required : {true, false}) {
        for (std::size_t slot = begin_; slot < programme_.slots.size(); ++slot) {
            const auto& rules = programme_.series[programme_.slots[slot].series].rules;
            if (is_planned(slot) && rules.topic_required == is_required) topics.match(slot);
        }
    }
}

Choice Planner::choice_of(std::size_t slot, const Ledger& ledger) {
    const auto& session = programme_.slots[slot];
    Choice choice;
    choice.slot = slot;
    choice.presenters = roster_.presenters(slot);
    choice.topic = is_planned(slot) ? roster_.topics().topic_of(slot) : session.topic;
    choice.changed = choice.presenters != session.presenters || choice.topic != session.topic;
    choice.reason = reason_of(slot, ledger);
    return choice;
}

std::string Planner::reason_of(std::size_t slot, const Ledger& ledger) const {
    const auto& session = programme_.slots[slot];
    if (!is_planned(slot)) {
        if (!session.remark.empty()) return session.remark;
        return session.state == SlotState::fixed ? "fixed" : "held back";
    }
    std::string text;
    for (const auto& drop : dropped_[slot]) {
        text += (text.empty() ? "not " : ", ") + programme_.members[drop.member].name + " (" +
                render_verdict(programme_, drop) + ")";
    }
    const auto add = [&text](const std::string& clause) {
        if (!clause.empty()) text += (text.empty() ? "" : "; ") + clause;
    };
    add(render_seats(programme_, roster_, ledger, slot, notes_[slot]));
    add(nobody_[slot]);
    return text;
}

/// Replays the plan slot by slot, so that each slot is judged as it stood when its turn came.
void Planner::explain(std::vector<Choice>& choices, const Ledger& ledger) const {
    Roster roster(programme_, presence_, begin_);
    take_topics(roster);
    seat_what_stays(roster);
    for (const auto& choice : choices) {
        for (const auto& seat : notes_[choice.slot]) {
            if (seat.ground == Ground::kept) roster.seat(choice.slot, seat.member);
        }
    }
    for (auto& choice : choices) {
        choice.considered = consider_all(programme_, roster, ledger, choice.slot, choice.presenters);
        for (const auto& seat : notes_[choice.slot]) {
            if (seat.ground != Ground::kept) roster.seat(choice.slot, seat.member);
        }
    }
}

std::vector<Account> Planner::final_accounts(const std::vector<Choice>& choices) const {
    Programme after = programme_;
    for (const auto& choice : choices) after.slots[choice.slot].presenters = choice.presenters;
    return accounts(after, [](const Slot&) { return true; });
}

}  // namespace

Plan make_plan(const Programme& programme, Date from, const PlanOptions& options) {
    return Planner(programme, from, options).make();
}

}  // namespace tiffin::planning
