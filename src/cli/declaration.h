#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tiffin::cli {

/// What a value names, for completion from the database.
enum class Completes { nothing, person, topic, series, session, message, draft, setting, zone, file, folder };

/// One option or flag of a command. Values are stored as they were typed; what they mean is decided when the
/// command runs, so that every refusal is a sentence of ours.
struct Option {
    std::string name;   ///< "--email"
    char letter = 0;    ///< 'o' for "-o"
    std::string value;  ///< "ADDRESS"; empty for a flag
    std::string help;
    std::function<void(const std::string&)> store;
    bool required = false;
    bool repeatable = false;
    Completes completes = Completes::nothing;
    std::vector<std::string> choices;  ///< the only values accepted; empty: any

    Option& short_name(char with) { return letter = with, *this; }
    Option& needed() { return required = true, *this; }
    Option& completing(Completes what) { return completes = what, *this; }
    Option& one_of(std::vector<std::string> values) { return choices = std::move(values), *this; }
};

/// The thing acted on.
struct Positional {
    std::string name;  ///< "PERSON"
    std::string help;
    std::function<void(const std::string&)> store;
    bool required = true;
    Completes completes = Completes::nothing;
    std::vector<std::string> choices;  ///< the only values accepted; empty: any

    Positional& one_of(std::vector<std::string> values) { return choices = std::move(values), *this; }
    Positional& completing(Completes what) { return completes = what, *this; }
};

/// What a command accepts, as data: the parser, the help, the completion and the tests of the man page read
/// it.
class Declaration {
  public:
    Positional& positional(std::string name, std::string& target, std::string help);
    Positional& positional(std::string name, std::optional<std::string>& target, std::string help);
    Option& option(std::string name, std::string value, std::optional<std::string>& target, std::string help);
    /// May be given several times.
    Option& option(std::string name, std::string value, std::vector<std::string>& target, std::string help);
    Option& flag(std::string name, bool& target, std::string help);

    /// A paragraph of the help, below the summary.
    void detail(std::string paragraph) { details_.push_back(std::move(paragraph)); }
    void example(std::string line) { examples_.push_back(std::move(line)); }

    [[nodiscard]] const std::vector<Option>& options() const { return options_; }
    /// In their order: the thing acted on, and for `config set` its value.
    [[nodiscard]] const std::vector<Positional>& things() const { return things_; }
    [[nodiscard]] const std::vector<std::string>& details() const { return details_; }
    [[nodiscard]] const std::vector<std::string>& examples() const { return examples_; }

  private:
    Option& add(Option option);

    std::vector<Option> options_;
    std::vector<Positional> things_;
    std::vector<std::string> details_;
    std::vector<std::string> examples_;
};

}  // namespace tiffin::cli
