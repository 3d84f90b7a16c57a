#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_invite();

}  // namespace tiffin::cli
