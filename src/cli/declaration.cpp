#include "cli/declaration.h"

namespace tiffin::cli {

Positional& Declaration::positional(std::string name, std::string& target, std::string help) {
    things_.push_back({.name = std::move(name),
                       .help = std::move(help),
                       .store = [&target](const std::string& typed) { target = typed; },
                       .required = true,
                       .choices = {}});
    return things_.back();
}

Positional& Declaration::positional(std::string name, std::optional<std::string>& target, std::string help) {
    things_.push_back({.name = std::move(name),
                       .help = std::move(help),
                       .store = [&target](const std::string& typed) { target = typed; },
                       .required = false,
                       .choices = {}});
    return things_.back();
}

Option& Declaration::option(std::string name, std::string value, std::optional<std::string>& target,
                            std::string help) {
    return add({.name = std::move(name),
                .value = std::move(value),
                .help = std::move(help),
                .store = [&target](const std::string& typed) { target = typed; },
                .choices = {}});
}

Option& Declaration::option(std::string name, std::string value, std::vector<std::string>& target,
                            std::string help) {
    return add({.name = std::move(name),
                .value = std::move(value),
                .help = std::move(help),
                .store = [&target](const std::string& typed) { target.push_back(typed); },
                .repeatable = true,
                .choices = {}});
}

Option& Declaration::flag(std::string name, bool& target, std::string help) {
    return add({.name = std::move(name),
                .value = {},
                .help = std::move(help),
                .store = [&target](const std::string& /*nothing*/) { target = true; },
                .choices = {}});
}

Option& Declaration::add(Option option) {
    options_.push_back(std::move(option));
    return options_.back();
}

}  // namespace tiffin::cli
