#pragma once

#include <functional>
#include <string>

#include "cli/surroundings.h"

namespace tiffin::cli {

/// All bytes of the file, or of standard input for "-". Fails with not_found, not_permitted or io.
std::string read_input(const Surroundings& surroundings, const std::string& path);

/// All that is left to read; `name` is for messages. A pipe is waited for until `interrupted` (may be empty)
/// says that a signal has come.
std::string read_descriptor(int descriptor, const std::string& name,
                            const std::function<bool()>& interrupted = {});

/// "standard input" for "-".
std::string input_name(const std::string& path);

}  // namespace tiffin::cli
