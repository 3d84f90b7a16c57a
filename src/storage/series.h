#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "domain/series.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// By name.
std::vector<Series> all_series(Connection& connection);
std::optional<Series> series(Connection& connection, SeriesId id);
/// The slug is text::slug(name): the name as people type it.
std::optional<Series> series_by_slug(Connection& connection, std::string_view slug);

void insert(UnitOfWork& work, const Series& series);
/// Replaces everything but the id, pauses included.
void update(UnitOfWork& work, const Series& series);
/// Fails while it has sessions.
void remove(UnitOfWork& work, SeriesId series);

}  // namespace tiffin::storage
