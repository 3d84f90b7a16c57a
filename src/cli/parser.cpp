#include "cli/parser.h"

#include <algorithm>

#include <CLI/CLI.hpp>

#include "domain/date.h"
#include "report/records.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

Failure usage(const std::string& command, const std::string& sentence, const std::string& hint = {}) {
    const auto help = "see tiffin help" + (command.empty() ? "" : " " + command);
    return {ExitStatus::usage, sentence, hint.empty() ? help : hint + " (" + help + ")"};
}

/// "db" for "database": begins alike, and all its letters come in this order.
bool is_abbreviation(std::string_view typed, std::string_view name) {
    if (typed.size() < 2 || name.empty() || typed.front() != name.front()) return false;
    for (const char letter : name) {
        if (!typed.empty() && letter == typed.front()) typed.remove_prefix(1);
    }
    return typed.empty();
}

/// Without the dashes.
std::string_view bare(std::string_view option) {
    return option.substr(std::min(option.find_first_not_of('-'), option.size()));
}

/// The same arguments in a form that CLI11 takes: it refuses "--title=" although an empty value is one.
std::vector<std::string> prepared(const std::vector<std::string>& arguments) {
    std::vector<std::string> made;
    for (auto argument = arguments.begin(); argument != arguments.end(); ++argument) {
        if (*argument == "--") {
            made.insert(made.end(), argument, arguments.end());
            break;
        }
        if (argument->size() > 3 && argument->rfind("--", 0) == 0 && argument->back() == '=' &&
            argument->find('=') == argument->size() - 1) {
            made.push_back(argument->substr(0, argument->size() - 1));
            made.emplace_back();
        } else {
            made.push_back(*argument);
        }
    }
    return made;
}

/// "--to 2027-02-19", where that is what a thing too many may have been meant for.
std::string option_for(const Declaration& declaration, const std::string& argument) {
    const std::string value = parse_iso_date(argument) ? "DATE" : parse_time_of_day(argument) ? "TIME" : "";
    const auto& options = declaration.options();
    const auto found = std::find_if(options.begin(), options.end(),
                                    [&](const Option& option) { return option.value == value; });
    return value.empty() || found == options.end() ? "" : found->name + " " + argument;
}

Failure unknown_argument(const std::string& command, const std::string& argument,
                         const Declaration& declaration) {
    if (argument.rfind('-', 0) != 0) {
        std::vector<std::string> things;
        for (const auto& thing : declaration.things()) things.push_back(thing.name);
        std::string hint = things.empty() ? std::string{} : "quote what has blanks in it";
        if (command == "init") hint = "tiffin init --database " + argument;
        if (const auto option = option_for(declaration, argument); !option.empty())
            hint = "did you mean " + option + "?";
        return usage(command,
                     "\"" + argument + "\" was not expected: " +
                         (things.empty() ? "tiffin " + command + " takes options only"
                                         : "only " + text::join(things, " and ") + " is taken"),
                     hint);
    }
    return unknown_option(command, argument, declaration);
}

void check_choice(const std::string& command, const std::string& name,
                  const std::vector<std::string>& choices, const std::string& value) {
    if (choices.empty() || std::find(choices.begin(), choices.end(), value) != choices.end()) return;
    const auto near = text::nearest(value, choices, 1);
    throw usage(command, name + " takes " + text::join(choices, ", ") + ", not \"" + value + "\"",
                near.empty() ? "" : "did you mean " + near.front() + "?");
}

/// What is stored must be text that every export, calendar and terminal can show; imports keep to it too.
void check_text(const std::string& command, const std::string& name, const std::string& value) {
    if (!text::is_utf8(value)) throw usage(command, name + ": the value is not UTF-8 text");
    if (text::find_control(value) != std::string::npos) {
        throw usage(command, name + ": the value has a control character", "write it anew, without it");
    }
}

const Option* find(const Declaration& declaration, std::string_view typed) {
    const auto& options = declaration.options();
    const auto found = std::find_if(options.begin(), options.end(), [&](const Option& option) {
        return option.name == typed || (option.letter != 0 && typed == std::string("-") + option.letter);
    });
    return found == options.end() ? nullptr : &*found;
}

/// CLI11 would take the option that follows as the value.
void check_values(const std::string& command, const std::vector<std::string>& arguments,
                  const Declaration& declaration) {
    for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
        const auto* option = find(declaration, arguments[i]);
        if (option == nullptr || option->value.empty()) continue;
        ++i;
        if (i == arguments.size()) throw usage(command, arguments[i - 1] + " needs a value");
        if (find(declaration, arguments[i]) != nullptr) {
            throw usage(command, arguments[i - 1] + " needs a value",
                        "if " + arguments[i] + " is meant: " + option->name + "=" + arguments[i]);
        }
    }
}

struct Bound {
    const Option* declared;
    CLI::Option* parsed;
};

std::vector<Bound> bind(CLI::App& app, const Declaration& declaration) {
    std::vector<Bound> bound;
    for (const auto& option : declaration.options()) {
        const std::string names =
            option.letter == 0 ? option.name : "-" + std::string(1, option.letter) + "," + option.name;
        if (option.value.empty()) {
            bound.push_back({&option, app.add_flag(names)});
            continue;
        }
        // allow_extra_args off: CLI11 would split "[a,b]" and swallow the words that follow.
        CLI::Option* added = app.add_option(names)->expected(1)->allow_extra_args(false);
        added->multi_option_policy(option.repeatable ? CLI::MultiOptionPolicy::TakeAll
                                                     : CLI::MultiOptionPolicy::Throw);
        bound.push_back({&option, added});
    }
    return bound;
}

}  // namespace

void parse(const std::string& command, const std::vector<std::string>& arguments,
           const Declaration& declaration) {
    check_values(command, arguments, declaration);
    CLI::App app;
    app.set_help_flag();
    app.allow_extras(false);
    const auto bound = bind(app, declaration);
    std::vector<CLI::Option*> things;
    for (const auto& thing : declaration.things()) {
        things.push_back(app.add_option(thing.name)->expected(1)->allow_extra_args(false));
        things.back()->multi_option_policy(CLI::MultiOptionPolicy::Throw);
    }
    try {
        auto reversed = prepared(arguments);
        std::reverse(reversed.begin(), reversed.end());
        app.parse(reversed);
    } catch (const CLI::ExtrasError&) {
        auto extras = app.remaining();
        throw unknown_argument(command, extras.empty() ? "" : extras.front(), declaration);
    } catch (const CLI::ArgumentMismatch&) {
        for (const auto& [option, parsed] : bound) {
            if (option->value.empty() || parsed->count() == 0) continue;
            if (parsed->results().size() > 1 && !option->repeatable) {
                throw usage(command, option->name + " was given more than once");
            }
        }
        throw usage(command, "a letter in a group of options needs a value", "write that option on its own");
    } catch (const CLI::ParseError&) {
        throw usage(command, "the options cannot be read");
    }
    for (const auto& [option, parsed] : bound) {
        if (parsed->count() > 1 && !option->repeatable && !option->value.empty()) {
            throw usage(command, option->name + " was given more than once");
        }
        if (parsed->count() == 0) {
            if (option->required) throw usage(command, option->name + " " + option->value + " is missing");
            continue;
        }
        for (const auto& value : parsed->results()) {
            if (option->value.empty() && value != "true")
                throw usage(command, option->name + " takes no value");
            check_choice(command, option->name, option->choices, value);
            check_text(command, option->name, value);
            option->store(value);
        }
    }
    for (std::size_t i = 0; i < things.size(); ++i) {
        const auto& thing = declaration.things()[i];
        if (things[i]->count() > 0) {
            const auto& value = things[i]->results().front();
            check_choice(command, thing.name, thing.choices, value);
            check_text(command, thing.name, value);
            thing.store(value);
        } else if (thing.required) {
            throw usage(command, thing.name + " is missing: " + thing.help);
        }
    }
}

Failure unknown_option(const std::string& command, const std::string& argument,
                       const Declaration& declaration) {
    const auto name = argument.substr(0, argument.find('='));
    const std::string typed(bare(name));
    const auto sentence = "there is no option " + name;
    if (report::parse_format(typed)) return usage(command, sentence, "write --format " + typed);
    std::vector<std::string> names;
    for (const auto& option : declaration.options()) names.emplace_back(bare(option.name));
    auto near = text::nearest(typed, names, 1);
    const auto meant = std::find_if(names.begin(), names.end(),
                                    [&](const auto& each) { return is_abbreviation(typed, each); });
    if (near.empty() && meant != names.end()) near.push_back(*meant);
    return usage(command, sentence, near.empty() ? "" : "did you mean --" + near.front() + "?");
}

}  // namespace tiffin::cli
