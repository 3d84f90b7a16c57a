#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tiffin::storage {

enum class Access {
    read,    ///< the file must exist; a consistent view of it is kept until end_view()
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

    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection();

    /// Ends the view of Access::read, and with it the lock that keeps writers waiting; before anything slow
    /// is waited for. What is read later may be newer. Nothing without a view.
    void end_view();

    /// Path or URI, as messages name it.
    [[nodiscard]] const std::string& name() const;

    struct Engine;
    [[nodiscard]] Engine& engine() const { return *engine_; }

  private:
    explicit Connection(std::unique_ptr<Engine> engine);
    void begin_view();
    std::unique_ptr<Engine> engine_;
};

/// The schema version that this program writes.
int latest_schema_version();
int schema_version(Connection& connection);

/// What PRAGMA integrity_check and foreign_key_check find; empty: nothing.
std::vector<std::string> damages(Connection& connection);

}  // namespace tiffin::storage
