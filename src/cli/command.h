#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/declaration.h"
#include "domain/failure.h"

namespace tiffin::cli {

class Invocation;

/// One command: its options as members, the declaration of them, and what it does.
class Action {
  public:
    Action() = default;
    Action(const Action&) = delete;
    Action& operator=(const Action&) = delete;
    virtual ~Action() = default;
    virtual void declare(Declaration& declaration) = 0;
    virtual ExitStatus run(Invocation& invocation) = 0;
};

enum class Effect { reads, writes };

struct Command {
    std::string_view noun;     ///< "person", or a word of its own: "plan"
    std::string_view verb;     ///< "add"; empty for a word of its own
    std::string_view summary;  ///< one line, no full stop
    Effect effect;             ///< writing commands have --dry-run
    std::unique_ptr<Action> (*make)();

    [[nodiscard]] std::string name() const;  ///< "person add"
};

/// All commands, in the order of the help.
const std::vector<Command>& commands();

/// The nouns and words of their own, in the order of the help, with one line each.
struct Group {
    std::string_view name;
    std::string_view summary;
};
const std::vector<Group>& groups();

/// Null when there is none.
const Command* find_command(std::string_view noun, std::string_view verb);
std::vector<const Command*> commands_of(std::string_view noun);

}  // namespace tiffin::cli
