#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "planning/presence.h"
#include "planning/rotation.h"

namespace tiffin::planning {

/// Who is chosen slot by slot, by slot of the programme; what is not to be planned is as it was.
struct FirstChoice {
    std::vector<std::vector<std::size_t>> presenters;
    std::vector<std::optional<std::size_t>> topics;
    /// Presenters of kept slots whom a hard rule forbids now.
    std::vector<std::vector<Consideration>> dropped;
};

/// Fills the slots from `begin` on in order, as fairly at each as can be told there; a slot that nobody may
/// take then stays open. What is kept stays where the hard rules allow it.
FirstChoice choose_first(const Programme& programme, const Presence& presence, std::size_t begin);

}  // namespace tiffin::planning
