#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_draft_list();
std::unique_ptr<Action> make_draft_show();
std::unique_ptr<Action> make_draft_compare();
std::unique_ptr<Action> make_draft_accept();
std::unique_ptr<Action> make_draft_drop();

}  // namespace tiffin::cli
