#include "storage/unit_of_work.h"

#include <sqlite3.h>

#include "storage/migrations.h"
#include "storage/statement.h"

namespace tiffin::storage {

namespace {

std::int64_t rows_changed(Connection& connection) {
    return sqlite3_total_changes64(connection.engine().database.getHandle());
}

void roll_back(Connection& connection) {
    // Where this fails (a full disk) the engine has rolled back by itself.
    sqlite3_exec(connection.engine().database.getHandle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace

UnitOfWork::UnitOfWork(Connection& connection, std::uint64_t seed) : connection_(connection) {
    execute(connection_, "PRAGMA cache_size = -65536");  // random ids touch pages all over the file
    execute(connection_, "BEGIN IMMEDIATE");
    try {
        if (connection_.engine().founding) found(connection_);
        Statement revision(connection_, "SELECT revision FROM programme");
        revision.step();
        rows_changed_before_ = rows_changed(connection_);
        random_state_ = seed + static_cast<std::uint64_t>(revision.number(0)) * 0xD1342543DE82EF95U;
    } catch (...) {  // no destructor will run
        roll_back(connection_);
        throw;
    }
}

UnitOfWork::~UnitOfWork() {
    if (open_) roll_back(connection_);
}

bool UnitOfWork::changed_anything() const {
    return rows_changed(connection_) != rows_changed_before_;
}

void UnitOfWork::commit() {
    const auto& interrupted = connection_.engine().location.interrupted;
    if (interrupted && interrupted()) throw interruption();
    execute(connection_, "UPDATE programme SET revision = revision + 1");
    execute(connection_, "COMMIT");
    connection_.engine().founding = false;
    open_ = false;
}

std::int64_t UnitOfWork::next_random() {
    // SplitMix64 (Steele, Lea, Flood 2014): the same on every machine, and one word of state.
    std::uint64_t mixed = (random_state_ += 0x9E3779B97F4A7C15U);
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    mixed ^= mixed >> 31;
    const auto sixty_bits = static_cast<std::int64_t>(mixed >> 4);
    return sixty_bits == 0 ? next_random() : sixty_bits;
}

}  // namespace tiffin::storage
