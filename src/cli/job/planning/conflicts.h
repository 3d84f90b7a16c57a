#pragma once

#include <string>
#include <vector>

#include "cli/invocation.h"
#include "domain/session.h"

namespace tiffin::cli {

/// What the plan would not have done, and people may: somebody with a duty on a day on which they are away or
/// have another, a topic that none of the presenters can give, a topic that several sessions have.
struct Conflict {
    enum class Kind { absence, duties, topic };
    Kind kind = Kind::absence;
    std::vector<SessionId> sessions;
    std::string what;
    std::string command;
};

/// Between those of `sessions` that take place, which come in the order of their dates.
std::vector<Conflict> conflicts(storage::Connection& connection, const std::vector<Session>& sessions);

/// A warning for each that comes about, or that the plan no longer mends, when `before`, which is stored,
/// becomes `after`.
void warn_of_conflicts(Invocation& invocation, const Session& before, const Session& after);

}  // namespace tiffin::cli
