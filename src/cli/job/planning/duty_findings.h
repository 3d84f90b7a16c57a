#pragma once

#include <string>
#include <vector>

#include "cli/invocation.h"

namespace tiffin::cli {

/// What waits for somebody's word about who presents, and the command for it.
struct DutyFinding {
    std::string what;
    std::string command;
};

/// Coming sessions that nobody presents since somebody dropped out, swaps that wait for a yes, and duties
/// that were taken over and can be given back.
std::vector<DutyFinding> duty_findings(Invocation& invocation);

}  // namespace tiffin::cli
