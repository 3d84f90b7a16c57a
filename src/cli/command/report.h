#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_report_rotation();
std::unique_ptr<Action> make_report_fairness();

}  // namespace tiffin::cli
