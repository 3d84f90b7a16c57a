#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_attendance_add();
std::unique_ptr<Action> make_attendance_list();
std::unique_ptr<Action> make_attendance_remove();
std::unique_ptr<Action> make_attendance_import();

}  // namespace tiffin::cli
