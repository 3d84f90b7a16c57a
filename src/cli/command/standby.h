#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_standby_add();
std::unique_ptr<Action> make_standby_list();
std::unique_ptr<Action> make_standby_remove();

}  // namespace tiffin::cli
