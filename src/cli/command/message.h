#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_message_list();
std::unique_ptr<Action> make_message_show();
std::unique_ptr<Action> make_message_send();
std::unique_ptr<Action> make_message_drop();
std::unique_ptr<Action> make_message_restore();
std::unique_ptr<Action> make_message_export();

}  // namespace tiffin::cli
