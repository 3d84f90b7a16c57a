#include "cli/help.h"

#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include "cli/global_options.h"
#include "docs/man_page.h"
#include "docs/world.h"
#include "text/fold.h"

namespace {

using namespace tiffin;

/// But for the words of examples, which stand below a line that ends in a colon and cannot be cut everywhere.
void check_width(const std::string& help, std::size_t width) {
    bool is_example = false;
    for (const auto& line : lines_of(help)) {
        INFO(line);
        if (line.empty()) is_example = false;
        if (line == "Examples:" || line == "A first programme:") is_example = true;
        if (!is_example || width == 80) CHECK(text::width(line) <= width);
    }
}

std::vector<std::string> option_names(const cli::Command& command) {
    const auto action = command.make();
    cli::GlobalOptions shared;
    cli::Declaration declaration;
    action->declare(declaration);
    shared.declare(declaration, command.effect);
    std::vector<std::string> names{"--help"};
    for (const auto& option : declaration.options()) names.push_back(option.name);
    return names;
}

/// The command lines that a document shows in running text: `tiffin person add NAME`.
std::vector<std::string> shown_commands(const std::string& document) {
    std::vector<std::string> found;
    const std::regex code("`tiffin ([^`]+)`");
    for (std::sregex_iterator match(document.begin(), document.end(), code), end; match != end; ++match)
        found.push_back((*match)[1]);
    return found;
}

}  // namespace

TEST_CASE("help fits a terminal of 80 columns, and of 40") {
    for (const std::size_t width : {std::size_t{80}, std::size_t{40}}) {
        check_width(cli::render_overview(width), width);
        for (const auto& group : cli::groups()) {
            if (cli::find_command(group.name, "") == nullptr)
                check_width(cli::render_group_help(group.name, width), width);
        }
        for (const auto& command : cli::commands())
            check_width(cli::render_command_help(command, width), width);
    }
    CHECK(cli::render_overview(0) == cli::render_overview(80));
    CHECK(cli::render_overview(200) == cli::render_overview(80));
    CHECK(cli::render_overview(1) == cli::render_overview(30));
}

TEST_CASE("the overview names each group once, under a heading") {
    const auto lines = lines_of(cli::render_overview(0));
    for (const auto& group : cli::groups()) {
        const std::string start = "  " + std::string(group.name) + " ";
        INFO(start);
        CHECK(std::count_if(lines.begin(), lines.end(),
                            [&](const auto& line) { return line.rfind(start, 0) == 0; }) == 1);
    }
    CHECK(std::count_if(lines.begin(), lines.end(), [](const auto& line) {
              return !line.empty() && line.front() != ' ' && line.back() == ':';
          }) == 5);
}

TEST_CASE("a long example is continued as a shell takes it") {
    const auto help = cli::render_command_help(*cli::find_command("series", "add"), 0);
    CHECK(help.find("  tiffin series add \"Thursday lunch\" --every 2w --on thu --from 2027-01-07 \\\n"
                    "      --at 12:30 --length 45m --zone Europe/Berlin\n") != std::string::npos);
}

TEST_CASE("the README's table of commands is the command tree") {
    const auto readme = read_repository_file("README.md");
    std::set<std::string> alone;
    for (const auto& group : cli::groups()) {
        const std::string noun(group.name);
        INFO(noun);
        if (noun == "completion") {
            CHECK(readme.find("| `tiffin completion` | bash, zsh or fish |") != std::string::npos);
        } else if (cli::find_command(noun, "") != nullptr) {
            alone.insert(noun);
        } else {
            std::vector<std::string> verbs;
            for (const auto* command : cli::commands_of(noun)) verbs.emplace_back(command->verb);
            CHECK(readme.find("| `tiffin " + noun + "` | " + text::join(verbs, ", ") + " |") !=
                  std::string::npos);
        }
    }
    std::set<std::string> in_table;
    for (const auto& line : lines_of(readme)) {
        if (line.rfind("| `tiffin init`", 0) != 0) continue;
        for (const auto& command : shown_commands(line)) in_table.insert(command);
    }
    CHECK(in_table == alone);
}

TEST_CASE("the README shows no command and no option that is unknown") {
    const auto shown = shown_commands(read_repository_file("README.md"));
    REQUIRE(shown.size() > 20);
    for (const auto& line : shown) {
        INFO(line);
        auto words = words_of(line);
        if (words[0] == "help") {
            words.erase(words.begin());
            if (words.empty()) continue;
        }
        const bool is_alone = cli::find_command(words[0], "") != nullptr;
        REQUIRE((is_alone || !cli::commands_of(words[0]).empty()));
        if (!is_alone && words.size() == 1) continue;
        const auto* command = cli::find_command(words[0], is_alone ? "" : words[1]);
        REQUIRE(command != nullptr);
        const auto known = option_names(*command);
        for (const auto& word : words) {
            if (word.rfind("--", 0) == 0) CHECK(std::count(known.begin(), known.end(), word) == 1);
        }
    }
}
