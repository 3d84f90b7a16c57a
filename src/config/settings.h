#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tiffin::config {

/// Where a value comes from; a later one wins.
enum class Origin { built_in, file, programme, series, environment };
std::string_view to_string(Origin origin);

enum class Kind { mailbox, zone, whole_number, days, days_or_never, choice, preparation, text };

/// One setting that `config set` knows.
struct Definition {
    std::string_view key;
    Kind kind;
    std::string_view built_in;  ///< empty: not set
    std::string_view help;
    std::vector<std::string> choices{};
    bool per_series = false;
    int least = 0;      ///< of a number, or of days
    int most = 10'000;  ///< the same
};

/// In the order of `config show`.
const std::vector<Definition>& definitions();
const Definition* find_definition(std::string_view key);

struct Value {
    std::string text;
    Origin origin = Origin::built_in;
};

/// The values of all definitions, each with its origin.
class Settings {
  public:
    Settings();

    /// Fails with ExitStatus::configuration for a value that its definition refuses; `where` names its place.
    void apply(Origin origin, const std::map<std::string, std::string>& values, std::string_view where);

    [[nodiscard]] const Value& value(std::string_view key) const;
    [[nodiscard]] const std::string& text(std::string_view key) const { return value(key).text; }
    /// Days for Kind::days and days_or_never ("3w" is 21); nothing for "never", or when not set.
    [[nodiscard]] std::optional<int> number(std::string_view key) const;

  private:
    std::map<std::string, Value, std::less<>> values_;
};

/// "is no whole number", "write 12"
struct Objection {
    std::string why;
    std::string remedy;
};
/// Why `value` is refused for the setting; nothing when it is fine.
std::optional<Objection> objection(const Definition& definition, std::string_view value);

/// "TIFFIN_MIN_GAP" of min_gap.
std::string environment_name(std::string_view key);

constexpr int kMailPatience = 60;  ///< seconds, where mail_patience is not given

/// The user's own file: where the database is, how output looks, and defaults for the settings.
struct UserFile {
    std::optional<std::string> database;
    std::optional<std::string> format;
    std::optional<std::string> color;
    /// Takes a mail on standard input: a program and its arguments, started without a shell. Never of the
    /// database, since whoever writes that must not choose what runs here.
    std::optional<std::vector<std::string>> mail_program;
    std::optional<int> mail_patience;  ///< seconds until the program is ended
    std::map<std::string, std::string> settings;
};

/// Fails with ExitStatus::configuration, naming file:line:column, for broken TOML, unknown keys (with the
/// nearest) and wrong types. A missing file is an empty one.
UserFile read_user_file(const std::string& path);

}  // namespace tiffin::config
