#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_prep_list();
std::unique_ptr<Action> make_prep_done();
std::unique_ptr<Action> make_prep_add();
std::unique_ptr<Action> make_prep_remove();

}  // namespace tiffin::cli
