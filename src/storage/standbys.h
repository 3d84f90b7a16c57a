#pragma once

#include <vector>

#include "domain/standby.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// In their order.
std::vector<Standby> standbys(Connection& connection);
/// As the last, or before all others.
enum class Place { last, first };
void insert(UnitOfWork& work, Standby standby, Place place);
void remove(UnitOfWork& work, StandbyId standby);

}  // namespace tiffin::storage
