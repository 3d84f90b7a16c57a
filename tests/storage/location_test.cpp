#include <csignal>
#include <filesystem>
#include <optional>

#include <catch2/catch.hpp>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "storage/people.h"
#include "storage/programme.h"
#include "storage/statement.h"

using namespace tiffin;
using storage::Access;
using tests::ask;
using tests::Folder;
using tests::open;
using tests::Programme;
using tests::refusal;

namespace {

void add_people(storage::Connection& connection, int count) {
    storage::UnitOfWork work(connection, 1);
    for (int i = 0; i < count; ++i) {
        storage::insert(work, Person{.id = work.new_id<PersonId>(), .name = "Person " + std::to_string(i)});
    }
    work.commit();
}

/// A lock held by another program until the end of the scope.
class OtherProgram {
  public:
    OtherProgram(const std::string& database, const char* begin) {
        REQUIRE(sqlite3_open(database.c_str(), &handle_) == SQLITE_OK);
        REQUIRE(sqlite3_exec(handle_, begin, nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    OtherProgram(const OtherProgram&) = delete;
    OtherProgram& operator=(const OtherProgram&) = delete;
    ~OtherProgram() { sqlite3_close(handle_); }

  private:
    sqlite3* handle_ = nullptr;
};

/// No file of this process may grow beyond `bytes`: what a full disk is to it, without one.
class FileSizeLimit {
  public:
    explicit FileSizeLimit(rlim_t bytes) : inherited_(std::signal(SIGXFSZ, SIG_IGN)) {
        REQUIRE(::getrlimit(RLIMIT_FSIZE, &before_) == 0);
        const rlimit limit{bytes, before_.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        (void)std::signal(SIGXFSZ, inherited_);
    }

  private:
    void (*inherited_)(int);
    rlimit before_{};
};

}  // namespace

TEST_CASE("a place without a database is told, by path and by URI") {
    Folder folder;
    for (const auto access : {Access::read, Access::write}) {
        const auto said = refusal([&] { open(folder / "missing.db", access); });
        CHECK(said.status == ExitStatus::not_found);
        CHECK(said.sentence == "there is no database " + (folder / "missing.db"));
        CHECK(said.remedy == "tiffin init --database " + (folder / "missing.db"));
        const auto uri = "file:" + (folder / "missing.db");
        CHECK(refusal([&] { open(uri, access); }).status == ExitStatus::not_found);
        CHECK(refusal([&] { open(uri, access); }).sentence == "there is no database " + uri);
    }
    CHECK_FALSE(std::filesystem::exists(folder / "missing.db"));
    tests::write_file(folder / "file", "x");
    const auto said = refusal([&] { open(folder / "file/tiffin.db"); });
    CHECK(said.status == ExitStatus::not_found);
    CHECK(said.sentence == "there is no database " + (folder / "file/tiffin.db"));
}

TEST_CASE("what is no database of ours is told apart and left alone") {
    Folder folder;
    const auto check = [&](const std::string& file, Access access, ExitStatus status,
                           const std::string& what) {
        INFO(file);
        const auto said = refusal([&] { open(folder / file, access); });
        CHECK(said.status == status);
        CHECK(said.sentence == (folder / file) + what);
        CHECK_FALSE(said.remedy.empty());
    };
    const auto refusing = [](Access access) {
        return access == Access::create ? ExitStatus::cannot_create : ExitStatus::bad_input;
    };
    tests::write_file(folder / "empty.db", "");
    check("empty.db", Access::read, ExitStatus::bad_input, " is empty, not a tiffin database");
    check("empty.db", Access::write, ExitStatus::bad_input, " is empty, not a tiffin database");

    for (const auto& text : {std::string("name,email\nAna,ana@x.example\n"), std::string(20'000, 'x')}) {
        tests::write_file(folder / "people.csv", text);
        for (const auto access : {Access::read, Access::write, Access::create}) {
            check("people.csv", access, refusing(access), " is not a database");
        }
        CHECK(tests::read_file(folder / "people.csv") == text);
    }

    ask(folder / "other.db", "CREATE TABLE song (title TEXT)");
    const auto before = tests::read_file(folder / "other.db");
    check("other.db", Access::read, ExitStatus::bad_input, " is a database of another program");
    check("other.db", Access::write, ExitStatus::bad_input, " is a database of another program");
    check("other.db", Access::create, ExitStatus::cannot_create, " is a database of another program");
    CHECK(tests::read_file(folder / "other.db") == before);

    ask(folder / "reserved.db", "PRAGMA application_id = 42");
    check("reserved.db", Access::create, ExitStatus::cannot_create, " is a database of another program");

    std::filesystem::create_directory(folder / "folder.db");
    for (const auto access : {Access::read, Access::write, Access::create}) {
        check("folder.db", access, refusing(access), " is a folder, not a database");
    }
}

TEST_CASE("a new programme is for its owner only, whatever the umask, in folders made for it") {
    Folder folder;
    const auto path = folder / "a/b/tiffin.db";
    const mode_t mask = ::umask(0);
    tests::create(path);
    ::umask(mask);
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 07777U) == 0600U);
    CHECK(refusal([&] { open(path, Access::create); }).sentence == path + " holds a programme already");
    CHECK(refusal([&] { open(path, Access::create); }).status == ExitStatus::cannot_create);

    tests::write_file(folder / "empty.db", "");  // what an interrupted init may leave
    tests::create(folder / "empty.db");
    auto connection = open(folder / "empty.db");
    CHECK(storage::all_people(connection).empty());

    tests::write_file(folder / "file", "x");
    CHECK(refusal([&] { open(folder / "file/x/tiffin.db", Access::create); }).status ==
          ExitStatus::cannot_create);
}

TEST_CASE("a file in which no programme was made goes again") {
    const Folder folder;
    const auto path = folder / "programme.db";
    {
        auto connection = open(path, Access::create);
        const storage::UnitOfWork abandoned(connection, 1);
    }
    CHECK_FALSE(std::filesystem::exists(path));

    tests::write_file(path, "");  // one that was there before stays
    { open(path, Access::create); }
    CHECK(std::filesystem::exists(path));
}

TEST_CASE("no programme is made in a file that its maker has removed meanwhile") {
    const Folder folder;
    const auto path = folder / "programme.db";
    auto first = std::make_optional(open(path, Access::create));
    auto second = open(path, Access::create);
    first.reset();
    CHECK_THROWS_AS(storage::UnitOfWork(second, 1), Failure);
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a programme that another process made in the same new file stays") {
    const Folder folder;
    const auto path = folder / "programme.db";
    auto first = std::make_optional(open(path, Access::create));
    auto second = open(path, Access::create);
    storage::UnitOfWork work(second, 1);
    SECTION("it is being made") {
        first.reset();
        work.commit();
    }
    SECTION("it is made") {
        work.commit();
        first.reset();
    }
    CHECK(ask(path, "SELECT count(*) FROM programme") == "1");
}

TEST_CASE("a link is followed to a programme, and not to where none is") {
    const Programme programme;
    std::filesystem::create_symlink(programme.path, programme.folder / "link.db");
    auto connection = open(programme.folder / "link.db");
    CHECK(storage::damages(connection).empty());
    std::filesystem::create_symlink(programme.folder / "nowhere.db", programme.folder / "broken.db");
    CHECK(refusal([&] { open(programme.folder / "broken.db"); }).status == ExitStatus::not_found);
    CHECK(refusal([&] { open(programme.folder / "broken.db", Access::create); }).status ==
          ExitStatus::cannot_create);
    CHECK_FALSE(std::filesystem::exists(programme.folder / "nowhere.db"));
}

TEST_CASE("URIs of SQLite name databases, on another VFS too") {
    Folder folder;
    for (const std::string& uri :
         {"file:" + (folder / "a.db"), "file:" + (folder / "b.db") + "?vfs=unix-excl",
          "file:" + (folder / "c%20d.db") + "?vfs=unix-dotfile"}) {
        INFO(uri);
        {
            auto connection = open(uri, Access::create);
            add_people(connection, 3);
            CHECK(connection.name() == uri);
        }
        {
            auto connection = open(uri, Access::read);
            CHECK(storage::all_people(connection).size() == 3);
            CHECK(storage::damages(connection).empty());
        }
        CHECK(refusal([&] { open(uri, Access::create); }).status == ExitStatus::cannot_create);
    }
    CHECK(std::filesystem::exists(folder / "b.db"));
    auto passing = open("file::memory:", Access::create);  // gone with the process, and asked for
    add_people(passing, 2);
    CHECK(storage::all_people(passing).size() == 2);
    const auto stranger = "file:" + (folder / "a.db") + "?vfs=stranger";
    CHECK(refusal([&] { open(stranger); }).status == ExitStatus::configuration);
    CHECK(refusal([&] { open(stranger); }).sentence ==
          "cannot open the database " + stranger + ": no such vfs: stranger");
}

TEST_CASE("a file may be called :memory:") {
    Folder folder;
    const auto here = std::filesystem::current_path();
    std::filesystem::current_path(folder / "");
    {
        auto connection = open(":memory:", Access::create);
        add_people(connection, 1);
    }
    std::size_t people = 0;
    {
        auto connection = open(":memory:");
        people = storage::all_people(connection).size();
    }
    std::filesystem::current_path(here);
    CHECK(people == 1);
}

TEST_CASE("a read-only programme is read, and writing it refused") {
    Programme programme;
    add_people(programme.connection, 2);
    for (const std::string option : {"?mode=ro", "?immutable=1"}) {
        const auto uri = "file:" + programme.path + option;
        auto connection = open(uri);
        CHECK(storage::all_people(connection).size() == 2);
        const auto said = refusal([&] { add_people(connection, 1); });
        CHECK(said.status == ExitStatus::not_permitted);
        CHECK(said.sentence == "the database " + uri + " is read-only");
    }
}

TEST_CASE("a newer programme is refused by name") {
    Programme programme;
    ask(programme.path, "PRAGMA user_version = 99");
    for (const auto access : {Access::read, Access::write}) {
        const auto said = refusal([&] { open(programme.path, access); });
        CHECK(said.status == ExitStatus::configuration);
        CHECK(said.sentence == programme.path + " was written by a newer tiffin (schema 99; this one knows " +
                                   std::to_string(storage::latest_schema_version()) + ")");
    }
}

TEST_CASE("a locked programme is busy, and the wait has an end") {
    Programme programme;
    {
        const OtherProgram writing(programme.path, "BEGIN IMMEDIATE");
        auto reader = open(programme.path, Access::read);
        CHECK(storage::all_people(reader).empty());
        const auto said = refusal([&] { add_people(reader, 1); });
        CHECK(said.status == ExitStatus::busy);
        CHECK(said.sentence == "the database " + programme.path + " is being written by another process");
        CHECK(said.remedy.find("--wait") != std::string::npos);
    }
    {
        const OtherProgram committing(programme.path, "BEGIN EXCLUSIVE");
        CHECK(refusal([&] { open(programme.path, Access::read); }).status == ExitStatus::busy);
        CHECK(refusal([&] {
                  storage::Connection::open(
                      {.database = programme.path, .wait_seconds = 1, .interrupted = {}}, Access::read);
              }).status == ExitStatus::busy);
        // A signal ends a wait of any length, and is not called a lock.
        int asked = 0;
        const auto said = refusal([&] {
            storage::Connection::open({.database = programme.path,
                                       .wait_seconds = 86'400,
                                       .interrupted = [&] { return ++asked > 3; }},
                                      Access::read);
        });
        CHECK(said.status == ExitStatus::unavailable);
    }
    {
        const OtherProgram reading(programme.path, "BEGIN; SELECT count(*) FROM person");
        CHECK(refusal([&] { add_people(programme.connection, 1); }).status == ExitStatus::busy);
    }
    CHECK(ask(programme.path, "SELECT count(*) FROM person") == "0");
    add_people(programme.connection, 1);
}

TEST_CASE("a signal ends a long statement") {
    Programme programme;
    int asked = 0;
    auto connection = storage::Connection::open(
        {.database = programme.path, .wait_seconds = 0, .interrupted = [&] { return ++asked > 3; }},
        Access::read);
    const auto said = refusal([&] {
        storage::Statement endless(connection,
                                   "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                                   "SELECT count(*) FROM n");
        endless.step();
    });
    CHECK(said.status == ExitStatus::unavailable);
}

TEST_CASE("a full disk changes nothing, and the programme goes on when there is room") {
    Programme programme;
    add_people(programme.connection, 5);
    SECTION("the engine's own limit") {
        storage::execute(programme.connection, "PRAGMA max_page_count = 40");
        const auto said = refusal([&] { add_people(programme.connection, 20'000); });
        CHECK(said.status == ExitStatus::io);
        CHECK(said.sentence == "the disk is full, so nothing was written to " + programme.path);
        storage::execute(programme.connection, "PRAGMA max_page_count = 1073741823");
    }
    SECTION("a file that cannot grow") {
        const FileSizeLimit limit(std::filesystem::file_size(programme.path));
        const auto said = refusal([&] { add_people(programme.connection, 20'000); });
        CHECK(said.status == ExitStatus::io);
        CHECK(said.sentence.find("nothing was changed") != std::string::npos);
    }
    CHECK(storage::all_people(programme.connection).size() == 5);
    CHECK(storage::damages(programme.connection).empty());
    add_people(programme.connection, 1);
    CHECK(ask(programme.path, "SELECT count(*) FROM person") == "6");
}

TEST_CASE("a journal that cannot be written is told") {
    Programme programme;
    std::filesystem::create_directory(programme.path + "-journal");
    CHECK(refusal([&] { add_people(programme.connection, 1); }).status == ExitStatus::io);
    std::filesystem::remove(programme.path + "-journal");
    add_people(programme.connection, 1);

    // A name that is long enough to leave no room for the journal's.
    const auto path = programme.folder / std::string(250, 'x');
    const auto said = refusal([&] { tests::create(path); });
    CHECK(said.status == ExitStatus::cannot_create);
    CHECK(said.sentence == "cannot open the database " + path + " or its journal");
}

TEST_CASE("a damaged programme is told as damaged") {
    Programme programme;
    add_people(programme.connection, 2000);
    auto bytes = tests::read_file(programme.path);
    REQUIRE(bytes.size() > 200'000);
    SECTION("pages overwritten") {
        std::fill(bytes.begin() + 150'000, bytes.end() - 4096, '\xff');
    }
    SECTION("cut short") {
        bytes.resize(bytes.size() / 2);
    }
    tests::write_file(programme.folder / "damaged.db", bytes);
    const auto read = [&] {
        auto connection = open(programme.folder / "damaged.db", Access::read);
        static_cast<void>(storage::all_people(connection));
    };
    const auto said = refusal(read);
    CHECK(said.status == ExitStatus::bad_input);
    CHECK(said.sentence.find(" is damaged (") != std::string::npos);
    CHECK(said.remedy.find(".recover") != std::string::npos);
}

TEST_CASE("damage that reading survives is found by a check") {
    Programme programme;
    CHECK(storage::damages(programme.connection).empty());
    ask(programme.path,
        "PRAGMA foreign_keys = OFF; INSERT INTO absence (id, person, first) VALUES (1, 5, '2027-01-01')");
    const auto found = storage::damages(programme.connection);
    REQUIRE(found.size() == 1);
    CHECK(found[0] == "row 1 of absence names a missing person");
}
