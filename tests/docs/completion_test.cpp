#include <algorithm>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "cli/command.h"
#include "cli/global_options.h"
#include "config/settings.h"
#include "docs/man_page.h"
#include "docs/world.h"

namespace {

using namespace tiffin;

/// The candidates without their descriptions; the last word is being typed.
std::vector<std::string> candidates(const World& world, const std::vector<std::string>& typed) {
    std::vector<std::string> arguments{"__complete"};
    arguments.insert(arguments.end(), typed.begin(), typed.end());
    std::vector<std::string> words;
    for (const auto& line : lines_of(world.done(arguments))) words.push_back(line.substr(0, line.find('\t')));
    return words;
}

/// A programme with two people, one of them without an address, a topic and a series.
void found_programme(const World& world) {
    world.done({"init", "--zone", "Europe/Berlin"});
    world.done({"person", "add", "Ana Ferreira", "--email", "ana@bramble.example"});
    world.done({"person", "add", "Zoë van der Berg"});
    world.done({"topic", "add", "SQLite in production", "--presenter", "ana"});
    world.done({"series", "add", "Thursday lunch", "--every", "1w", "--on", "thu", "--at", "12:30"});
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

/// Each file below the folder with its bytes.
std::map<std::string, std::string> files_in(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        files[entry.path().string()] = entry.is_regular_file() ? bytes_of(entry.path()) : "";
    return files;
}

}  // namespace

TEST_CASE("tiffin completion prints the scripts that are installed") {
    const World world;
    CHECK(world.done({"completion", "bash"}) == read_repository_file("completions/tiffin.bash"));
    CHECK(world.done({"completion", "zsh"}) == read_repository_file("completions/_tiffin"));
    CHECK(world.done({"completion", "fish"}) == read_repository_file("completions/tiffin.fish"));
}

TEST_CASE("each group, verb and option is completed, without a database") {
    const World world;
    std::vector<std::string> nouns;
    for (const auto& group : cli::groups()) nouns.emplace_back(group.name);
    nouns.emplace_back("help");
    CHECK(candidates(world, {""}) == nouns);
    for (const auto& command : cli::commands()) {
        INFO(command.name());
        std::vector<std::string> typed{std::string(command.noun)};
        if (!command.verb.empty()) {
            std::vector<std::string> verbs;
            for (const auto* each : cli::commands_of(command.noun)) verbs.emplace_back(each->verb);
            CHECK(candidates(world, {typed[0], ""}) == verbs);
            typed.emplace_back(command.verb);
        }
        const auto action = command.make();
        cli::GlobalOptions shared;
        cli::Declaration declaration;
        action->declare(declaration);
        shared.declare(declaration, command.effect);
        std::vector<std::string> options;
        for (const auto& option : declaration.options()) options.push_back(option.name);
        typed.emplace_back("--");
        CHECK(candidates(world, typed) == options);
    }
    CHECK(files_in(world.folder()).empty());
}

TEST_CASE("values are completed from the choices, the settings and the programme") {
    const World world;
    found_programme(world);
    using Words = std::vector<std::string>;
    CHECK(candidates(world, {"series", "add", "--lunch", ""}) ==
          Words{"none", "catered", "bring-your-own", "potluck"});
    CHECK(candidates(world, {"agenda", "--format", "js"}) == Words{"json"});
    CHECK(candidates(world, {"agenda", "--tz", "europe/be"}) ==
          Words{"Europe/Belfast", "Europe/Belgrade", "Europe/Berlin"});
    CHECK(candidates(world, {"config", "set", "min"}) == Words{"min_gap"});
    CHECK(candidates(world, {"completion", ""}) == Words{"bash", "zsh", "fish"});
    CHECK(candidates(world, {"help", "person", "rej"}) == Words{"rejoin"});
    CHECK(candidates(world, {"person", "show", "AN"}) == Words{"ana@bramble.example"});
    CHECK(candidates(world, {"person", "show", "ana f"}) == Words{"Ana Ferreira"});
    CHECK(candidates(world, {"person", "edit", "zoe"}) == Words{"Zoë van der Berg"});
    CHECK(candidates(world, {"topic", "show", ""}) == Words{"sqlite-in-production"});
    CHECK(candidates(world, {"agenda", "--series", ""}) == Words{"thursday-lunch"});
    CHECK(candidates(world, {"session", "show", "thursday-lunch/2027-01"}) ==
          Words{"thursday-lunch/2027-01-07", "thursday-lunch/2027-01-14", "thursday-lunch/2027-01-21",
                "thursday-lunch/2027-01-28"});
    CHECK(candidates(world, {"person", "import", ""}) == Words{":file"});
}

TEST_CASE("a value is completed after an equals sign too") {
    const World world;
    found_programme(world);
    using Words = std::vector<std::string>;
    CHECK(candidates(world, {"agenda", "--person=a"}) == Words{"--person=ana@bramble.example"});
    CHECK(candidates(world, {"agenda", "--format=j"}) == Words{"--format=json"});
    CHECK(candidates(world, {"agenda", "--nothing=j"}).empty());
    const auto elsewhere = "--database=" + (world.folder() / "none.db").string();
    CHECK(candidates(world, {elsewhere, "agenda", "--person", "a"}).empty());
}

TEST_CASE("what is typed is found however many others have it as a part") {
    const World world;
    found_programme(world);
    std::string people = "name,email\n";
    std::string topics = "title\n";
    for (int i = 0; i < 250; ++i) {
        const auto number = std::to_string(1000 + i);
        people += "Bo Zo" + number + ",bo" + number + "@bramble.example\n";
        topics += "On SQLite " + number + "\n";
    }
    std::ofstream(world.folder() / "people.csv") << people;
    std::ofstream(world.folder() / "topics.csv") << topics << "SQLite again\n";
    world.done({"person", "import", (world.folder() / "people.csv").string()});
    world.done({"topic", "import", (world.folder() / "topics.csv").string()});
    using Words = std::vector<std::string>;
    CHECK(candidates(world, {"person", "show", "zo"}) == Words{"Zoë van der Berg"});
    CHECK(candidates(world, {"topic", "show", "sqlite"}) == Words{"sqlite-in-production", "sqlite-again"});
    CHECK(candidates(world, {"person", "show", ""}).size() == 200);
}

TEST_CASE("a completion writes nothing, and answers whatever is wrong") {
    const World world;
    found_programme(world);
    const auto before = files_in(world.folder());
    REQUIRE(before.size() > 1);
    for (const auto& command : cli::commands()) {
        std::vector<std::string> typed{std::string(command.noun)};
        if (!command.verb.empty()) typed.emplace_back(command.verb);
        typed.emplace_back("");
        static_cast<void>(candidates(world, typed));
    }
    CHECK(candidates(world, {}).size() > 10);
    CHECK(files_in(world.folder()) == before);

    World broken;
    broken.environment["TIFFIN_NOW"] = "no time";
    broken.environment["XDG_CONFIG_HOME"] = broken.folder().string();
    std::filesystem::create_directories(broken.folder() / "tiffin");
    std::ofstream(broken.folder() / "tiffin/config.toml") << "this is not TOML";
    CHECK(candidates(broken, {"person", "show", ""}).empty());
    CHECK(candidates(broken, {"person", "sh"}) == std::vector<std::string>{"show"});
    CHECK(candidates(broken, {"nothing", ""}).empty());
}
