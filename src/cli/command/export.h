#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_export_people();
std::unique_ptr<Action> make_export_topics();
std::unique_ptr<Action> make_export_sessions();
std::unique_ptr<Action> make_export_assignments();
std::unique_ptr<Action> make_export_swaps();
std::unique_ptr<Action> make_export_drop_outs();
std::unique_ptr<Action> make_export_attendance();

}  // namespace tiffin::cli
