#pragma once

#include <string>

#include "cli/job/imports/csv_import.h"
#include "domain/session.h"

namespace tiffin::cli {

/// Takes the columns start, end, zone, place and link of an import into the session; an empty cell leaves
/// what is known. Times are those of the session's zone ("12:30") or name their offset
/// ("2027-02-18T12:30:00+01:00"). `programme_zone` is for a session that has none. False when the session is
/// already as the row says. Fails (bad_input) for a time on another day, an end before the start, and a start
/// without a zone.
bool read_time_and_place(const ImportRow& row, const std::string& programme_zone, Session& session);

}  // namespace tiffin::cli
