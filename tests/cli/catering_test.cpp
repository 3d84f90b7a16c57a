/// The order for a caterer names nobody, in no format.

#include <filesystem>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "cli/program.h"
#include "domain/date.h"
#include "report/records.h"
#include "text/fold.h"

using namespace tiffin;
namespace fs = std::filesystem;

TEST_CASE("the order for a caterer names nobody, in no format") {
    std::string folder = (fs::temp_directory_path() / "tiffin-catering-XXXXXX").string();
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    const auto run = [&](std::vector<std::string> arguments, const std::string& input = {}) {
        text::StringSink out, err;
        cli::Surroundings surroundings{
            .arguments = std::move(arguments),
            .environment = [&](std::string_view name) -> std::optional<std::string> {
                if (name == "TIFFIN_DATABASE") return folder + "/it.db";
                if (name == "XDG_CONFIG_HOME") return folder;
                return std::nullopt;
            },
            .environment_of_programs = {},
            .clock = [] { return *parse_instant("2027-01-04T08:00:00Z"); },
            .entropy = [] { return std::uint64_t{1}; },
            .interrupted = [] { return false; },
            .standard_input = [&input] { return input; },
        };
        surroundings.out = &out;
        surroundings.err = &err;
        const int status = cli::run(surroundings);
        const auto said = err.take();
        INFO(said);
        REQUIRE(status == 0);
        return out.take() + said;
    };
    run({"init", "--zone", "UTC", "--organizer", "Ana Ferreira <ana@bramble.example>"});
    run({"person", "import", "-"},
        "name,email,diet,team\nAna Ferreira,ana@bramble.example,vegan,Platform\n"
        "Ben Okafor,ben@bramble.example,,Sales\nChloé Martin,chloe@bramble.example,halal,Sales\n");
    run({"series", "add", "lunch", "--every", "1w", "--on", "thu", "--at", "12:30", "--lunch", "catered"});
    run({"session", "assign", "lunch/2027-01-07", "--presenter", "ben"});
    for (const auto* person : {"ana", "ben", "chloe"}) {
        run({"rsvp", "set", "lunch/2027-01-07", "--person", person, "--answer", "yes", "--comment",
             std::string("yours, ") + person});
    }
    std::string shown;
    for (const auto& format : report::format_names()) {
        shown += run({"report", "catering", "--format", format});
        shown += run({"report", "catering", "lunch/2027-01-07", "--format", format, "--verbose"});
    }
    shown += run({"session", "freeze", "lunch/2027-01-07", "--verbose"});
    shown += run({"report", "catering", "--format", "json"});
    const auto folded = text::fold(shown);
    CHECK(folded.find("vegan") != std::string::npos);
    for (const auto* word :
         {"ana", "ferreira", "ben", "okafor", "chloe", "martin", "bramble", "@", "sales", "yours"}) {
        INFO(word);
        CHECK(folded.find(word) == std::string::npos);
    }
    fs::remove_all(folder);
}
