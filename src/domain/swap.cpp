#include "domain/swap.h"

#include <algorithm>

#include "domain/names.h"

namespace tiffin {

namespace {

constexpr Names<SwapState, 4> kStates{{
    {SwapState::asked, "asked"},
    {SwapState::agreed, "agreed"},
    {SwapState::declined, "declined"},
    {SwapState::reversed, "reversed"},
}};

bool is_presenter(const Assignment& assignment) {
    return assignment.role == Role::presenter || assignment.role == Role::co_presenter;
}

/// Who gets the turns while exchanges are undone one by one.
class Credits {
  public:
    explicit Credits(const PresentersOf& presenters_of) : presenters_of_(presenters_of) {}

    /// False unless each of the two has the other's duty now.
    bool undo(const Swap& swap) {
        auto& given = of(swap.session);
        auto& returned = of(*swap.in_return);
        const auto taker = std::find(given.begin(), given.end(), swap.taker);
        const auto giver = std::find(returned.begin(), returned.end(), swap.giver);
        if (taker == given.end() || giver == returned.end()) return false;
        *taker = swap.giver;
        *giver = swap.taker;
        return true;
    }

    /// Those that differ from who presents.
    std::map<SessionId, std::vector<PersonId>> changed() && {
        std::erase_if(people_,
                      [&](const auto& entry) { return entry.second == presenters_of_(entry.first); });
        return std::move(people_);
    }

  private:
    std::vector<PersonId>& of(SessionId session) {
        const auto known = people_.find(session);
        return known != people_.end() ? known->second
                                      : people_.emplace(session, presenters_of_(session)).first->second;
    }

    const PresentersOf& presenters_of_;
    std::map<SessionId, std::vector<PersonId>> people_;
};

}  // namespace

std::string_view to_string(SwapState state) {
    return name_of(kStates, state);
}

std::optional<SwapState> parse_swap_state(std::string_view text) {
    return value_of(kStates, text);
}

bool is_debt(const Swap& swap) {
    return swap.state == SwapState::agreed && !swap.in_return;
}

bool concerns(const Swap& swap, PersonId person) {
    return swap.giver == person || swap.taker == person;
}

bool concerns(const Swap& swap, SessionId session) {
    return swap.session == session || swap.in_return == session;
}

std::vector<PersonId> waits_for(const Swap& swap) {
    std::vector<PersonId> people;
    if (swap.state != SwapState::asked) return people;
    if (!swap.giver_agrees) people.push_back(swap.giver);
    if (!swap.taker_agrees) people.push_back(swap.taker);
    return people;
}

bool agree(Swap& swap, PersonId person) {
    const auto before = swap;
    swap.giver_agrees = swap.giver_agrees || swap.giver == person;
    swap.taker_agrees = swap.taker_agrees || swap.taker == person;
    return !(swap == before);
}

bool take_over(Session& session, PersonId giver, PersonId taker) {
    const auto seat_of = [&](PersonId person) {
        return std::find_if(session.assignments.begin(), session.assignments.end(),
                            [&](const Assignment& one) { return one.person == person && is_presenter(one); });
    };
    const auto seat = seat_of(giver);
    if (seat == session.assignments.end()) return false;
    if (seat_of(taker) == session.assignments.end()) {
        seat->person = taker;
    } else {
        session.assignments.erase(seat);
    }
    session.pinned = true;
    return true;
}

void swap_duties(Session& session, PersonId giver, Session& in_return, PersonId taker) {
    if (presenters(session).size() == 1 && presenters(in_return).size() == 1)
        std::swap(session.topic, in_return.topic);
    take_over(session, giver, taker);
    take_over(in_return, taker, giver);
}

std::map<SessionId, std::vector<PersonId>> credits(const std::vector<Swap>& swaps,
                                                   const PresentersOf& presenters_of) {
    std::vector<const Swap*> left;
    for (const auto& swap : swaps) {
        if (swap.state == SwapState::agreed && swap.in_return) left.push_back(&swap);
    }
    std::sort(left.begin(), left.end(), [](const Swap* a, const Swap* b) { return a->number > b->number; });
    Credits credits(presenters_of);
    // A duty given back late may stand on an exchange that was made before it: once more from the last.
    for (bool undone = true; undone;) {
        const auto before = left.size();
        std::erase_if(left, [&](const Swap* swap) { return credits.undo(*swap); });
        undone = left.size() < before;
    }
    return std::move(credits).changed();
}

}  // namespace tiffin
