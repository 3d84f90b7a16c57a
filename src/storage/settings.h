#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "domain/id.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// What `config set` wrote, by key; of the programme, or of one series.
std::map<std::string, std::string> settings(Connection& connection, std::optional<SeriesId> series);

/// Nothing removes the setting, so that the default holds again.
void set_setting(UnitOfWork& work, std::optional<SeriesId> series, std::string_view key,
                 std::optional<std::string_view> value);

}  // namespace tiffin::storage
