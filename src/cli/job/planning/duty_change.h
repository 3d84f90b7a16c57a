#pragma once

#include <optional>
#include <string>

#include "cli/invocation.h"
#include "domain/session.h"

namespace tiffin::cli {

// What the verbs share that change who presents a session.

bool presents(const Session& session, PersonId person);
bool is_in_programme(Invocation& invocation, PersonId person, Date day);

/// The session by id.
Session stored_session(Invocation& invocation, SessionId id);

/// The session itself; fails unless its duties can still change hands.
Session changeable(Invocation& invocation, Session session);

/// Takes the topic away where none of the presenters can give it and somebody else can.
void drop_foreign_topic(Invocation& invocation, Session& session);

/// Notes as a change who presents now: "Ben Okafor presents lunch/2027-02-18: History of the GIF".
void say_who_presents(Invocation& invocation, const Session& session);

/// Gives one duty to somebody else, stores it, says so and warns. A topic that is the giver's own does not go
/// with it.
void hand_over(Invocation& invocation, storage::UnitOfWork& work, Session session, PersonId giver,
               PersonId taker);

/// People have invites that show who presents.
bool is_known(Invocation& invocation, const Session& session);

}  // namespace tiffin::cli
