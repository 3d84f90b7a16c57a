#pragma once

#include <memory>

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_report_catering();
std::unique_ptr<Action> make_session_freeze();

}  // namespace tiffin::cli
