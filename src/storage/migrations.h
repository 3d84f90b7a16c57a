#pragma once

#include "storage/connection.h"

namespace tiffin::storage {

/// Brings an older programme up to date, in one transaction; does nothing when another process has done it
/// meanwhile. Steps are numbered and frozen once released; a new file climbs the same ladder.
void migrate(Connection& connection);

/// Makes a programme of nothing, inside the transaction that is open. Fails with cannot_create when another
/// process has made one meanwhile.
void found(Connection& connection);

}  // namespace tiffin::storage
