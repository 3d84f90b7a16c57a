#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_tick();

}  // namespace tiffin::cli
