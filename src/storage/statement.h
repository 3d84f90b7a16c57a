#pragma once

// Inside the storage room only: this header shows SQLiteCpp.

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "domain/date.h"
#include "domain/failure.h"
#include "domain/id.h"
#include "storage/connection.h"

namespace tiffin::storage {

struct Connection::Engine {
    Engine(Location at, const std::string& name, int flags);
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    ~Engine();

    Location location;
    SQLite::Database database;
    // Prepared once per process, keyed by the address of the compiled-in text; one that is in use is not
    // here. Declared after the database, so that they are finalized before it closes.
    std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> statements;
    std::chrono::steady_clock::time_point waiting_since;
    bool founding = false;   ///< the next unit of work makes the programme
    bool made_file = false;  ///< the file was not there before; it goes again when no programme is made in it
};

/// The failure that an error of the engine means to a user.
[[nodiscard]] Failure translate(const SQLite::Exception& error, const Location& location);

/// What a command says that a signal ended.
[[nodiscard]] Failure interruption();

/// ":name", or for what is written very often a place, 1 of "?1".
struct Parameter {
    Parameter(const char* by_name) : name(by_name) {}  // NOLINT: how nearly all are written
    static Parameter at(int position) {
        Parameter parameter(nullptr);
        parameter.position = position;
        return parameter;
    }

    const char* name;
    int position = 0;
};

/// One use of a prepared statement, with every parameter NULL at first. Uses may overlap: while one walks
/// along its rows, another of the same text is a statement of its own. `sql` is known by where
/// it is: it must be a compiled-in literal, or stay for as long as the process.
class Statement {
  public:
    Statement(Connection& connection, const char* sql);
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    Statement& set(Parameter parameter, std::string_view text);  ///< empty text stays empty text
    /// Not copied: `text` must live as long as this use. For what is written a hundred thousand times.
    Statement& lend(Parameter parameter, const std::string& text);
    Statement& set(Parameter parameter, std::int64_t number);
    Statement& set(Parameter parameter, int number) { return set(parameter, std::int64_t{number}); }
    Statement& set(Parameter parameter, std::nullopt_t);
    Statement& set(Parameter parameter, Date day);
    template <class Of>
    Statement& set(Parameter parameter, Id<Of> id) {
        return set(parameter, id.value);
    }
    template <class Value>
    Statement& set(Parameter parameter, const std::optional<Value>& value) {
        return value ? set(parameter, *value) : set(parameter, std::nullopt);
    }
    Statement& set(Parameter parameter, TimeOfDay time);

    /// True for a row, false at the end.
    bool step();
    /// For what gives no rows; the number of rows changed.
    int run();

    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::string text(int column) const;       ///< NULL is empty
    [[nodiscard]] std::string_view view(int column) const;  ///< valid until the next step
    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] Date date(int column) const;  ///< bad_input when the file holds none
    [[nodiscard]] std::optional<Date> optional_date(int column) const;
    [[nodiscard]] std::optional<TimeOfDay> optional_time(int column) const;
    template <class Identity>
    [[nodiscard]] Identity id(int column) const {
        return Identity{number(column)};
    }
    template <class Identity>
    [[nodiscard]] std::optional<Identity> optional_id(int column) const {
        return is_null(column) ? std::nullopt : std::optional<Identity>(Identity{number(column)});
    }

  private:
    [[nodiscard]] int place_of(Parameter parameter) const;
    template <class... Value>
    Statement& bind(Parameter parameter, const Value&... value);
    [[nodiscard]] Failure damaged(int column) const;

    Connection& connection_;
    const char* sql_;
    std::unique_ptr<SQLite::Statement> statement_;
};

/// Runs text that may hold several statements.
void execute(Connection& connection, const char* sql);

}  // namespace tiffin::storage
