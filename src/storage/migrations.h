#pragma once

#include "storage/connection.h"

namespace tiffin::storage {

/// Brings the schema up to date, step by step, in one transaction. Steps are numbered and frozen once
/// released; a new file climbs the same ladder. False when another process had done it meanwhile.
bool migrate(Connection& connection, int application_id);

}  // namespace tiffin::storage
