#pragma once

#include "storage/connection.h"

namespace tiffin::storage {

/// Fails with cannot_create where a programme, or a database of another program, is already.
void must_be_free(Connection& connection);

/// False for a programme of an older schema. Fails with bad_input where there is no programme, and with
/// configuration for one that a newer tiffin wrote.
bool is_up_to_date(Connection& connection);

/// Marks the database as ours, inside the transaction that is open.
void mark_as_ours(Connection& connection);

}  // namespace tiffin::storage
