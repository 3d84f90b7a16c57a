#include "cli/job/planning/draft_outlook.h"

#include <algorithm>
#include <set>

#include "cli/job/planning/plan_levels.h"
#include "cli/session_table.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

using planning::SlotState;

PlanScope scope_of(Invocation& invocation, const PlanDraft& draft, const PlanDraft* other) {
    PlanScope scope;
    for (const auto* one : {&draft, other}) {
        if (one == nullptr) continue;
        for (const auto& choice : one->choices) {
            const auto session = storage::session(invocation.connection(), choice.session);
            if (!session) continue;
            auto& until = scope.until.try_emplace(session->series, session->date).first->second;
            until = std::max(until, session->date);
        }
    }
    return scope;
}

bool can_be_accepted(Standing standing) {
    return standing == Standing::possible || standing == Standing::same;
}

}  // namespace

DraftOutlook::DraftOutlook(Invocation& invocation, const PlanDraft& draft, const PlanDraft* other)
    : invocation_(invocation),
      scope_(scope_of(invocation, draft, other)),
      input_(rotation_input(invocation, scope_)) {
    std::set<SessionId> named;
    for (const auto* one : {&draft, other}) {
        if (one == nullptr) continue;
        for (const auto& choice : one->choices) named.insert(choice.session);
    }
    auto& programme = input_.programme;
    for (std::size_t i = 0; i < programme.slots.size(); ++i) {
        auto& slot = programme.slots[i];
        slot_of_.emplace(slot.session, i);
        if (slot.state == SlotState::open && !named.contains(slot.session)) slot.state = SlotState::off;
    }
    for (std::size_t i = 0; i < programme.members.size(); ++i) member_of_.emplace(programme.members[i].id, i);
    for (std::size_t i = 0; i < programme.topics.size(); ++i) topic_of_.emplace(programme.topics[i].id, i);
}

std::vector<ComparedChoice> DraftOutlook::compared(const PlanDraft& draft) const {
    std::vector<ComparedChoice> all;
    for (const auto& choice : draft.choices) {
        const auto session = storage::session(invocation_.connection(), choice.session);
        if (!session) continue;
        all.push_back({&choice, *session, standing(choice, *session, is_over(*session, invocation_))});
    }
    find_impossible(all);
    return all;
}

planning::Programme DraftOutlook::after(const PlanDraft& draft) const {
    return after(compared(draft));
}

planning::LevelOrder DraftOutlook::order() const {
    return level_order(invocation_, scope_);
}

bool DraftOutlook::is_planned(const planning::Slot& slot) {
    return slot.state == SlotState::open || slot.state == SlotState::kept;
}

void DraftOutlook::take(planning::Slot& slot, const DraftChoice& choice) const {
    slot.presenters.clear();
    for (const auto person : choice.presenters) slot.presenters.push_back(member_of_.at(person));
    const auto topic = choice.topic ? topic_of_.find(*choice.topic) : topic_of_.end();
    slot.topic = topic == topic_of_.end() ? std::nullopt : std::optional(topic->second);
}

planning::Programme DraftOutlook::after(const std::vector<ComparedChoice>& all) const {
    auto after = now();
    for (const auto& [choice, session, standing, why] : all) {
        auto& slot = after.slots[slot_of_.at(session.id)];
        if (can_be_accepted(standing) && is_planned(slot)) take(slot, *choice);
    }
    return after;
}

/// Until no more is found: a session whose choice is impossible stays as it is now, which may forbid others.
void DraftOutlook::find_impossible(std::vector<ComparedChoice>& all) const {
    while (find_more_impossible(all)) {
    }
}

/// Against all that stays, each beside those that come before it in the draft. True if it has found any.
bool DraftOutlook::find_more_impossible(std::vector<ComparedChoice>& all) const {
    auto programme = after(all);
    std::map<std::size_t, ComparedChoice*> by_slot;
    bool found_any = false;
    const auto forbid = [&](ComparedChoice& one, const std::string& why) {
        one.standing = Standing::impossible;
        one.why += (one.why.empty() ? "not " : ", ") + why;
        found_any = true;
    };
    for (auto& one : all) {
        if (one.standing != Standing::possible || one.choice->presenters.empty()) continue;
        const auto slot = slot_of_.at(one.session.id);
        if (!is_planned(programme.slots[slot])) {
            const auto& remark = programme.slots[slot].remark;
            forbid(one, remark.empty() ? "while the plan leaves it" : "while it " + remark);
        } else if (one.choice->topic && !topic_of_.contains(*one.choice->topic) &&
                   programme.series[programme.slots[slot].series].rules.topic_required) {
            forbid(one, "without its topic, which is gone");
        } else {
            by_slot.emplace(slot, &one);
        }
    }
    std::set<std::size_t> taken;
    for (std::size_t i = 0; i < programme.slots.size(); ++i) {
        auto& slot = programme.slots[i];
        const bool is_of_draft = by_slot.contains(i);
        if (is_planned(slot) && (is_of_draft || !slot.presenters.empty()))
            slot.state = is_of_draft ? SlotState::kept : SlotState::fixed;
        if (slot.topic && !is_of_draft && slot.state != SlotState::off) taken.insert(*slot.topic);
    }
    for (const auto& [i, one] : by_slot) {
        const auto& topic = programme.slots[i].topic;
        if (!topic || taken.insert(*topic).second) continue;
        forbid(*one, "\"" + programme.topics[*topic].title + "\", which another session has");
        programme.slots[i].state = SlotState::off;
    }
    for (const auto& found : planning::forbidden(programme, invocation_.today())) {
        forbid(*by_slot.at(found.slot), programme.members[found.member].name + " (" +
                                            planning::render_verdict(programme, found) + ")");
    }
    return found_any;
}

}  // namespace tiffin::cli
