#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tiffin::storage {

enum class Access {
    read,    ///< the file must exist; it stays as it is, and one of an older schema is read from a new copy
    write,   ///< the file must exist; one of an older schema is brought up to date first
    create,  ///< the place must hold nothing yet; the first unit of work makes the programme, schema and all
    rehearse,  ///< like create, in memory: the place is looked at and stays as it is
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
    /// Opens and sets what every connection needs: foreign keys, temporary data in memory, strict quoting.
    static Connection open(const Location& location, Access access);

    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    ~Connection();

    /// Path or URI, as messages name it.
    [[nodiscard]] const std::string& name() const;

    /// What is written from now on goes to a copy in memory, and to nobody's file: no lock is asked for. No
    /// statement may be walking along its rows.
    void rehearse();
    /// What is written from now on has happened already: no signal keeps it from being noted, and locks are
    /// waited for at least a minute.
    void insist();

    struct Engine;
    [[nodiscard]] Engine& engine() const { return *engine_; }

  private:
    explicit Connection(std::unique_ptr<Engine> engine);
    static Connection rehearse_founding(const Location& location);
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
