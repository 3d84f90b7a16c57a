#pragma once

#include <string>

#include "cli/surroundings.h"

namespace tiffin::cli {

/// Answers the hidden `__complete WORD…` of the completion scripts: the last word is being typed. One
/// candidate a line, its description behind a tab. Never writes, never fails: without a database there are
/// only words.
std::string complete(const Surroundings& surroundings);

}  // namespace tiffin::cli
