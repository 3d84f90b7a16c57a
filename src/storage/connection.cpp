#include "storage/connection.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/identity.h"
#include "storage/migrations.h"
#include "storage/statement.h"

namespace tiffin::storage {

namespace {

bool is_uri(const std::string& database) {
    return database.rfind("file:", 0) == 0;
}

bool is_interrupted(const Location& location) {
    return location.interrupted && location.interrupted();
}

/// Short sleeps of uneven length: with SQLite's own growing ones the unlucky wait three times as long.
int wait_for_lock(void* context, int tries) {
    auto& engine = *static_cast<Connection::Engine*>(context);
    const auto now = std::chrono::steady_clock::now();
    if (tries == 0) engine.waiting_since = now;
    if (is_interrupted(engine.location)) return 0;
    if (now - engine.waiting_since >= std::chrono::seconds{engine.location.wait_seconds}) return 0;
    const int milliseconds = 1 + (tries * 7 + ::getpid()) % 5;
    ::usleep(static_cast<useconds_t>(milliseconds) * 1000);
    return 1;
}

int stop_when_interrupted(void* context) {
    const auto& engine = *static_cast<Connection::Engine*>(context);
    return is_interrupted(engine.location) ? 1 : 0;
}

Failure no_database(const std::string& name) {
    return {ExitStatus::not_found, "there is no database " + name, "tiffin init --database " + name};
}

[[noreturn]] void refuse_path(int error, const std::string& path) {
    const std::string reason = std::strerror(error);
    if (error == ENOENT || error == ENOTDIR) throw no_database(path);
    if (error == EACCES || error == EPERM || error == EROFS) {
        throw Failure(ExitStatus::not_permitted, "cannot open the database " + path + ": " + reason,
                      "ask its owner, or name another with --database");
    }
    throw Failure(ExitStatus::io, "cannot open the database " + path + ": " + reason,
                  "name another with --database");
}

/// What SQLite would only call "unable to open" is told apart here. True: made the file.
bool check_path(const std::string& path, Access access) {
    struct stat status {};
    const bool exists = ::stat(path.c_str(), &status) == 0;
    if (!exists && access != Access::create) refuse_path(errno, path);
    if (exists && S_ISDIR(status.st_mode)) {
        throw Failure(access == Access::create || access == Access::rehearse ? ExitStatus::cannot_create
                                                                             : ExitStatus::bad_input,
                      path + " is a folder, not a database", "name a file with --database");
    }
    if (exists) {
        if (::access(path.c_str(), R_OK) != 0) refuse_path(errno, path);
        return false;
    }
    std::error_code error;
    const auto folder = std::filesystem::path(path).parent_path();
    if (!folder.empty()) std::filesystem::create_directories(folder, error);
    if (error) {
        throw Failure(ExitStatus::cannot_create,
                      "cannot create the folder " + folder.string() + ": " + error.message(),
                      "name another place with --database");
    }
    // People's data: for the owner only, unless they decide otherwise.
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_CLOEXEC | O_WRONLY, S_IRUSR | S_IWUSR);
    if (file >= 0) {
        ::close(file);
        return true;
    }
    const int reason = errno;
    // Another process may have created it just now; a link that leads nowhere is there too.
    if (reason == EEXIST && ::stat(path.c_str(), &status) == 0) return false;
    throw Failure(ExitStatus::cannot_create, "cannot create " + path + ": " + std::strerror(reason),
                  "name another place with --database");
}

int flags_for(const Location& location, Access access) {
    const bool writable = is_uri(location.database) || ::access(location.database.c_str(), W_OK) == 0;
    int flags = SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX;  // one thread uses it
    flags |= access == Access::read && !writable ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (access == Access::create) flags |= SQLITE_OPEN_CREATE;
    return flags;
}

/// What a path is was looked at before; a URI may name anything.
Failure opening_failure(const SQLite::Exception& error, const Location& location, Access access) {
    constexpr int kNoEntry = -ENOENT & 0xFF;  // what libcephsqlite gives for a missing database
    const int code = error.getErrorCode() & 0xFF;
    if (access != Access::create && (code == SQLITE_CANTOPEN || code == kNoEntry)) {
        return no_database(location.database);
    }
    if (code == SQLITE_ERROR || code == SQLITE_PERM) {  // no such VFS or URI authority; mode=rwc
        return {ExitStatus::configuration,
                "cannot open the database " + location.database + ": " + error.what(),
                "mend the URI, or name another with --database"};
    }
    return translate(error, location);
}

/// Opens and sets what every connection needs.
std::unique_ptr<Connection::Engine> open_engine(const Location& location, const std::string& name,
                                                int flags) {
    auto engine = std::make_unique<Connection::Engine>(location, name, flags);
    sqlite3* handle = engine->database.getHandle();
    sqlite3_busy_handler(handle, wait_for_lock, engine.get());
    if (location.interrupted) sqlite3_progress_handler(handle, 20'000, stop_when_interrupted, engine.get());
    // A misspelt column in double quotes would otherwise be taken as text.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
    engine->database.exec("PRAGMA temp_store = MEMORY");
    return engine;
}

/// Of a URI, which only SQLite reads.
bool is_there(const Location& location) {
    try {
        const Connection::Engine engine(location, location.database, flags_for(location, Access::read));
        return true;
    } catch (const SQLite::Exception& error) {
        if (opening_failure(error, location, Access::read).status() == ExitStatus::not_found) return false;
        throw;
    }
}

std::unique_ptr<Connection::Engine> open_in_memory(const Location& location) {
    return open_engine(location, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX);
}

/// To be written, without touching the file.
std::unique_ptr<Connection::Engine> copy_in_memory(Connection::Engine& old) {
    auto copy = open_in_memory(old.location);
    SQLite::Backup backup(copy->database, old.database);
    const int result = backup.executeStep(-1);
    if (result != SQLITE_DONE) throw SQLite::Exception(old.database.getHandle(), result);
    return copy;
}

/// The word :memory: would be no file but a database in memory, gone with the process.
std::string file_name(const Location& location) {
    return location.database == ":memory:" ? "./:memory:" : location.database;
}

/// In one transaction: another process may be making a programme at this moment.
void look_for_others(Connection& connection) {
    try {
        const ReadTransaction snapshot(connection);
        must_be_free(connection);
    } catch (const Failure& failure) {
        if (failure.status() != ExitStatus::bad_input) throw;
        throw Failure(ExitStatus::cannot_create, failure.what(), "name another place with --database");
    }
}

bool is_nothing_there(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) != 0 || (S_ISREG(status.st_mode) && status.st_size == 0);
}

}  // namespace

Connection::Engine::Engine(Location at, const std::string& name, int flags)
    : location(std::move(at)), database(name, flags) {}

Connection::Engine::~Engine() {
    if (!made_file || !founding) return;
    // Under the lock, so that nobody is making a programme in it; SQLite lets nobody write a file that has
    // gone.
    sqlite3* handle = database.getHandle();
    sqlite3_busy_handler(handle, nullptr, nullptr);
    if (sqlite3_exec(handle, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) != SQLITE_OK) return;
    const char* path = sqlite3_db_filename(handle, "main");  // what a URI names, too
    if (path != nullptr && is_nothing_there(path)) ::unlink(path);
}

Connection::Connection(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

const std::string& Connection::name() const {
    return engine_->location.database;
}

void Connection::rehearse() {
    try {
        const char* file = sqlite3_db_filename(engine_->database.getHandle(), "main");
        const bool is_in_memory = file == nullptr || *file == '\0';
        if (!is_in_memory) engine_ = copy_in_memory(*engine_);
    } catch (const SQLite::Exception& error) {
        throw translate(error, engine_->location);
    }
}

void Connection::insist() {
    auto& location = engine_->location;
    location.interrupted = {};
    location.wait_seconds = std::max(location.wait_seconds, 60);
}

Connection Connection::open(const Location& location, Access access) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);  // counting what is allocated takes a lock each time
    try {
        if (access == Access::rehearse) return rehearse_founding(location);
        const bool made_file = is_uri(location.database) ? access == Access::create && !is_there(location)
                                                         : check_path(location.database, access);
        Connection connection(open_engine(location, file_name(location), flags_for(location, access)));
        if (access == Access::create) {
            connection.engine_->founding = true;
            connection.engine_->made_file = made_file;
            look_for_others(connection);
            return connection;
        }
        if (is_up_to_date(connection)) return connection;
        if (access == Access::read) connection.engine_ = copy_in_memory(connection.engine());
        migrate(connection);
        return connection;
    } catch (const SQLite::Exception& error) {
        throw opening_failure(error, location, access);
    }
}

Connection Connection::rehearse_founding(const Location& location) {
    if (is_uri(location.database) || !is_nothing_there(location.database)) {
        if (!is_uri(location.database)) check_path(location.database, Access::rehearse);
        try {
            Connection there(open_engine(location, file_name(location), flags_for(location, Access::read)));
            look_for_others(there);
        } catch (const SQLite::Exception& error) {
            const bool is_free =
                opening_failure(error, location, Access::read).status() == ExitStatus::not_found;
            if (!is_free) throw opening_failure(error, location, Access::create);
        }
    }
    Connection connection(open_in_memory(location));
    connection.engine_->founding = true;
    return connection;
}

ReadTransaction::ReadTransaction(Connection& connection) : connection_(connection) {
    execute(connection_, "BEGIN DEFERRED");
}

ReadTransaction::~ReadTransaction() {
    sqlite3_exec(connection_.engine().database.getHandle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

std::vector<std::string> damages(Connection& connection) {
    std::vector<std::string> found;
    Statement integrity(connection, "PRAGMA integrity_check(20)");
    while (integrity.step()) {
        if (integrity.view(0) != "ok") found.push_back(integrity.text(0));
    }
    Statement references(connection,
                         "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 20");
    while (references.step()) {
        found.push_back("row " + references.text(1) + " of " + references.text(0) + " names a missing " +
                        references.text(2));
    }
    return found;
}

Failure interruption() {
    return {ExitStatus::unavailable, "interrupted, so nothing was changed"};
}

Failure translate(const SQLite::Exception& error, const Location& location) {
    const std::string& database = location.database;
    const std::string name = "the database " + database;
    switch (error.getErrorCode() & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            if (is_interrupted(location)) return interruption();  // it ended the wait
            return {ExitStatus::busy, name + " is being written by another process",
                    "try again in a moment, or wait longer with --wait SECONDS"};
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return {ExitStatus::not_permitted, name + " is read-only",
                    "ask its owner, or name another with --database"};
        case SQLITE_FULL:
            return {ExitStatus::io, "the disk is full, so nothing was written to " + database,
                    "make room and run the command again"};
        case SQLITE_IOERR:
            return {ExitStatus::io,
                    "reading or writing " + database + " failed (" + error.getErrorStr() +
                        "), so nothing was changed",
                    "check the disk and run the command again"};
        case SQLITE_NOTADB:
            return {ExitStatus::bad_input, database + " is not a database",
                    "name the right file with --database"};
        case SQLITE_CORRUPT:
            return {ExitStatus::bad_input, name + " is damaged (" + error.what() + ")",
                    "restore a backup, or see what is left with: sqlite3 " + database + " .recover"};
        case SQLITE_CANTOPEN:
            return {ExitStatus::cannot_create, "cannot open the database " + database + " or its journal",
                    "check that its folder exists and may be written"};
        case SQLITE_INTERRUPT:
            return interruption();
        default:
            return {ExitStatus::bug, std::string("the database engine refused a statement: ") + error.what(),
                    "this is a bug of tiffin: please report it with the command you typed"};
    }
}

}  // namespace tiffin::storage
