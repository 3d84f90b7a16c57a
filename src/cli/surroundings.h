#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "text/sink.h"

namespace tiffin::cli {

/// Everything outside the program, so that a test can be a world of its own. main.cpp fills it from the
/// system.
struct Surroundings {
    std::vector<std::string> arguments;  ///< without the program's name
    std::function<std::optional<std::string>(std::string_view)> environment;
    std::vector<std::string> environment_of_programs;  ///< "NAME=value": what a program that is started gets
    std::function<Instant()> clock;
    std::function<std::uint64_t()> entropy;
    std::function<bool()> interrupted;                ///< a signal asked the program to end
    std::function<std::string()> standard_input;      ///< all of it
    std::string zone_folder = "/usr/share/zoneinfo";  ///< whose age `check` looks at
    text::Sink* out = nullptr;
    text::Sink* err = nullptr;
    bool in_is_terminal = false;
    bool out_is_terminal = false;
    bool err_is_terminal = false;
    std::size_t width = 0;  ///< of the terminal that shows `out`; 0: unknown or none
};

}  // namespace tiffin::cli
