#include "storage/programme.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <sqlite3.h>
#include <stdlib.h>

namespace tiffin::tests {

Folder::Folder() : path_((std::filesystem::temp_directory_path() / "tiffin-XXXXXX").string()) {
    if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder");
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

Programme::Programme() : path(folder / "tiffin.db"), connection(create(path)) {}

storage::Connection create(const std::string& database) {
    auto connection = open(database, storage::Access::create);
    storage::UnitOfWork(connection, 1).commit();
    return connection;
}

storage::Connection open(const std::string& database, storage::Access access) {
    return storage::Connection::open({.database = database, .wait_seconds = 0, .interrupted = {}}, access);
}

std::string ask(const std::string& database, const std::string& sql) {
    sqlite3* handle = nullptr;
    std::string answer;
    char* message = nullptr;
    const auto keep = [](void* to, int columns, char** values, char** /*names*/) {
        for (int i = 0; i < columns; ++i) {
            static_cast<std::string*>(to)
                ->append(i == 0 ? "" : "|")
                .append(values[i] == nullptr ? "NULL" : values[i]);
        }
        return 0;
    };
    int result = sqlite3_open_v2(database.c_str(), &handle,
                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI, nullptr);
    if (result == SQLITE_OK) result = sqlite3_exec(handle, sql.c_str(), keep, &answer, &message);
    const std::string error = message == nullptr ? "" : message;
    sqlite3_free(message);
    sqlite3_close(handle);
    if (result != SQLITE_OK) throw std::runtime_error(sql + ": " + error);
    return answer;
}

std::string read_file(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream) throw std::runtime_error("cannot read " + path);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

void write_file(const std::string& path, const std::string& bytes) {
    std::ofstream stream(path, std::ios::binary);
    stream << bytes;
    if (!stream.flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace tiffin::tests
