#pragma once

#include <string>
#include <vector>

#include "cli/invocation.h"

namespace tiffin::cli {

/// `topic import FILE`.
void import_topics(Invocation& invocation, const std::string& path, const std::vector<std::string>& map);

}  // namespace tiffin::cli
