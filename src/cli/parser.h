#pragma once

#include <string>
#include <vector>

#include "cli/declaration.h"

namespace tiffin::cli {

/// Stores what the arguments (without noun and verb) say into the targets of `declaration`.
/// Fails with ExitStatus::usage; `command` is for the remedy: "person add".
void parse(const std::string& command, const std::vector<std::string>& arguments,
           const Declaration& declaration);

}  // namespace tiffin::cli
