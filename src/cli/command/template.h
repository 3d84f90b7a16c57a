#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_announce();
std::unique_ptr<Action> make_template_list();
std::unique_ptr<Action> make_template_show();
std::unique_ptr<Action> make_template_check();

}  // namespace tiffin::cli
