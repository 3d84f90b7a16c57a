#include "planning/first_choice.h"

#include <algorithm>
#include <utility>

#include "planning/choose.h"
#include "planning/ledger.h"
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

class FirstPass {
  public:
    FirstPass(const Programme& programme, const Presence& presence, std::size_t begin)
        : programme_(programme),
          presence_(presence),
          begin_(begin),
          roster_(programme, presence, begin),
          dropped_(programme.slots.size()) {}

    FirstChoice choose() {
        take_topics();
        seat_what_stays();
        keep_what_may_stay();
        fill_slots();
        give_topics();
        FirstChoice choice;
        for (std::size_t slot = 0; slot < programme_.slots.size(); ++slot) {
            choice.presenters.push_back(roster_.presenters(slot));
            choice.topics.push_back(roster_.topics().topic_of(slot));
        }
        choice.dropped = std::move(dropped_);
        return choice;
    }

  private:
    [[nodiscard]] bool is_planned(std::size_t slot) const {
        const auto state = programme_.slots[slot].state;
        return slot >= begin_ && (state == SlotState::open || state == SlotState::kept);
    }

    /// Pins the topics of the slots that have one.
    void take_topics() {
        for (std::size_t slot = 0; slot < programme_.slots.size(); ++slot) {
            const auto& session = programme_.slots[slot];
            const bool is_idle = slot < begin_ && session.presenters.empty();
            if (!session.topic || session.state == SlotState::off || is_idle) continue;
            roster_.topics().pin(slot, *session.topic);
        }
    }

    void seat_what_stays() {
        for (std::size_t slot = 0; slot < programme_.slots.size(); ++slot) {
            const auto& session = programme_.slots[slot];
            const bool is_settled = session.state == SlotState::given || session.state == SlotState::fixed;
            if (session.state == SlotState::off || (slot >= begin_ && !is_settled)) continue;
            for (const std::size_t member : session.presenters) roster_.seat(slot, member);
        }
    }

    void keep_what_may_stay() {
        for (std::size_t slot = begin_; slot < programme_.slots.size(); ++slot) {
            const auto& session = programme_.slots[slot];
            if (session.state != SlotState::kept) continue;
            const bool needs_topic = programme_.series[session.series].rules.topic_required;
            if (needs_topic && session.topic && !can_give(programme_, session))
                roster_.topics().release(slot);
            const bool has_topic = roster_.topics().topic_of(slot).has_value();
            for (const std::size_t member : session.presenters) {
                // A topic chosen with its presenters is their own affair: a co-presenter need not be named
                // for it.
                const auto found =
                    has_topic ? roster_.judge_person(slot, member) : roster_.judge(slot, member);
                if (found.verdict == Verdict::ranked) {
                    roster_.seat(slot, member);
                } else {
                    dropped_[slot].push_back(found);
                }
            }
            if (has_topic && !dropped_[slot].empty()) mend_topic(slot, needs_topic);
        }
    }

    /// Some of the kept presenters had to go: the rest may need another topic, and can't stay without one
    /// that is needed.
    void mend_topic(std::size_t slot, bool needs_topic) {
        if (roster_.topics().is_covered(slot)) return;
        roster_.topics().release(slot);
        if (!needs_topic || roster_.topics().match(slot)) return;
        const auto rest = roster_.presenters(slot);
        for (const std::size_t member : rest) {
            roster_.unseat(slot, member);
            dropped_[slot].push_back(roster_.judge(slot, member));
        }
    }

    void fill_slots() {
        Ledger ledger(programme_, presence_, roster_, begin_);
        Chooser chooser(programme_, presence_, roster_, ledger, begin_);
        for (std::size_t slot = begin_; slot < programme_.slots.size(); ++slot) {
            chooser.enter(slot);
            if (is_planned(slot)) {
                const std::size_t wanted = wanted_presenters(programme_, programme_.slots[slot]);
                while (roster_.presenters(slot).size() < wanted) {
                    const auto member = chooser.choose();
                    if (!member) break;
                    roster_.seat(slot, *member);
                    chooser.grant(*member);
                }
                const std::size_t found = roster_.presenters(slot).size();
                for (std::size_t missing = found; missing < wanted; ++missing) chooser.lose_seat();
                ledger.settle(slot, found);
            }
            chooser.leave();
        }
    }

    /// Sessions that need a topic come first, then the others in order.
    void give_topics() {
        auto& topics = roster_.topics();
        topics.release_unpinned();
        for (const bool is_required : {true, false}) {
            for (std::size_t slot = begin_; slot < programme_.slots.size(); ++slot) {
                const auto& rules = programme_.series[programme_.slots[slot].series].rules;
                if (is_planned(slot) && rules.topic_required == is_required) topics.match(slot);
            }
        }
    }

    const Programme& programme_;
    const Presence& presence_;
    std::size_t begin_;
    Roster roster_;
    std::vector<std::vector<Consideration>> dropped_;
};

}  // namespace

FirstChoice choose_first(const Programme& programme, const Presence& presence, std::size_t begin) {
    return FirstPass(programme, presence, begin).choose();
}

}  // namespace tiffin::planning
