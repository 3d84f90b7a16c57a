#pragma once

#include <optional>
#include <string>

#include "cli/job/imports/csv_import.h"

namespace tiffin::cli {

/// `import history FILE`; `series` is that of the rows that name none.
void import_history(Invocation& invocation, ImportFile& file, const std::optional<std::string>& series);

}  // namespace tiffin::cli
