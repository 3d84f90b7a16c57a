#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_import_history();

}  // namespace tiffin::cli
