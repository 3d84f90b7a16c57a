#include "storage/migrations.h"

#include <array>
#include <string>

#include "storage/identity.h"
#include "storage/sql.h"
#include "storage/statement.h"

namespace tiffin::storage {

namespace {

constexpr std::array kSteps{
    sql::migration_0001, sql::migration_0002, sql::migration_0003, sql::migration_0004, sql::migration_0005,
    sql::migration_0006, sql::migration_0007, sql::migration_0008, sql::migration_0009, sql::migration_0010,
    sql::migration_0011, sql::migration_0012, sql::migration_0013, sql::migration_0014};

void climb(Connection& connection) {
    for (int version = schema_version(connection); version < latest_schema_version(); ++version) {
        connection.engine().database.exec(kSteps[static_cast<std::size_t>(version)]);
        connection.engine().database.exec("PRAGMA user_version = " + std::to_string(version + 1));
    }
}

}  // namespace

int latest_schema_version() {
    return static_cast<int>(kSteps.size());
}

void migrate(Connection& connection) {
    try {
        SQLite::Transaction transaction(connection.engine().database, SQLite::TransactionBehavior::IMMEDIATE);
        climb(connection);
        transaction.commit();
    } catch (const SQLite::Exception& error) {
        throw translate(error, connection.engine().location);
    }
}

void found(Connection& connection) {
    must_be_free(connection);
    try {
        climb(connection);
        mark_as_ours(connection);
    } catch (const SQLite::Exception& error) {
        throw translate(error, connection.engine().location);
    }
}

}  // namespace tiffin::storage
