#pragma once

#include <vector>

#include "domain/drop_out.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// Of one session, by the day on which they were noted.
std::vector<DropOut> drop_outs(Connection& connection, SessionId session);
/// Of all sessions from the day on, by date and session.
std::vector<DropOut> drop_outs_from(Connection& connection, Date day);

/// The last word on that person and session.
void record(UnitOfWork& work, const DropOut& drop_out);
/// They did appear.
void remove_drop_out(UnitOfWork& work, SessionId session, PersonId person);

}  // namespace tiffin::storage
