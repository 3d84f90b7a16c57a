/// The same commands at the same time with the same seed give the same bytes, wherever they run.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <catch2/catch.hpp>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

constexpr const char* kScript = R"sh(
t init --zone Europe/Berlin --organizer 'Hugo Weber <hugo@bramble.example>'
t person import "$EXAMPLE/people.csv" --verbose
t topic import "$EXAMPLE/topics.csv" --verbose
t series add 'Thursday lunch' --every 2w --on thu --from 2027-01-07 --at 12:30 --length 45m
t series add Indigo --monthly 'last fri' --from 2027-01-01 --at 23:30 --zone America/New_York
t person away ana --from 2027-01-11 --until +3w
t plan --until +20w --verbose --explain
t agenda
t agenda --tz Asia/Kolkata --format json
t invite -o invites
t session move thursday-lunch/2027-01-07 --to fri
t invite -o updates
t invite --again -o -
t feed -o all.ics
t feed --person ana
t session show INDIGO/2027-01-29 --format ndjson
t person list --format markdown
for format in table plain csv tsv json ndjson markdown; do t report rotation --format $format; done
t export people -o people.csv
t export topics -o topics.csv
t export sessions -o sessions.csv
t export assignments --format json -o assignments.json
t status
t check
t person show nobody
)sh";

class Folder {
  public:
    Folder() : path_((fs::temp_directory_path() / "tiffin-same-XXXXXX").string()) {
        REQUIRE(::mkdtemp(path_.data()) != nullptr);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path_); }
    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_;
};

/// Every file that the script leaves, by its name; "output" is what it printed on both streams. The last line
/// of the script fails, so that its status is known.
std::map<std::string, std::string> run_script(const std::string& variables) {
    const Folder folder;
    std::ofstream script(folder.path() + "/script");
    script << "cd " << folder.path() << "\nt() { " << TIFFIN_PROGRAM << " \"$@\"; }\n" << kScript;
    script.close();
    const std::string command = "env -i " + variables + " TIFFIN_NOW=2027-01-04T09:00:00Z TIFFIN_SEED=5" +
                                " TIFFIN_DATABASE=it.db XDG_CONFIG_HOME=config EXAMPLE='" TESTS_FOLDER
                                "/../examples/bramble-works' /bin/sh " +
                                folder.path() + "/script > " + folder.path() + "/output 2>&1";
    const int status = std::system(command.c_str());
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 66);
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
        const auto name = fs::relative(entry.path(), folder.path()).string();
        if (!entry.is_regular_file() || name == "script") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::ostringstream bytes;
        bytes << file.rdbuf();
        files.emplace(name, bytes.str());
    }
    return files;
}

void compare(const std::map<std::string, std::string>& one, const std::map<std::string, std::string>& other) {
    REQUIRE(one.size() == other.size());
    for (const auto& [name, bytes] : one) {
        INFO(name);
        REQUIRE(other.count(name) == 1);
        CHECK(bytes == other.at(name));
    }
}

}  // namespace

TEST_CASE("the same commands twice give the same bytes, database included") {
    const auto first = run_script("");
    CHECK(first.size() > 20);
    CHECK(first.at("output").find("thursday-lunch/2027-01-07") != std::string::npos);
    CHECK(first.at("people.csv").find("Ana Ferreira") != std::string::npos);
    compare(first, run_script(""));
}

TEST_CASE("neither the system's zone nor its locale changes a byte") {
    const auto here = run_script("TZ=UTC LC_ALL=C");
    compare(here, run_script("TZ=Pacific/Kiritimati LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 LANGUAGE=tr"));
    compare(here, run_script("TZ=America/St_Johns LC_ALL=C.UTF-8 COLUMNS=40"));
}
