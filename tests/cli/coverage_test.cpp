/// What is said of the commands is compared with what the transcripts show.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "cli/command.h"
#include "cli/global_options.h"
#include "cli/transcript.h"

using namespace tiffin;
using namespace tiffin::cli;

namespace {

std::vector<Step> steps_below(const std::string& folder) {
    std::vector<Step> all;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(TESTS_FOLDER "/cli/transcripts" + folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::ostringstream text;
        text << file.rdbuf();
        for (auto& step : parse_transcript(text.str()).steps) all.push_back(std::move(step));
    }
    return all;
}

bool refused(const Step& step) {
    return !step.expected.empty() && step.expected.back().rfind("=> ", 0) == 0 &&
           step.expected.back() != "=> 1";
}

bool names(const std::string& command, const std::string& words) {
    return (" " + command + " ").find(" " + words + " ") != std::string::npos;
}

}  // namespace

TEST_CASE("every option of every command stands in a transcript that is not a refusal") {
    const auto steps = steps_below("");
    for (const auto& command : commands()) {
        Declaration declaration;
        const auto action = command.make();
        action->declare(declaration);
        std::vector<std::string> uses;
        for (const auto& step : steps) {
            if (names(step.command, "tiffin " + command.name()) && !refused(step))
                uses.push_back(step.command);
        }
        INFO(command.name());
        CHECK(!uses.empty());
        for (const auto& option : declaration.options()) {
            INFO(option.name);
            const std::string letter = option.letter == 0 ? "" : "-" + std::string(1, option.letter);
            CHECK(std::any_of(uses.begin(), uses.end(), [&](const std::string& use) {
                return names(use, option.name) || (!letter.empty() && names(use, letter));
            }));
        }
    }
}

TEST_CASE("every global option stands in a transcript") {
    const auto steps = steps_below("");
    GlobalOptions globals;
    Declaration declaration;
    globals.declare(declaration, Effect::writes);
    for (const auto& option : declaration.options()) {
        INFO(option.name);
        CHECK(std::any_of(steps.begin(), steps.end(), [&](const Step& step) {
            return !refused(step) && names(step.command, option.name);
        }));
    }
}

TEST_CASE("every refusal is one line with a remedy, and ends with a status of sysexits.h") {
    const std::set<std::string> statuses{"=> 64", "=> 65", "=> 66", "=> 69", "=> 73",
                                         "=> 74", "=> 75", "=> 77", "=> 78"};
    std::size_t refusals = 0;
    for (const auto& step : steps_below("/refusals")) {
        if (step.expected.empty() || step.expected.back().rfind("=> ", 0) != 0) continue;
        if (step.expected.back() == "=> 1") continue;  // an answer
        INFO(step.command);
        ++refusals;
        CHECK(statuses.count(step.expected.back()) == 1);
        if (step.command == "tiffin --quiet") continue;
        REQUIRE(step.expected.size() == 2);
        const auto& said = step.expected.front();
        CHECK((said.rfind("! tiffin: ", 0) == 0 || said.rfind("! {\"error\":", 0) == 0));
        CHECK((said.find("; ") != std::string::npos || said.find("\"remedy\":\"") != std::string::npos));
    }
    CHECK(refusals > 150);
}
