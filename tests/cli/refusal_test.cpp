/// Refusals that need more than a command line: a terminal, a lock, a full disk, a closed pipe, a signal.

#include <chrono>
#include <filesystem>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/output.h"
#include "cli/program.h"

using namespace tiffin;
using namespace tiffin::cli;
namespace fs = std::filesystem;

namespace {

class ClosedSink final : public text::Sink {
  public:
    void write(std::string_view bytes) override {
        if (!bytes.empty()) throw ClosedPipe();
    }
};

/// A folder with a programme of one person, and runs of the program in it.
class World {
  public:
    World() : folder_((fs::temp_directory_path() / "tiffin-refusal-XXXXXX").string()) {
        REQUIRE(::mkdtemp(folder_.data()) != nullptr);
        REQUIRE(run({"init", "--zone", "UTC", "--organizer", "Ana <ana@bramble.example>"}) == 0);
        REQUIRE(run({"person", "add", "Ana", "--email", "ana@bramble.example"}) == 0);
    }
    World(const World&) = delete;
    World& operator=(const World&) = delete;
    ~World() { fs::remove_all(folder_); }

    /// The exit status.
    int run(std::vector<std::string> arguments) {
        text::StringSink err;
        Surroundings surroundings = surroundings_;
        text::StringSink out;
        if (surroundings.out == nullptr) surroundings.out = &out;
        surroundings.err = &err;
        surroundings.arguments = std::move(arguments);
        surroundings.environment = [this](std::string_view name) -> std::optional<std::string> {
            if (name == "TIFFIN_DATABASE") return database();
            if (name == "XDG_CONFIG_HOME") return folder_;
            return std::nullopt;
        };
        const int status = cli::run(surroundings);
        said_ = err.take();
        shown_ = out.take();
        return status;
    }

    [[nodiscard]] std::string database() const { return folder_ + "/it.db"; }
    [[nodiscard]] const std::string& folder() const { return folder_; }
    [[nodiscard]] const std::string& said() const { return said_; }
    [[nodiscard]] const std::string& shown() const { return shown_; }
    Surroundings& surroundings() { return surroundings_; }

  private:
    std::string folder_, said_, shown_;
    Surroundings surroundings_{
        .arguments = {},
        .environment = {},
        .environment_of_programs = {},
        .clock = [] { return Instant{} + std::chrono::hours{24 * 365 * 57}; },
        .entropy = [] { return std::uint64_t{1}; },
        .interrupted = [] { return false; },
        .standard_input = [] { return std::string("name\nBen\n"); },
    };
};

}  // namespace

TEST_CASE("nothing is read from a terminal, nor calendars written to one unasked") {
    World world;
    world.surroundings().in_is_terminal = true;
    CHECK(world.run({"person", "import", "-"}) == 64);
    CHECK(world.said() ==
          "tiffin: standard input is a terminal, so there is nothing to read; name a file, or pipe one in\n");
    world.surroundings().out_is_terminal = true;
    CHECK(world.run({"invite"}) == 64);
    CHECK(
        world.said() ==
        "tiffin: say where the invites go; -o DIR, -o FILE.ics, or -o - for this terminal; -n lists what is "
        "due\n");
}

TEST_CASE("a database that somebody else writes is waited for, then refused with what to try") {
    World world;
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(world.database().c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    CHECK(world.run({"person", "add", "Ben", "--wait", "0"}) == 75);
    CHECK(world.said() == "tiffin: the database " + world.database() +
                              " is being written by another process; try again in a moment, or wait longer "
                              "with --wait SECONDS\n");
    CHECK(world.run({"person", "list", "--wait", "0"}) == 0);
    sqlite3_close(other);
    CHECK(world.run({"person", "add", "Ben", "--wait", "0"}) == 0);
}

TEST_CASE("a dry run asks for no lock, keeps none, and says what the real run would") {
    World world;
    REQUIRE(world.run({"series", "add", "Lunch", "--every", "1w", "--on", "thu", "--from", "2027-12-02",
                       "--at", "12:30", "--invites", "series"}) == 0);
    REQUIRE(world.run({"plan", "--count", "2"}) == 0);
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(world.database().c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    using Words = std::vector<std::string>;
    const std::vector<std::pair<Words, std::string>> runs{
        {{"person", "add", "Zoe"}, "tiffin: dry run: added person Zoe\n"},
        {{"person", "import", "-"}, "tiffin: dry run: added person Ben\n"},
        {{"config", "set", "min_gap", "3w"}, "tiffin: dry run: set min_gap to 3w\n"},
        {{"session", "cancel", "2027-12-02"}, "tiffin: dry run: cancelled lunch/2027-12-02\n"},
        {{"plan", "--count", "3"},
         "tiffin: fairness: optimal, proven; changes, steadiness, spread, variety: 0\n"
         "tiffin: dry run: planned 1 session\n"},
        {{"invite", "--session", "2027-12-02"}, "tiffin: dry run: emitted 1 request\n"}};
    for (auto [words, said] : runs) {
        words.insert(words.end(), {"--dry-run", "--wait", "0"});
        CHECK(world.run(words) == 0);
        CHECK(world.said() == said);
    }
    sqlite3_close(other);
    REQUIRE(::chmod(world.database().c_str(), 0400) == 0);
    CHECK(world.run({"person", "add", "Zoe", "--dry-run"}) == 0);
    CHECK(world.said() == "tiffin: dry run: added person Zoe\n");
    REQUIRE(::chmod(world.database().c_str(), 0600) == 0);
    CHECK(world.run({"person", "list", "--format", "csv", "--fields", "person"}) == 0);
    CHECK(world.shown() == "person\nAna\n");
}

TEST_CASE("a signal ends a command that waits, and nothing is changed") {
    World world;
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(world.database().c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    world.surroundings().interrupted = [] { return true; };
    const int status = world.run({"person", "add", "Ben"});
    CHECK((status == 69 || status == 75));
    sqlite3_close(other);
    world.surroundings().interrupted = [] { return false; };
    CHECK(world.run({"person", "list", "--format", "csv", "--fields", "person"}) == 0);
    CHECK(world.shown() == "person\nAna\n");
}

TEST_CASE("a full disk is told, and a closed pipe is nobody's business") {
    World world;
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    REQUIRE(full >= 0);
    DescriptorSink disk(full, "standard output");
    world.surroundings().out = &disk;
    CHECK(world.run({"person", "list"}) == 74);
    CHECK(world.said() ==
          "tiffin: the disk of standard output is full; make room and run the command again\n");
    ::close(full);

    ClosedSink pipe;
    world.surroundings().out = &pipe;
    CHECK(world.run({"person", "list"}) == 74);
    CHECK(world.said().empty());
}

TEST_CASE("invites that could not be written stay due") {
    World world;
    REQUIRE(world.run({"series", "add", "Lunch", "--once", "2027-12-01", "--at", "12:30"}) == 0);
    REQUIRE(world.run({"session", "assign", "2027-12-01", "--presenter", "ana"}) == 0);
    CHECK(world.run({"invite", "-o", world.database() + "/invites"}) == 73);
    CHECK(world.run({"invite", "-o", world.folder() + "/invites"}) == 0);
    CHECK(world.said() == "tiffin: emitted 1 request\n");
}
