#include "cli/program.h"

#include <algorithm>
#include <array>
#include <exception>

#include "cli/command.h"
#include "cli/completion.h"
#include "cli/help.h"
#include "cli/invocation.h"
#include "cli/output.h"
#include "cli/parser.h"
#include "domain/failure.h"
#include "report/cell.h"
#include "report/records.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

/// Noun and verb taken out of the arguments; global options may stand before, between and after them.
struct Words {
    std::string noun;
    std::string verb;
    std::vector<std::string> rest;
    bool help = false;
    bool version = false;
};

/// What every command takes.
const Declaration& globals() {
    static GlobalOptions options;
    static const auto kGlobals = [] {
        Declaration declaration;
        options.declare(declaration, Effect::writes);
        return declaration;
    }();
    return kGlobals;
}

/// Null for what is no option of every command.
const Option* global_option(const std::string& argument) {
    const auto& options = globals().options();
    const auto name = argument.substr(0, argument.find('='));
    const auto found = std::find_if(options.begin(), options.end(), [&](const Option& option) {
        return option.name == name || (option.letter != 0 && option.letter == name[1]);
    });
    return found == options.end() ? nullptr : &*found;
}

/// "--wait", of which the next argument is the value.
bool takes_value(const std::string& argument) {
    const auto* option = global_option(argument);
    return option != nullptr && option->name == argument && !option->value.empty();
}

Words read_words(const std::vector<std::string>& arguments) {
    Words words;
    bool only_things = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto& argument = arguments[i];
        if (!only_things && argument == "--") only_things = true;
        if (!only_things && (argument == "--help" || argument == "-h")) {
            words.help = true;
        } else if (!only_things && argument == "--version" && words.noun.empty()) {
            words.version = true;
        } else if (only_things || argument.rfind('-', 0) == 0) {
            words.rest.push_back(argument);
            if (!only_things && takes_value(argument) && i + 1 < arguments.size()) {
                words.rest.push_back(arguments[++i]);
            }
        } else if (words.noun.empty()) {
            words.noun = argument;
        } else if (words.verb.empty() && find_command(words.noun, "") == nullptr) {
            words.verb = argument;
        } else {
            words.rest.push_back(argument);
        }
    }
    return words;
}

std::vector<std::string> names_of_groups() {
    std::vector<std::string> names;
    for (const auto& group : groups()) names.emplace_back(group.name);
    return names;
}

std::vector<std::string> verbs_of(std::string_view noun) {
    std::vector<std::string> verbs;
    for (const auto* command : commands_of(noun)) verbs.emplace_back(command->verb);
    return verbs;
}

/// Words that people try for ours.
struct OtherWord {
    std::string_view typed, ours;
};
constexpr std::array kOtherNouns{OtherWord{"people", "person"}, OtherWord{"member", "person"},
                                 OtherWord{"user", "person"},   OtherWord{"talk", "topic"},
                                 OtherWord{"event", "session"}, OtherWord{"meeting", "session"},
                                 OtherWord{"lunch", "session"}, OtherWord{"schedule", "agenda"},
                                 OtherWord{"calendar", "feed"}, OtherWord{"vacation", "absence"}};
constexpr std::array kOtherVerbs{OtherWord{"get", "show"},      OtherWord{"view", "show"},
                                 OtherWord{"ls", "list"},       OtherWord{"rm", "remove"},
                                 OtherWord{"delete", "remove"}, OtherWord{"create", "add"},
                                 OtherWord{"new", "add"},       OtherWord{"update", "edit"},
                                 OtherWord{"change", "edit"},   OtherWord{"reschedule", "move"}};

/// The one of `known` that was meant; empty: nobody knows.
template <std::size_t count>
std::string meant(const std::string& typed, const std::array<OtherWord, count>& others,
                  const std::vector<std::string>& known) {
    const auto other =
        std::find_if(others.begin(), others.end(), [&](const auto& each) { return each.typed == typed; });
    if (other != others.end() && std::find(known.begin(), known.end(), other->ours) != known.end())
        return std::string(other->ours);
    const auto near = text::nearest(typed, known, 1);
    return near.empty() ? std::string() : near.front();
}

Failure unknown_command(const Words& words) {
    const auto verbs = verbs_of(words.noun);
    if (verbs.empty()) {
        // The value of an option that is not known would be taken for the command.
        const auto option = std::find_if(words.rest.begin(), words.rest.end(), [](const auto& word) {
            return word.size() > 1 && word.front() == '-' && global_option(word) == nullptr;
        });
        if (option != words.rest.end()) return unknown_option("", *option, globals());
        const auto noun = meant(words.noun, kOtherNouns, names_of_groups());
        return {ExitStatus::usage, "there is no command \"" + words.noun + "\"",
                noun.empty() ? "see tiffin help" : "did you mean tiffin " + noun + "?"};
    }
    if (words.verb.empty()) {
        return {ExitStatus::usage, "tiffin " + words.noun + " needs a verb",
                "the verbs are " + text::join(verbs, ", ")};
    }
    const auto verb = meant(words.verb, kOtherVerbs, verbs);
    return {ExitStatus::usage, "there is no command \"" + words.noun + " " + words.verb + "\"",
            verb.empty() ? "the verbs are " + text::join(verbs, ", ")
                         : "did you mean tiffin " + words.noun + " " + verb + "?"};
}

std::string help_for(const Words& words, std::size_t width) {
    if (words.noun.empty()) return render_overview(width);
    if (const auto* command = find_command(words.noun, words.verb))
        return render_command_help(*command, width);
    if (words.verb.empty() && !commands_of(words.noun).empty()) return render_group_help(words.noun, width);
    throw unknown_command(words);
}

ExitStatus run_command(const Surroundings& surroundings, const Words& words) {
    const auto* command = find_command(words.noun, words.verb);
    if (command == nullptr) throw unknown_command(words);
    const auto action = command->make();
    GlobalOptions options;
    Declaration declaration;
    action->declare(declaration);
    options.declare(declaration, command->effect);
    parse(command->name(), words.rest, declaration);
    Invocation invocation(surroundings, std::move(options), *command);
    try {
        const ExitStatus status = action->run(invocation);
        invocation.flush();
        return status;
    } catch (const Failure&) {
        invocation.flush_messages();
        throw;
    }
}

/// As --format says, or else the config file.
bool wants_json(const Surroundings& surroundings) {
    const auto& arguments = surroundings.arguments;
    std::optional<std::string> format;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--format" && i + 1 < arguments.size()) format = arguments[i + 1];
        if (arguments[i].rfind("--format=", 0) == 0) format = arguments[i].substr(9);
    }
    try {
        if (!format) format = config::read_user_file(user_file_name(surroundings)).format;
    } catch (const Failure&) {  // it may be what is to be told
    }
    return format == "json" || format == "ndjson";
}

/// The one place where failures are printed.
void print(const Failure& failure, const Surroundings& surroundings) {
    std::string line = "tiffin: " + std::string(failure.what());
    if (!failure.remedy().empty()) line += "; " + failure.remedy();
    if (wants_json(surroundings)) {
        text::StringSink json;
        report::render_record(
            {{"error", {}}, {"remedy", {}}, {"status", {}}},
            {std::string(failure.what()), failure.remedy(), static_cast<std::int64_t>(failure.status())},
            {.format = report::Format::ndjson, .fields = {}}, json);
        line = json.take();
        line.pop_back();
    }
    std::string harmless;
    report::append_harmless(harmless, line);
    surroundings.err->write(harmless + "\n");
    surroundings.err->flush();
}

ExitStatus dispatch(const Surroundings& surroundings) {
    const auto& arguments = surroundings.arguments;
    // Asked for at every key press and every start, so answered first.
    if (!arguments.empty() && arguments.front() == "__complete") {
        surroundings.out->write(complete(surroundings));
        surroundings.out->flush();
        return ExitStatus::done;
    }
    const Words words = read_words(arguments);
    std::string text;
    if (words.version || words.noun == "version") {
        text = render_version();
    } else if (words.noun == "help") {  // `tiffin help person add` is `tiffin person add --help`
        std::vector<std::string> named;
        if (!words.verb.empty()) named.push_back(words.verb);
        named.insert(named.end(), words.rest.begin(), words.rest.end());
        text = help_for(read_words(named), surroundings.width);
    } else if (words.help) {
        text = help_for(words, surroundings.width);
    } else if (words.noun.empty()) {
        if (!words.rest.empty()) {
            throw Failure(ExitStatus::usage, "a command is missing", "see tiffin help");
        }
        surroundings.err->write(render_overview(surroundings.width));
        surroundings.err->flush();
        return ExitStatus::usage;
    } else {
        return run_command(surroundings, words);
    }
    surroundings.out->write(text);
    surroundings.out->flush();
    return ExitStatus::done;
}

}  // namespace

int run(const Surroundings& surroundings) {
    const auto fail = [&](const Failure& failure) {
        try {
            print(failure, surroundings);
        } catch (...) {  // standard error is closed too: only the status is left to tell
        }
        return static_cast<int>(failure.status());
    };
    try {
        return static_cast<int>(dispatch(surroundings));
    } catch (const ClosedPipe&) {
        return static_cast<int>(ExitStatus::io);
    } catch (const Failure& failure) {
        return fail(failure);
    } catch (const std::exception& error) {
        return fail({ExitStatus::bug, std::string("this should not have happened: ") + error.what(),
                     "please report it with the command you typed"});
    }
}

}  // namespace tiffin::cli
