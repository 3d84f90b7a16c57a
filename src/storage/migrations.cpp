#include "storage/migrations.h"

#include <array>
#include <string>

#include "storage/sql.h"
#include "storage/statement.h"

namespace tiffin::storage {

namespace {
constexpr std::array<const char*, 1> kSteps{sql::migration_0001};
}

int latest_schema_version() {
    return static_cast<int>(kSteps.size());
}

bool migrate(Connection& connection, int application_id) {
    try {
        SQLite::Transaction transaction(connection.engine().database, SQLite::TransactionBehavior::IMMEDIATE);
        // Another process may have climbed while this one waited for the lock.
        int version = schema_version(connection);
        if (version >= latest_schema_version()) return false;
        for (; version < latest_schema_version(); ++version) {
            connection.engine().database.exec(kSteps[static_cast<std::size_t>(version)]);
            connection.engine().database.exec("PRAGMA user_version = " + std::to_string(version + 1));
        }
        connection.engine().database.exec("PRAGMA application_id = " + std::to_string(application_id));
        transaction.commit();
        return true;
    } catch (const SQLite::Exception& error) {
        throw translate(error, connection.engine().location);
    }
}

}  // namespace tiffin::storage
