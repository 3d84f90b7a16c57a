#pragma once

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_session_list();
std::unique_ptr<Action> make_session_show();
std::unique_ptr<Action> make_session_assign();
std::unique_ptr<Action> make_session_confirm();
std::unique_ptr<Action> make_session_pin();
std::unique_ptr<Action> make_session_unpin();
std::unique_ptr<Action> make_session_swap();
std::unique_ptr<Action> make_session_giveback();
std::unique_ptr<Action> make_session_replace();
std::unique_ptr<Action> make_session_hold();
std::unique_ptr<Action> make_session_move();
std::unique_ptr<Action> make_session_cancel();
std::unique_ptr<Action> make_session_restore();

}  // namespace tiffin::cli
