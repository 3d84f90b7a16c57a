#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/session_table.h"
#include "domain/message.h"
#include "domain/seating.h"
#include "domain/series.h"
#include "storage/connection.h"

namespace tiffin::cli {

/// What is to be written to somebody who waits for a place, or no longer does.
struct PlaceNews {
    Seat seat{};
    bool had_place = false;    ///< as they were told last
    bool is_prepared = false;  ///< it is in the outbox already
    std::string key{};
    std::string thread{};
};

/// Of those who say yes to a session that is to come: who waits is told once, and once more when there is a
/// place for them. Who was never told that they wait is not told of a place.
std::vector<PlaceNews> place_news(storage::Connection& connection, const Series& series,
                                  const Session& session);

}  // namespace tiffin::cli
