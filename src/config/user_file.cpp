#define TOML_HEADER_ONLY 1
#include <fstream>
#include <sstream>

#include <toml++/toml.h>

#include "config/settings.h"
#include "domain/failure.h"
#include "text/fold.h"

namespace tiffin::config {

namespace {

std::string place(const std::string& path, const toml::source_region& source) {
    return path + ":" + std::to_string(source.begin.line) + ":" + std::to_string(source.begin.column);
}

std::string value_text(const std::string& path, std::string_view key, const toml::node& node) {
    // value<>() would turn true into 1, so the type is looked at first.
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* number = node.as_integer()) return std::to_string(number->get());
    if (const auto* yes = node.as_boolean()) return yes->get() ? "yes" : "no";
    throw Failure(ExitStatus::configuration,
                  place(path, node.source()) + ": " + std::string(key) + " is no text or whole number",
                  "write " + std::string(key) + " = \"…\"");
}

Failure unknown_key(const std::string& path, std::string_view key, const toml::node& node) {
    std::vector<std::string> known{"database", "format", "color"};
    for (const auto& definition : definitions()) known.emplace_back(definition.key);
    const auto near = text::nearest(key, known, 1);
    return {ExitStatus::configuration,
            place(path, node.source()) + ": there is no setting " + std::string(key),
            near.empty() ? "see tiffin config show" : "did you mean " + near.front() + "?"};
}

}  // namespace

UserFile read_user_file(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    UserFile user;
    if (!stream) return user;
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    try {
        const toml::table table = toml::parse(bytes.str(), path);
        for (const auto& [name, node] : table) {
            const std::string key(name.str());
            const std::string value = value_text(path, key, node);
            if (key == "database") {
                user.database = value;
            } else if (key == "format") {
                user.format = value;
            } else if (key == "color") {
                user.color = value;
            } else if (find_definition(key) != nullptr) {
                user.settings.emplace(key, value);
            } else {
                throw unknown_key(path, key, node);
            }
        }
    } catch (const toml::parse_error& error) {
        throw Failure(ExitStatus::configuration,
                      place(path, error.source()) + ": this is not TOML: " + std::string(error.description()),
                      "mend that line");
    }
    return user;
}

}  // namespace tiffin::config
