#pragma once

#include "cli/surroundings.h"

namespace tiffin::cli {

/// The whole program: reads the arguments, runs one command, and gives the exit status of sysexits.h.
/// Nothing is thrown.
int run(const Surroundings& surroundings);

}  // namespace tiffin::cli
