#include "cli/help.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "cli/global_options.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

constexpr std::size_t kWidth = 80;

/// The overview has a heading before each of these groups.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kHeadings{
    {{"init", "The weekly work"}, {"person", "What a programme is made of"}, {"import", "Data and set-up"}}};

/// Words of `paragraph` in lines of at most kWidth columns; lines after the first are indented by `indent`.
std::string wrap(std::string_view paragraph, std::size_t indent, std::size_t used) {
    std::string wrapped;
    std::size_t column = used;
    for (const auto& word : text::split(paragraph, " ")) {
        if (column > indent && column + 1 + text::width(word) > kWidth) {
            wrapped += "\n" + std::string(indent, ' ');
            column = indent;
        } else if (column > indent) {
            wrapped += ' ';
            ++column;
        }
        wrapped += word;
        column += text::width(word);
    }
    return wrapped;
}

std::string entry(const std::string& left, std::string_view right, std::size_t column) {
    std::string line = "  " + left;
    if (line.size() + 2 > column) {
        line += "\n" + std::string(column, ' ');
    } else {
        line.resize(column, ' ');
    }
    return line + wrap(right, column, column) + "\n";
}

/// A command line to copy; a long one is continued as a shell takes it.
std::string example(const std::string& line) {
    std::string text = "  " + line;
    for (std::size_t begin = 0; text.size() - begin > kWidth;) {
        const auto cut = text.rfind(" --", begin + kWidth - 3);
        if (cut == std::string::npos || cut <= begin + 6) break;
        text.replace(cut, 1, " \\\n      ");
        begin = cut + 3;
    }
    return text + "\n";
}

std::string left_of(const Option& option) {
    std::string left = option.letter == 0 ? "" : "-" + std::string(1, option.letter) + ", ";
    left += option.name;
    if (!option.value.empty()) left += " " + option.value;
    return left;
}

std::string render_options(const std::vector<Option>& options) {
    std::size_t column = 0;
    for (const auto& option : options) column = std::max(column, left_of(option).size());
    column = std::min<std::size_t>(column + 4, 30);
    std::string lines;
    for (const auto& option : options) {
        std::string help = option.help;
        // Before a default, which stands in parentheses at the end: "…: skip, next, previous, ask (skip)".
        if (!option.choices.empty())
            help.insert(std::min(help.rfind(" ("), help.size()), ": " + text::join(option.choices, ", "));
        if (option.required) help += "; required";
        if (option.repeatable) help += "; may be repeated";
        lines += entry(left_of(option), help, column);
    }
    return lines;
}

}  // namespace

std::string render_version() {
    return "tiffin " TIFFIN_VERSION "\n";
}

std::string render_overview() {
    std::string help =
        "tiffin organizes learning lunches: who presents next, fairly; invites that\n"
        "update and cancel in place; reports.\n\n"
        "Usage: tiffin NOUN VERB [THING] [--options]\n";
    std::size_t column = 0;
    for (const auto& group : groups()) column = std::max(column, group.name.size());
    for (const auto& group : groups()) {
        for (const auto& [first, heading] : kHeadings) {
            if (first == group.name) help += "\n" + std::string(heading) + ":\n";
        }
        help += entry(std::string(group.name), group.summary, column + 4);
    }
    help +=
        "\nA first programme:\n"
        "  tiffin init --zone Europe/Berlin --organizer \"Ana <ana@example.org>\"\n"
        "  tiffin person import people.csv\n"
        "  tiffin series add \"Thursday lunch\" --every 1w --on thu --from today --at 12:30\n"
        "  tiffin plan\n"
        "  tiffin invite -o invites\n\n"
        "tiffin help NOUN and tiffin help NOUN VERB say more; man tiffin says everything.\n";
    return help;
}

std::string render_group_help(std::string_view noun) {
    std::string help = "Usage: tiffin " + std::string(noun) + " VERB [THING] [--options]\n\n";
    std::size_t column = 0;
    for (const auto* command : commands_of(noun)) column = std::max(column, command->name().size());
    for (const auto* command : commands_of(noun))
        help += entry(command->name(), command->summary, column + 4);
    return help + "\ntiffin help " + std::string(noun) + " VERB says more.\n";
}

std::string render_command_help(const Command& command) {
    const auto action = command.make();
    Declaration own;
    action->declare(own);
    GlobalOptions globals;
    Declaration shared;
    globals.declare(shared, command.effect);

    std::string help = "Usage: tiffin " + command.name();
    for (const auto& thing : own.things())
        help += thing.required ? " " + thing.name : " [" + thing.name + "]";
    for (const auto& option : own.options()) {
        if (option.required) help += " " + option.name + " " + option.value;
    }
    help += " [--options]\n\n";
    std::string summary(command.summary);
    if (summary[0] >= 'a' && summary[0] <= 'z') summary[0] = static_cast<char>(summary[0] - 'a' + 'A');
    help += wrap(summary + ".", 0, 0) + "\n";
    for (const auto& paragraph : own.details()) help += "\n" + wrap(paragraph, 0, 0) + "\n";
    if (!own.things().empty()) help += "\n";
    for (const auto& thing : own.things()) {
        help += entry(thing.name, thing.help, std::max<std::size_t>(thing.name.size() + 4, 12));
    }
    if (!own.options().empty()) help += "\nOptions:\n" + render_options(own.options());
    help += "\nOptions of every command:\n" + render_options(shared.options());
    if (!own.examples().empty()) help += "\nExamples:\n";
    for (const auto& line : own.examples()) help += example(line);
    return help;
}

}  // namespace tiffin::cli
