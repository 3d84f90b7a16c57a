#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "cli/session_table.h"
#include "domain/swap.h"

namespace tiffin::cli {

/// The swaps of a programme that are asked or agreed, with the sessions that they name.
class Swaps {
  public:
    explicit Swaps(Invocation& invocation);

    [[nodiscard]] const std::vector<Swap>& all() const { return swaps_; }
    /// Asked, and both sessions are still to come with the presenters that they had, each taker belongs to
    /// the programme on the day, and what it is to settle is still owed.
    [[nodiscard]] bool is_pending(const Swap& swap);
    /// Taken over and neither given back nor fallen through.
    [[nodiscard]] bool is_owed(const Swap& swap);
    /// What to show beside a session, one line for each: "with lunch/2027-03-04: waits for Ben Okafor",
    /// "with lunch/2027-03-04", "taken over from Ana Ferreira, who owes one".
    std::vector<std::string> lines(const Session& session);
    /// "Ana Ferreira and Ben Okafor: lunch/2027-02-18 for lunch/2027-03-04"
    std::string described(const Swap& swap);
    SessionNames& names() { return names_; }
    [[nodiscard]] const Session& session(SessionId id);

  private:
    [[nodiscard]] bool can_take(SessionId session, PersonId presenter, PersonId taker);

    Invocation& invocation_;
    SessionNames names_;
    std::vector<Swap> swaps_;
    std::map<SessionId, Session> sessions_;
};

}  // namespace tiffin::cli
