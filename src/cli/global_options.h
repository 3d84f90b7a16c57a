#pragma once

#include <optional>
#include <string>

#include "cli/command.h"
#include "cli/declaration.h"

namespace tiffin::cli {

/// Accepted by every command, before and after its words.
struct GlobalOptions {
    std::optional<std::string> database;
    std::optional<std::string> format;
    std::optional<std::string> fields;
    std::optional<std::string> now;
    std::optional<std::string> seed;
    std::optional<std::string> color;
    std::optional<std::string> wait;
    bool no_header = false;
    bool quiet = false;
    bool verbose = false;
    bool dry_run = false;

    void declare(Declaration& declaration, Effect effect);
};

}  // namespace tiffin::cli
