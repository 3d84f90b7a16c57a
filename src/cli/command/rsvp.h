#pragma once

#include <memory>

#include "cli/command.h"

namespace tiffin::cli {

std::unique_ptr<Action> make_rsvp_set();
std::unique_ptr<Action> make_rsvp_list();
std::unique_ptr<Action> make_rsvp_pending();
std::unique_ptr<Action> make_rsvp_ingest();

}  // namespace tiffin::cli
