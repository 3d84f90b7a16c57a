#pragma once

#include <string>

#include "planning/objective.h"
#include "planning/programme.h"

namespace tiffin::planning::office {

/// A rotation instance (tests/planning/instances/README.md).
struct Instance {
    Programme programme;  ///< slots are named as the sessions of the instance
    DateRange horizon;
};

/// The levels that the reference of the instances knows.
const LevelOrder& reference_order();

/// Reads the folder of an instance. Pinned sessions are fixed, announced ones kept; each session needs a
/// topic. Fails as exchange::read_csv does.
Instance read_instance(const std::string& folder);

}  // namespace tiffin::planning::office
