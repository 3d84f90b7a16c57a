#include "storage/identity.h"

#include "storage/statement.h"

namespace tiffin::storage {

namespace {

constexpr int kApplicationId = 0x7469666E;  // "tifn"

int number(Connection& connection, const char* sql) {
    Statement statement(connection, sql);
    return statement.step() ? static_cast<int>(statement.number(0)) : 0;
}

struct Identity {
    int application = 0;
    int version = 0;
    bool empty = false;
};

Identity identity(Connection& connection) {
    const int application = number(connection, "PRAGMA application_id");
    const int version = schema_version(connection);
    return {.application = application,
            .version = version,
            .empty = application == 0 && version == 0 &&
                     number(connection, "SELECT count(*) FROM sqlite_schema") == 0};
}

}  // namespace

int schema_version(Connection& connection) {
    return number(connection, "PRAGMA user_version");
}

void must_be_free(Connection& connection) {
    const auto found = identity(connection);
    if (found.empty) return;
    if (found.application == kApplicationId) {
        throw Failure(ExitStatus::cannot_create, connection.name() + " holds a programme already",
                      "use it, or name another place with --database");
    }
    throw Failure(ExitStatus::cannot_create, connection.name() + " is a database of another program",
                  "name another place with --database");
}

bool is_up_to_date(Connection& connection) {
    const ReadTransaction snapshot(connection);  // another process may be creating or migrating it just now
    const auto found = identity(connection);
    if (found.empty) {
        throw Failure(ExitStatus::bad_input, connection.name() + " is empty, not a tiffin database",
                      "tiffin init --database " + connection.name());
    }
    if (found.application != kApplicationId) {
        throw Failure(ExitStatus::bad_input, connection.name() + " is a database of another program",
                      "name the right one with --database");
    }
    if (found.version > latest_schema_version()) {
        throw Failure(ExitStatus::configuration,
                      connection.name() + " was written by a newer tiffin (schema " +
                          std::to_string(found.version) + "; this one knows " +
                          std::to_string(latest_schema_version()) + ")",
                      "install the newer tiffin on this machine too");
    }
    return found.version == latest_schema_version();
}

void mark_as_ours(Connection& connection) {
    connection.engine().database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
}

}  // namespace tiffin::storage
