#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_topic_add();
std::unique_ptr<Action> make_topic_list();
std::unique_ptr<Action> make_topic_show();
std::unique_ptr<Action> make_topic_edit();
std::unique_ptr<Action> make_topic_remove();
std::unique_ptr<Action> make_topic_import();

}  // namespace tiffin::cli
