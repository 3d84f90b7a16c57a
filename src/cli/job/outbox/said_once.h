#pragma once

#include "domain/message.h"
#include "storage/connection.h"

namespace tiffin::cli {

/// Of a message with the key that stands for what it says: the key of the last that said so and still counts,
/// or, where none does, one that is new. What was called off before it went out does not count, and what asks
/// for something by one day says nothing of another.
void number(storage::Connection& connection, Message& message);

}  // namespace tiffin::cli
