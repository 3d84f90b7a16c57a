#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_absence_import();

}  // namespace tiffin::cli
