#pragma once

#include <string>

#include "planning/programme.h"

namespace tiffin::planning::office {

/// What the instance's own description says.
struct InstanceRules {
    int min_gap_days = 0;
    int team_run = 0;
};

/// Reads people, absences, topics, history and sessions of a rotation instance
/// (tests/planning/instances/README.md). Pinned sessions are fixed, announced ones kept; each session needs a
/// topic.
Programme read_instance(const std::string& folder, const InstanceRules& rules);

}  // namespace tiffin::planning::office
