#pragma once

#include <optional>
#include <vector>

#include "domain/attendance.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// By name.
std::vector<Attendance> attendance(Connection& connection, SessionId session);
bool has_attendance(Connection& connection, SessionId session);
/// For which it is noted who was there, the last one first; at most `most`.
std::vector<SessionId> attended_sessions(Connection& connection, const std::optional<SeriesId>& series,
                                         int most);

/// Replaces what was noted of the same person.
void record(UnitOfWork& work, const Attendance& attendance);
void remove(UnitOfWork& work, const Attendance& attendance);

}  // namespace tiffin::storage
