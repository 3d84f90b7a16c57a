#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_holiday_add();
std::unique_ptr<Action> make_holiday_remove();
std::unique_ptr<Action> make_holiday_list();
std::unique_ptr<Action> make_holiday_import();

}  // namespace tiffin::cli
