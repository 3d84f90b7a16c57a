#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/id.h"
#include "domain/session.h"

namespace tiffin {

using PlanDraftId = Id<struct PlanDraft>;

/// What a plan that is kept apart says of one session.
struct DraftChoice {
    SessionId session{};
    std::vector<PersonId> presenters{};
    std::optional<TopicId> topic{};
    std::string reason{};
    std::string seen{};  ///< the session as the plan saw it: as_seen()
};

/// A what-if: a plan that touches no session until it is accepted.
struct PlanDraft {
    PlanDraftId id{};
    std::string name{};
    Date made{};
    std::vector<DraftChoice> choices{};  ///< by date
};

/// What of a session decides whether a choice still fits: its day, who presents what, and what was decided.
std::string as_seen(const Session& session);

enum class Standing {
    same,        ///< the session is like this already
    possible,    ///< and nothing of it has changed since
    changed,     ///< somebody has changed the session since
    settled,     ///< it was confirmed, announced or assigned by hand
    over,        ///< or called off
    impossible,  ///< a rule of the plan forbids it by now
};
/// "same", "possible", "changed", "settled", "over", "impossible"
std::string_view to_string(Standing standing);

/// Whether the choice can still become the plan, as far as its session says.
Standing standing(const DraftChoice& choice, const Session& session, bool is_over);

}  // namespace tiffin
