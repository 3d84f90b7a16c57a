#pragma once

#include <string>
#include <vector>

#include "cli/declaration.h"
#include "domain/failure.h"

namespace tiffin::cli {

/// Stores what the arguments (without noun and verb) say into the targets of `declaration`.
/// Fails with ExitStatus::usage; `command` is for the remedy: "person add".
void parse(const std::string& command, const std::vector<std::string>& arguments,
           const Declaration& declaration);

/// An option that is none of the declaration's: what was meant, where that can be guessed.
Failure unknown_option(const std::string& command, const std::string& argument,
                       const Declaration& declaration);

}  // namespace tiffin::cli
