#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/id.h"
#include "domain/session.h"

namespace tiffin {

enum class SwapState {
    asked,     ///< it takes effect once both agree
    agreed,    ///< the duties have changed hands
    declined,  ///< one of the two said no
    reversed,  ///< the duties went back
};
std::string_view to_string(SwapState state);
std::optional<SwapState> parse_swap_state(std::string_view text);

using SwapId = Id<struct Swap>;

/// The taker takes the giver's duty in a session over, and the giver the taker's in another one in return.
/// Without that the giver owes the taker a duty, which may be given back later.
struct Swap {
    SwapId id{};
    int number = 0;  ///< in the order in which duties changed hands
    SessionId session{};
    PersonId giver{};
    PersonId taker{};
    std::optional<SessionId> in_return{};
    std::optional<SwapId> debt{};  ///< it is asked for to settle this one, and falls with it
    SwapState state = SwapState::asked;
    bool giver_agrees = false;
    bool taker_agrees = false;
    bool on_behalf = false;  ///< the organizer agreed for them
    Date asked{};

    bool operator==(const Swap&) const = default;
};

/// A duty is owed: it was taken over, and nothing was given in return so far.
bool is_debt(const Swap& swap);
/// One of the two.
bool concerns(const Swap& swap, PersonId person);
bool concerns(const Swap& swap, SessionId session);
/// Whose yes is missing, the giver first; nobody unless it was asked.
std::vector<PersonId> waits_for(const Swap& swap);
/// Notes the person's yes. Returns whether that changed anything.
bool agree(Swap& swap, PersonId person);

/// Puts `taker` into the place of `giver` among the presenters, by hand: the plan leaves it. Whoever is named
/// already keeps their place. False when `giver` presents nothing there.
bool take_over(Session& session, PersonId giver, PersonId taker);

/// Both take each other's place. Where each is the only presenter, the topics go with them.
void swap_duties(Session& session, PersonId giver, Session& in_return, PersonId taker);

/// Who presents the sessions that take place; nobody for one that does not.
using PresentersOf = std::function<std::vector<PersonId>(SessionId)>;

/// Who gets the turns of sessions whose duties were exchanged, in the places of those who present them; only
/// sessions where that is somebody else. An agreed exchange leaves both as if each had given their own, as
/// long as both of its duties are fulfilled or still may be: where one side falls through, the turns are
/// theirs who really present. Exchanges of duties that were exchanged before are undone from the last to the
/// first. Every turn is somebody's exactly once.
std::map<SessionId, std::vector<PersonId>> credits(const std::vector<Swap>& swaps,
                                                   const PresentersOf& presenters_of);

}  // namespace tiffin
