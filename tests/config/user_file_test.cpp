#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <stdlib.h>

#include "config/settings.h"
#include "domain/failure.h"

using namespace tiffin;
using namespace tiffin::config;

namespace {

/// A config file of its own for one test.
class File {
  public:
    File() : folder_((std::filesystem::temp_directory_path() / "tiffin-XXXXXX").string()) {
        REQUIRE(::mkdtemp(folder_.data()) != nullptr);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    [[nodiscard]] std::string path() const { return folder_ + "/config.toml"; }
    [[nodiscard]] UserFile read(const std::string& text) const {
        std::ofstream(path(), std::ios::binary) << text;
        return read_user_file(path());
    }
    /// What is said after the file's path, and the remedy.
    [[nodiscard]] std::pair<std::string, std::string> refusal(const std::string& text) const {
        try {
            static_cast<void>(read(text));
        } catch (const Failure& failure) {
            CHECK(failure.status() == ExitStatus::configuration);
            CHECK_FALSE(failure.remedy().empty());
            const std::string sentence = failure.what();
            REQUIRE(sentence.rfind(path(), 0) == 0);
            return {sentence.substr(path().size()), failure.remedy()};
        }
        FAIL("not refused: " << text);
        return {};
    }

  private:
    std::string folder_;
};

}  // namespace

TEST_CASE("a missing config file is an empty one, one that cannot be read is refused") {
    const File file;
    CHECK_FALSE(read_user_file(file.path()).database.has_value());
    CHECK(read_user_file(file.path() + "/below/it").settings.empty());
    CHECK_FALSE(file.read("").format.has_value());
    CHECK(read_user_file(file.path() + "/below/it").settings.empty());
    std::filesystem::remove(file.path());
    std::filesystem::create_directory(file.path());
    try {
        static_cast<void>(read_user_file(file.path()));
        FAIL("a folder is no config file");
    } catch (const Failure& failure) {
        CHECK(failure.status() == ExitStatus::configuration);
        CHECK(failure.what() == "cannot read " + file.path() + ": Is a directory");
    }
}

TEST_CASE("a config file names places, looks and settings") {
    const File file;
    for (const std::string begin : {"", "\xef\xbb\xbf"}) {
        for (const std::string end : {"\n", "\r\n"}) {
            const auto user = file.read(
                begin + "# mine" + end + "database = \"file:///x.db?vfs=unix\"" + end + "format = 'csv'" +
                end + "color = \"never\"" + end + "min_gap = \"3w\"" + end + "horizon_weeks = 8" + end +
                "topic_required = true" + end + "organizer = \"Zoë <zoë@x.example>\"");
            CHECK(user.database == "file:///x.db?vfs=unix");
            CHECK(user.format == "csv");
            CHECK(user.color == "never");
            CHECK(user.settings == std::map<std::string, std::string>{{"horizon_weeks", "8"},
                                                                      {"min_gap", "3w"},
                                                                      {"organizer", "Zoë <zoë@x.example>"},
                                                                      {"topic_required", "yes"}});
        }
    }
    CHECK(file.read("topic_required = false").settings.at("topic_required") == "no");
    CHECK(file.read("# min_gap = 3\nmin_gap = 0x15").settings.at("min_gap") == "21");
}

TEST_CASE("what is not TOML is told with its line and column") {
    const File file;
    const auto place_of = [&](const std::string& text) {
        const auto said = file.refusal(text).first;
        CHECK(said.find(": this is not TOML (") != std::string::npos);
        return said.substr(0, said.find(": "));
    };
    CHECK(place_of("zone = Europe/Berlin") == ":1:8");
    CHECK(place_of("format = \"csv\"\nzone = \"Europe/Berlin\n") == ":2:22");
    CHECK(place_of("a") == ":1:2");
    CHECK(place_of("min_gap = 1\nmin_gap = 2") == ":2:11");
    CHECK(place_of("zone = \"\xff\"").rfind(":1:", 0) == 0);
}

TEST_CASE("unknown settings are refused with the nearest") {
    const File file;
    CHECK(file.refusal("format = \"csv\"\n  mingap = 3") ==
          std::pair<std::string, std::string>(":2:12: there is no setting mingap", "did you mean min_gap?"));
    CHECK(file.refusal("databse = \"x\"").second == "did you mean database?");
    CHECK(file.refusal("colour = \"never\"").second == "did you mean color?");
    CHECK(file.refusal("quite_different = 1").second == "see tiffin config show");
    CHECK(file.refusal("[plan]\nmin_gap = 3").first == ":1:1: there is no setting plan");
}

TEST_CASE("wrong types and values are refused with line and column") {
    const File file;
    CHECK(file.refusal("min_gap = 1.5").first == ":1:11: min_gap takes text or a whole number");
    CHECK(file.refusal("min_gap = [3]").first == ":1:11: min_gap takes text or a whole number");
    CHECK(file.refusal("zone = 2027-01-04").first == ":1:8: zone takes text or a whole number");
    CHECK(file.refusal("database = 5").first == ":1:12: database takes text");
    CHECK(file.refusal("format = true").first == ":1:10: format takes text");
    CHECK(file.refusal("color = \"sometimes\"").first == ":1:9: color: \"sometimes\" is none of its values");
    using Said = std::pair<std::string, std::string>;
    CHECK(file.refusal("\nmin_gap = \"soon\"") ==
          Said{":2:11: min_gap: \"soon\" is no number of days", "write 10d or 3w"});
    CHECK(file.refusal("presenters = true") ==
          Said{":1:14: presenters: \"yes\" is no whole number", "write one from 1 to 10000"});
    CHECK(file.refusal("presenters = -1").first == ":1:14: presenters: \"-1\" is no whole number");
    CHECK(file.refusal("presenters = 0") == Said{":1:14: presenters: \"0\" is too few", "write 1 or more"});
    CHECK(file.refusal("organizer = \"Ana\"") ==
          Said{":1:13: organizer: \"Ana\" is no mailbox", "write \"Name <name@example.org>\""});
}
