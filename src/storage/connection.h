#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tiffin::storage {

enum class Access {
    read,    ///< the file must exist; it is opened for writing only when it must be migrated
    write,   ///< the file must exist
    create,  ///< `init`: the file must not hold a programme yet
};

/// Where a programme is kept and how to wait for it.
struct Location {
    std::string database;               ///< a path, or an SQLite URI that begins with "file:"
    int wait_seconds = 10;              ///< for other processes that hold the lock
    std::function<bool()> interrupted;  ///< polled; true ends the running statement. May be empty
};

/// One open database: the only one of its process. Statements live no longer than it does.
/// Every failure of the engine leaves it as a Failure: busy, io (full disk), not_permitted (read-only),
/// not_found, bad_input (not a database, not one of ours, damaged), configuration (written by a newer
/// version).
class Connection {
  public:
    /// Opens, sets what every connection needs (foreign keys, temporary data in memory, strict quoting) and
    /// climbs the migrations.
    static Connection open(const Location& location, Access access);

    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection();

    /// Path or URI, as messages name it.
    [[nodiscard]] const std::string& name() const;

    struct Engine;
    [[nodiscard]] Engine& engine() const { return *engine_; }

  private:
    explicit Connection(std::unique_ptr<Engine> engine);
    std::unique_ptr<Engine> engine_;
};

/// A consistent view for as long as it lives. Nothing slow may be waited for meanwhile.
class ReadTransaction {
  public:
    explicit ReadTransaction(Connection& connection);
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;
    ~ReadTransaction();

  private:
    Connection& connection_;
};

/// The schema version that this program writes.
int latest_schema_version();
int schema_version(Connection& connection);

/// What PRAGMA integrity_check and foreign_key_check find; empty: nothing.
std::vector<std::string> damages(Connection& connection);

}  // namespace tiffin::storage
