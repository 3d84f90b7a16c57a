#pragma once

#include <optional>
#include <string>

#include "domain/session.h"

namespace tiffin {

/// When a change of a session is asked for. `name` is for refusals: "lunch/2027-02-18".
struct Moment {
    std::string name;
    Date today{};
};

// The legal changes of a session. Each returns false when there is nothing to change, and fails with
// ExitStatus::usage when the state does not allow it.

/// Fails for a session that is called off or over.
void must_be_changeable(const Session& session, const Moment& moment);

/// planned → confirmed. A session that was announced is confirmed already.
bool confirm(Session& session, const Moment& moment);

/// Any coming or past session that is not cancelled yet → cancelled. Presenters stay named, but gave no turn.
/// Without a note the one that is there stays.
bool cancel(Session& session, const std::optional<std::string>& note);

/// cancelled or postponed → what it was: announced when people were told of it, else planned or open; with
/// the note that it had before.
bool restore(Session& session, const Moment& moment);

struct NewTime {
    Date date{};
    std::optional<TimeOfDay> start;
    std::chrono::minutes length{60};
};
/// Only what is still to come, and only to a day that is not over.
bool move(Session& session, const NewTime& to, const Moment& moment);

/// Replaces topic and assignments by hand, which pins them; without presenters the session is open again and
/// no longer pinned. A confirmed session stays confirmed while its presenters are the same.
bool assign(Session& session, std::vector<Assignment> assignments, std::optional<TopicId> topic,
            const Moment& moment);

/// It has taken place, and these presented it, as they are named for it: whoever is not gave no turn. Only
/// once its day has come.
bool hold(Session& session, const std::vector<PersonId>& gave, const Moment& moment);

/// A presenter of a session to come gives up. The others stay; without any it is left to the plan again.
bool drop_out(Session& session, PersonId presenter, const Moment& moment);

/// A recorded video in place of a talk: nobody presents, so nobody gives a turn, and the plan leaves it.
void show_video(Session& session, TopicId video, const Moment& moment);
bool shows_video(const Session& session);

/// Who presents stays, as if assigned by hand.
bool pin(Session& session, const Moment& moment);
/// The plan may choose again, unless it was confirmed or announced. A video makes way.
bool unpin(Session& session, const Moment& moment);

/// As the plan decides: not pinned.
bool plan(Session& session, const std::vector<PersonId>& presenters, std::optional<TopicId> topic);

/// An invite went out: open, planned and confirmed sessions are announced from now on, others once they are
/// restored.
void announce(Session& session);

}  // namespace tiffin
