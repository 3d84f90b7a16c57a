#include "cli/help.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "cli/global_options.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

constexpr std::size_t kWidest = 80;     // longer lines are tiring to read
constexpr std::size_t kNarrowest = 30;  // there is no room for two columns in less

/// The overview has a heading before each of these groups.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kHeadings{
    {{"init", "The weekly work"}, {"person", "What a programme is made of"}, {"import", "Data and set-up"}}};

/// Text in lines of a width.
class Page {
  public:
    explicit Page(std::size_t width)
        : width_(width == 0 ? kWidest : std::clamp(width, kNarrowest, kWidest)) {}

    /// Words of `paragraph`; lines after the first are indented by `indent`, and `used` columns of the first
    /// are taken.
    [[nodiscard]] std::string wrap(std::string_view paragraph, std::size_t indent, std::size_t used) const {
        std::string wrapped;
        std::size_t column = used;
        for (const auto& word : text::split(paragraph, " ")) {
            if (column > indent && column + 1 + text::width(word) > width_) {
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

    [[nodiscard]] std::string paragraph(std::string_view text) const { return wrap(text, 0, 0) + "\n"; }

    /// What stands left, and from `column` on what it means; below it where there is no room.
    [[nodiscard]] std::string entry(const std::string& left, std::string_view right,
                                    std::size_t column) const {
        column = std::min(column, width_ * 3 / 8);
        std::string line = "  " + left;
        if (line.size() + 2 > column) {
            line += "\n" + std::string(column, ' ');
        } else {
            line.resize(column, ' ');
        }
        return line + wrap(right, column, column) + "\n";
    }

    /// A command line to copy; a long one is continued as a shell takes it.
    [[nodiscard]] std::string example(const std::string& line) const {
        std::string text = "  " + line;
        for (std::size_t begin = 0; text.size() - begin > width_;) {
            const auto cut = text.rfind(" --", begin + width_ - 3);
            if (cut == std::string::npos || cut <= begin + 6) break;
            text.replace(cut, 1, " \\\n      ");
            begin = cut + 3;
        }
        return text + "\n";
    }

  private:
    std::size_t width_;
};

std::string left_of(const Option& option) {
    std::string left = option.letter == 0 ? "" : "-" + std::string(1, option.letter) + ", ";
    left += option.name;
    if (!option.value.empty()) left += " " + option.value;
    return left;
}

std::string render_options(const Page& page, const std::vector<Option>& options) {
    std::size_t column = 0;
    for (const auto& option : options) column = std::max(column, left_of(option).size());
    column += 4;
    std::string lines;
    for (const auto& option : options) {
        std::string help = option.help;
        // Before a default, which stands in parentheses at the end: "…: skip, next, previous, ask (skip)".
        if (!option.choices.empty())
            help.insert(std::min(help.rfind(" ("), help.size()), ": " + text::join(option.choices, ", "));
        if (option.required) help += "; required";
        if (option.repeatable) help += "; may be repeated";
        lines += page.entry(left_of(option), help, column);
    }
    return lines;
}

}  // namespace

std::string render_version() {
    return "tiffin " TIFFIN_VERSION "\n";
}

std::string render_overview(std::size_t width) {
    const Page page(width);
    std::string help =
        page.paragraph(
            "tiffin organizes learning lunches: who presents next, fairly; invites that update and cancel in "
            "place; reports.") +
        "\n" + page.paragraph("Usage: tiffin NOUN VERB [THING] [--options]");
    std::size_t column = 0;
    for (const auto& group : groups()) column = std::max(column, group.name.size());
    for (const auto& group : groups()) {
        for (const auto& [first, heading] : kHeadings) {
            if (first == group.name) help += "\n" + std::string(heading) + ":\n";
        }
        help += page.entry(std::string(group.name), group.summary, column + 4);
    }
    help += "\nA first programme:\n";
    for (const char* line : {"tiffin init --zone Europe/Berlin --organizer \"Ana <ana@example.org>\"",
                             "tiffin person import people.csv",
                             "tiffin series add \"Thursday lunch\" --every 1w --on thu --at 12:30",
                             "tiffin plan", "tiffin invite -o invites"}) {
        help += page.example(line);
    }
    help += "\nAn invented one, to look around:\n" + page.example("tiffin init --example --database play.db");
    return help + "\n" +
           page.paragraph("tiffin help NOUN and tiffin help NOUN VERB say more; man tiffin says everything.");
}

std::string render_group_help(std::string_view noun, std::size_t width) {
    const Page page(width);
    std::string help =
        page.paragraph("Usage: tiffin " + std::string(noun) + " VERB [THING] [--options]") + "\n";
    std::size_t column = 0;
    for (const auto* command : commands_of(noun)) column = std::max(column, command->name().size());
    for (const auto* command : commands_of(noun))
        help += page.entry(command->name(), command->summary, column + 4);
    return help + "\n" + page.paragraph("tiffin help " + std::string(noun) + " VERB says more.");
}

std::string render_command_help(const Command& command, std::size_t width) {
    const Page page(width);
    const auto action = command.make();
    Declaration own;
    action->declare(own);
    GlobalOptions globals;
    Declaration shared;
    globals.declare(shared, command.effect);

    std::string usage = "Usage: tiffin " + command.name();
    for (const auto& thing : own.things())
        usage += thing.required ? " " + thing.name : " [" + thing.name + "]";
    for (const auto& option : own.options()) {
        if (option.required) usage += " " + option.name + " " + option.value;
    }
    std::string summary(command.summary);
    if (summary[0] >= 'a' && summary[0] <= 'z') summary[0] = static_cast<char>(summary[0] - 'a' + 'A');
    std::string help = page.paragraph(usage + " [--options]") + "\n" + page.paragraph(summary + ".");
    for (const auto& paragraph : own.details()) help += "\n" + page.paragraph(paragraph);
    if (!own.things().empty()) help += "\n";
    for (const auto& thing : own.things()) {
        std::string meaning = thing.help;
        if (!thing.choices.empty()) meaning += ": " + text::join(thing.choices, ", ");
        help += page.entry(thing.name, meaning, std::max<std::size_t>(thing.name.size() + 4, 12));
    }
    if (!own.options().empty()) help += "\nOptions:\n" + render_options(page, own.options());
    help += "\nOptions of every command:\n" + render_options(page, shared.options());
    if (!own.examples().empty()) help += "\nExamples:\n";
    for (const auto& line : own.examples()) help += page.example(line);
    return help;
}

}  // namespace tiffin::cli
