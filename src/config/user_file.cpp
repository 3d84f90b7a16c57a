#define TOML_HEADER_ONLY 1
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include <toml++/toml.h>

#include "config/settings.h"
#include "domain/failure.h"
#include "text/fold.h"

namespace tiffin::config {

namespace {

std::string place(const std::string& path, const toml::source_region& source) {
    return path + ":" + std::to_string(source.begin.line) + ":" + std::to_string(source.begin.column);
}

Failure refusal(const std::string& path, std::string_view key, const toml::node& node, const std::string& why,
                const std::string& remedy) {
    return {ExitStatus::configuration, place(path, node.source()) + ": " + std::string(key) + why, remedy};
}

std::string value_text(const std::string& path, std::string_view key, const toml::node& node) {
    // value<>() would turn true into 1, so the type is looked at first.
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* number = node.as_integer()) return std::to_string(number->get());
    if (const auto* yes = node.as_boolean()) return yes->get() ? "yes" : "no";
    throw refusal(path, key, node, " takes text or a whole number", "write " + std::string(key) + " = \"…\"");
}

std::string text_of(const std::string& path, std::string_view key, const toml::node& node) {
    if (const auto* text = node.as_string()) return text->get();
    throw refusal(path, key, node, " takes text", "write " + std::string(key) + " = \"…\"");
}

std::string setting_of(const std::string& path, const Definition& definition, const toml::node& node) {
    auto value = value_text(path, definition.key, node);
    if (const auto refused = objection(definition, value)) {
        throw refusal(path, definition.key, node, ": \"" + value + "\" " + refused->why, refused->remedy);
    }
    return value;
}

std::vector<std::string> program_of(const std::string& path, const toml::node& node) {
    const std::string how = "write mail_program = [\"msmtp\", \"-t\"]";
    std::vector<std::string> words;
    const auto* list = node.as_array();
    if (list == nullptr || list->empty())
        throw refusal(path, "mail_program", node, " takes a list of words, and no shell sees them", how);
    for (const auto& each : *list) {
        const auto* word = each.as_string();
        if (word == nullptr || word->get().find('\0') != std::string::npos)
            throw refusal(path, "mail_program", each, " takes a list of words", how);
        words.push_back(word->get());
    }
    if (words.front().empty()) throw refusal(path, "mail_program", node, " names no program", how);
    return words;
}

int patience_of(const std::string& path, const toml::node& node) {
    constexpr std::int64_t kLongest = 3600;
    const auto* number = node.as_integer();
    if (number != nullptr && number->get() >= 1 && number->get() <= kLongest)
        return static_cast<int>(number->get());
    throw refusal(path, "mail_patience", node, " takes seconds, from 1 to 3600", "write mail_patience = 60");
}

Failure unknown_key(const std::string& path, std::string_view key, const toml::node& node) {
    std::vector<std::string> known{"database", "format", "color", "mail_program", "mail_patience"};
    for (const auto& definition : definitions()) known.emplace_back(definition.key);
    const auto near = text::nearest(key, known, 1);
    return {ExitStatus::configuration,
            place(path, node.source()) + ": there is no setting " + std::string(key),
            near.empty() ? "see tiffin config show" : "did you mean " + near.front() + "?"};
}

/// Nothing when there is no such file. One that is there and cannot be read is no empty one: its database and
/// settings would be missed in silence.
std::optional<std::string> read_bytes(const std::string& path) {
    errno = 0;
    std::ifstream stream(path, std::ios::binary);
    if (!stream && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
    std::string bytes;
    std::array<char, 4096> block{};
    while (stream.read(block.data(), block.size()) || stream.gcount() > 0) {
        bytes.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    }
    if (!stream.eof()) {
        throw Failure(ExitStatus::configuration, "cannot read " + path + ": " + std::strerror(errno),
                      "mend or remove it");
    }
    return bytes;
}

}  // namespace

UserFile read_user_file(const std::string& path) {
    UserFile user;
    const auto bytes = read_bytes(path);
    if (!bytes) return user;
    try {
        const toml::table table = toml::parse(*bytes, path);
        for (const auto& [name, node] : table) {
            const std::string key(name.str());
            if (key == "database") {
                user.database = text_of(path, key, node);
            } else if (key == "format") {
                user.format = text_of(path, key, node);
            } else if (key == "color") {
                user.color = text_of(path, key, node);
                if (user.color != "auto" && user.color != "always" && user.color != "never") {
                    throw refusal(path, key, node, ": \"" + *user.color + "\" is none of its values",
                                  "write auto, always or never");
                }
            } else if (key == "mail_program") {
                user.mail_program = program_of(path, node);
            } else if (key == "mail_patience") {
                user.mail_patience = patience_of(path, node);
            } else if (const auto* definition = find_definition(key)) {
                user.settings.emplace(key, setting_of(path, *definition, node));
            } else {
                throw unknown_key(path, key, node);
            }
        }
    } catch (const toml::parse_error& error) {
        throw Failure(
            ExitStatus::configuration,
            place(path, error.source()) + ": this is not TOML (" + std::string(error.description()) + ")",
            "write lines such as zone = \"Europe/Berlin\"");
    }
    return user;
}

}  // namespace tiffin::config
