#include "storage/settings.h"

#include "storage/statement.h"

namespace tiffin::storage {

std::map<std::string, std::string> settings(Connection& connection, std::optional<SeriesId> series) {
    Statement rows(connection, series ? "SELECT key, value FROM series_setting WHERE series = :series"
                                      : "SELECT key, value FROM setting");
    if (series) rows.set(":series", *series);
    std::map<std::string, std::string> found;
    while (rows.step()) found.emplace(rows.text(0), rows.text(1));
    return found;
}

void set_setting(UnitOfWork& work, std::optional<SeriesId> series, std::string_view key,
                 std::optional<std::string_view> value) {
    auto& connection = work.connection();
    Statement remove(connection, series ? "DELETE FROM series_setting WHERE key = :key AND series = :series"
                                        : "DELETE FROM setting WHERE key = :key");
    if (series) remove.set(":series", *series);
    remove.set(":key", key).run();
    if (!value) return;
    Statement add(connection,
                  series ? "INSERT INTO series_setting (series, key, value) VALUES (:series, :key, :value)"
                         : "INSERT INTO setting (key, value) VALUES (:key, :value)");
    if (series) add.set(":series", *series);
    add.set(":key", key).set(":value", *value).run();
}

}  // namespace tiffin::storage
