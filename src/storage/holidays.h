#pragma once

#include <vector>

#include "domain/holiday.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// By date, then name.
std::vector<Holiday> holidays(Connection& connection, DateRange dates);
void insert(UnitOfWork& work, const Holiday& holiday);
void remove(UnitOfWork& work, HolidayId holiday);

}  // namespace tiffin::storage
