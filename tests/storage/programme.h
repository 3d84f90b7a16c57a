#pragma once

#include <string>

#include "domain/failure.h"
#include "storage/connection.h"
#include "storage/unit_of_work.h"

namespace tiffin::tests {

/// A folder of its own for one test; removed with all that is in it.
class Folder {
  public:
    Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder();

    /// The path of a file in it.
    [[nodiscard]] std::string operator/(const std::string& file) const { return path_ + "/" + file; }

  private:
    std::string path_;
};

/// A new programme in a file of its own, open for writing.
struct Programme {
    Programme();
    Folder folder;
    std::string path;
    storage::Connection connection;
};

/// Opens without waiting for others.
storage::Connection open(const std::string& database, storage::Access access = storage::Access::write);

/// A new programme.
storage::Connection create(const std::string& database);

/// What a failing action says: status, sentence, remedy. Fails the test when it does not fail.
struct Said {
    ExitStatus status;
    std::string sentence;
    std::string remedy;
};
template <class Action>
Said refusal(Action action) {
    try {
        action();
    } catch (const Failure& failure) {
        return {failure.status(), failure.what(), failure.remedy()};
    }
    throw std::logic_error("nothing was refused");
}

/// The one value that a query gives, asked by a connection of SQLite's own.
std::string ask(const std::string& database, const std::string& sql);

std::string read_file(const std::string& path);
void write_file(const std::string& path, const std::string& bytes);

}  // namespace tiffin::tests
