#include "docs/man_page.h"

#include <filesystem>
#include <regex>

#include <catch2/catch.hpp>

#include "cli/command.h"
#include "cli/global_options.h"
#include "config/settings.h"
#include "docs/world.h"
#include "planning/rotation.h"

namespace {

using namespace tiffin;

std::string usage_of(const cli::Command& command, const cli::Declaration& declaration) {
    std::string usage = command.name();
    for (const auto& thing : declaration.things())
        usage += thing.required ? " " + thing.name : " [" + thing.name + "]";
    for (const auto& option : declaration.options()) {
        if (option.required) usage += " " + option.name + " " + option.value;
    }
    return usage;
}

/// Both ways: each declared option is described with its letter, value and choices, and no other.
void hold_options(const std::vector<cli::Option>& declared,
                  std::map<std::string, DescribedOption> described) {
    for (const auto& option : declared) {
        INFO(option.name);
        REQUIRE(described.count(option.name) == 1);
        const auto& entry = described[option.name];
        if (entry.on_its_own) {
            CHECK(entry.value == option.value);
            CHECK(entry.letter == option.letter);
            for (const auto& choice : option.choices) {
                INFO(choice);
                CHECK(entry.text.find(".Ql " + choice) != std::string::npos);
            }
        }
        described.erase(option.name);
    }
    for (const auto& unknown : described)
        FAIL_CHECK("the page describes " << unknown.first << ", which is unknown");
}

std::set<std::string> quoted_words(const std::string& mdoc) {
    std::set<std::string> words;
    for (const auto& line : lines_of(mdoc)) {
        if (line.rfind(".Ql ", 0) == 0) words.insert(words_of(line)[1]);
    }
    return words;
}

}  // namespace

TEST_CASE("the man page has a subsection for each command, in the order of the help, and no other") {
    std::vector<std::string> usages;
    for (const auto& command : cli::commands()) {
        const auto action = command.make();
        cli::Declaration declaration;
        action->declare(declaration);
        usages.push_back(usage_of(command, declaration));
    }
    CHECK(ManPage().usages() == usages);
}

TEST_CASE("the man page describes the options of each command, and no other") {
    const ManPage page;
    for (const auto& command : cli::commands()) {
        const auto action = command.make();
        cli::Declaration declaration;
        action->declare(declaration);
        INFO(command.name());
        hold_options(declaration.options(), described_options(page.section(usage_of(command, declaration))));
    }
}

TEST_CASE("the man page describes the options of every command") {
    cli::GlobalOptions options;
    cli::Declaration declaration;
    options.declare(declaration, cli::Effect::writes);
    auto described = described_options(ManPage().section("GLOBAL OPTIONS"));
    CHECK(described.erase("--help") == 1);  // answered before a command is chosen
    hold_options(declaration.options(), described);
}

TEST_CASE("the man page has each setting, and a star where a series may have its own") {
    std::set<std::string> expected;
    for (const auto& definition : config::definitions())
        expected.insert(std::string(definition.key) + (definition.per_series ? " No *" : ""));
    std::set<std::string> described;
    for (const auto& line : ManPage().section("SETTINGS")) {
        if (line.rfind(".It Ic ", 0) == 0) described.insert(line.substr(7));
    }
    CHECK(described == expected);
}

TEST_CASE("the man page has each environment variable that is read") {
    std::set<std::string> expected;
    for (const auto& definition : config::definitions())
        expected.insert(config::environment_name(definition.key));
    const std::regex reading("environment\\([^\"()]*\"([A-Z_]+)\"\\)");
    for (const auto& file : std::filesystem::recursive_directory_iterator(TESTS_FOLDER "/../src")) {
        if (file.path().extension() != ".cpp") continue;
        const auto text =
            read_repository_file("src/" + std::filesystem::relative(file, TESTS_FOLDER "/../src").string());
        for (std::sregex_iterator found(text.begin(), text.end(), reading), end; found != end; ++found)
            expected.insert((*found)[1]);
    }
    CHECK(expected.count("TIFFIN_DATABASE") == 1);
    CHECK(entries_of(ManPage().section("ENVIRONMENT"), "Ev") == expected);
}

TEST_CASE("the man page and the README have each exit status") {
    std::set<std::string> expected;
    const std::regex number(R"(^    [a-z_]+ = (\d+),$)");
    std::set<std::string> in_readme;
    const std::regex row(R"(^\| (\d+) \|.*$)");
    std::smatch match;
    for (const auto& line : lines_of(read_repository_file("src/domain/failure.h"))) {
        if (std::regex_match(line, match, number)) expected.insert(match[1]);
    }
    for (const auto& line : lines_of(read_repository_file("README.md"))) {
        if (std::regex_match(line, match, row)) in_readme.insert(match[1]);
    }
    CHECK(expected.count("64") == 1);
    std::set<std::string> in_page;
    for (const auto& line : ManPage().section("EXIT STATUS")) {
        if (line.rfind(".It ", 0) == 0) in_page.insert(line.substr(4));
    }
    CHECK(in_page == expected);
    CHECK(in_readme == expected);
}

TEST_CASE("the man page has each verdict of plan --explain") {
    const auto words = quoted_words(described_options(ManPage().section("plan [SESSION]"))["--explain"].text);
    for (int i = 0; i <= static_cast<int>(planning::Verdict::no_topic); ++i) {
        const std::string word(planning::to_string(static_cast<planning::Verdict>(i)));
        INFO(word);
        CHECK(words.count(word) == 1);
    }
}

TEST_CASE("the man page and the README have the columns that each import takes") {
    const World world;
    const auto readme = read_repository_file("README.md");
    const auto section = ManPage().section("IMPORT");
    for (const std::string import : {"person import", "topic import", "import history"}) {
        auto arguments = words_of(import);
        for (const char* more : {"no-file", "--map", "nothing=nowhere", "--database"})
            arguments.emplace_back(more);
        const auto database = (world.folder() / "lunch.db").string();
        arguments.push_back(database);
        static_cast<void>(world.run({"init", "--database", database}));
        const auto refusal = world.run(arguments).err;
        const std::string start = "the columns are ";
        INFO(refusal);
        REQUIRE(refusal.find(start) != std::string::npos);
        auto columns = refusal.substr(refusal.find(start) + start.size());
        columns.pop_back();
        CHECK(readme.find("| `tiffin " + import + "` | " + columns + " |") != std::string::npos);

        std::vector<std::string> described;
        bool is_here = false;
        for (const auto& line : section) {
            if (line.rfind(".It ", 0) == 0) is_here = line == ".It Ic " + import;
            if (is_here && line.rfind("A row names", 0) == 0) break;
            if (is_here && line.rfind(".Ql ", 0) == 0) described.push_back(words_of(line)[1]);
        }
        CHECK(described == words_of(columns, ", "));
    }
}
