#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "cli/session_table.h"
#include "domain/preparation.h"

namespace tiffin::cli {

/// The plans of preparation, as settings and sessions have them.
class SessionPreparation {
  public:
    SessionPreparation(Invocation& invocation, SessionNames& names)
        : invocation_(invocation), names_(names) {}

    /// Empty for a session that is called off or has no time.
    std::vector<StepOfSession> steps(const Session& session);
    /// Those that are open, due, and not too late, of a session that has presenters.
    std::vector<StepOfSession> overdue(const Session& session);

  private:
    const std::vector<PreparationStep>& plan(SeriesId series);

    Invocation& invocation_;
    SessionNames& names_;
    std::map<SeriesId, std::vector<PreparationStep>> plans_;
};

/// Who owns a step of a session: everybody who presents, or its hosts, or nobody of the programme where that
/// is the organizer (who also stands in for a missing host).
std::vector<PersonId> owners(const Session& session, StepOwner owner);

}  // namespace tiffin::cli
