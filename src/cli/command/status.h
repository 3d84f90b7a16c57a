#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_status();
std::unique_ptr<Action> make_check();

}  // namespace tiffin::cli
