#pragma once

#include <string>

#include "cli/command.h"

namespace tiffin::cli {

std::string render_overview();                         ///< `tiffin help`
std::string render_group_help(std::string_view noun);  ///< `tiffin help person`
std::string render_command_help(const Command& command);

/// The version line.
std::string render_version();

}  // namespace tiffin::cli
