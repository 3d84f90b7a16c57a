#pragma once

#include <string>

#include "cli/command.h"

namespace tiffin::cli {

// In lines of at most `width` columns; 0: nobody knows how wide the terminal is, or there is none.
std::string render_overview(std::size_t width);                           ///< `tiffin help`
std::string render_group_help(std::string_view noun, std::size_t width);  ///< `tiffin help person`
std::string render_command_help(const Command& command, std::size_t width);

/// The version line.
std::string render_version();

}  // namespace tiffin::cli
