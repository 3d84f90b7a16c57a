#pragma once

#include "cli/job/imports/csv_import.h"

namespace tiffin::cli {

/// Sessions have been held, so that somebody new joins today rather than having been here always.
bool has_history(Invocation& invocation);

/// Who a row is about that has somebody's name and another address.
enum class Namesake { unknown, same, other };

/// `person import FILE`.
void import_people(Invocation& invocation, ImportFile& file, Namesake namesake);

}  // namespace tiffin::cli
