#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_init();
std::unique_ptr<Action> make_config_show();
std::unique_ptr<Action> make_config_set();

}  // namespace tiffin::cli
