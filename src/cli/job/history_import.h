#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/invocation.h"

namespace tiffin::cli {

/// `import history FILE`.
void import_history(Invocation& invocation, const std::string& path, const std::optional<std::string>& series,
                    const std::vector<std::string>& map);

}  // namespace tiffin::cli
