#include "planning/windows.h"

#include <algorithm>

#include "planning/ledger.h"
#include "planning/roster.h"

namespace tiffin::planning {

namespace {

class Calculator {
  public:
    Calculator(const Programme& programme, Date from, Problem& problem)
        : problem_(problem),
          begin_(first_slot_from(programme, from)),
          presence_(programme.members, slot_dates(programme)),
          roster_(programme, presence_, begin_) {
        for (std::size_t slot = begin_; slot < programme.slots.size(); ++slot) {
            if (programme.slots[slot].state != SlotState::given) continue;
            for (const std::size_t member : programme.slots[slot].presenters) roster_.seat(slot, member);
        }
        for (const auto& session : problem.sessions) {
            if (session.is_fixed) roster_.seat(session.slot, session.pinned_presenter);
        }
        std::size_t slot = 0;
        for (Index session = 0; session < problem.sessions.size(); ++session) {
            for (; slot <= problem.sessions[session].slot; ++slot) first_from_.push_back(session);
        }
        first_from_.resize(programme.slots.size() + 1, static_cast<Index>(problem.sessions.size()));
    }

    void add(const Programme& programme) {
        const Ledger ledger(programme, presence_, roster_, begin_);
        const auto never = static_cast<Index>(problem_.sessions.size());
        const bool has_topics = std::all_of(problem_.sessions.begin(), problem_.sessions.end(),
                                            [](const auto& one) { return one.needs_topic; });
        for (Index person = 0; person < problem_.people.size(); ++person) {
            auto& one = problem_.people[person];
            one.first_window = problem_.windows.size();
            for (Problem::Window last; last.release < never || last.deadline < never; ++one.windows) {
                const auto given = static_cast<MicroTurns>(one.windows) * problem_.turn;
                const bool is_able = !has_topics || one.windows < one.topics.size();
                last.release = first_from(ledger.release(person, given));
                last.deadline = is_able ? deadline(person, ledger.deadline(person, given, begin_)) : never;
                problem_.windows.push_back(last);
            }
        }
    }

  private:
    [[nodiscard]] Index first_from(std::size_t slot) const {
        return first_from_[std::min(slot, first_from_.size() - 1)];
    }

    /// The last session of the slot by which a turn is due, or the first that the person may take.
    [[nodiscard]] Index deadline(Index person, std::size_t slot) const {
        const auto never = static_cast<Index>(problem_.sessions.size());
        if (slot == kNever) return never;
        const Index behind = first_from(slot + 1);
        const Index first = problem_.next_session(person, 0);
        return first < behind ? behind - 1 : first;
    }

    Problem& problem_;
    std::size_t begin_;
    Presence presence_;
    Roster roster_;
    std::vector<Index> first_from_;  ///< by slot: the first session of it or of later ones
};

}  // namespace

void add_windows(const Programme& programme, Date from, Problem& problem) {
    Calculator(programme, from, problem).add(programme);
}

}  // namespace tiffin::planning
