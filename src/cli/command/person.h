#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_person_add();
std::unique_ptr<Action> make_person_list();
std::unique_ptr<Action> make_person_show();
std::unique_ptr<Action> make_person_edit();
std::unique_ptr<Action> make_person_remove();
std::unique_ptr<Action> make_person_away();
std::unique_ptr<Action> make_person_leave();
std::unique_ptr<Action> make_person_rejoin();
std::unique_ptr<Action> make_person_import();

}  // namespace tiffin::cli
