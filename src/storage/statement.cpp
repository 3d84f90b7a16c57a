#include "storage/statement.h"

namespace tiffin::storage {

Statement::Statement(Connection& connection, const char* sql) : connection_(connection), sql_(sql) {
    auto& engine = connection.engine();
    try {
        if (const auto kept = engine.statements.find(sql); kept != engine.statements.end()) {
            statement_ = std::move(kept->second);
        }
        if (!statement_) statement_ = std::make_unique<SQLite::Statement>(engine.database, sql);
    } catch (const SQLite::Exception& error) {
        throw translate(error, engine.location);
    }
}

Statement::~Statement() {
    // After an error reset() would throw it once more.
    statement_->tryReset();
    try {
        statement_->clearBindings();
        connection_.engine().statements[sql_] = std::move(statement_);
    } catch (...) {  // no memory to keep it for the next use: it is prepared again
    }
}

int Statement::place_of(Parameter parameter) const {
    return parameter.name != nullptr ? statement_->getIndex(parameter.name) : parameter.position;
}

template <class... Value>
Statement& Statement::bind(Parameter parameter, const Value&... value) {
    try {
        statement_->bind(place_of(parameter), value...);
    } catch (const SQLite::Exception& error) {
        throw translate(error, connection_.engine().location);
    }
    return *this;
}

Statement& Statement::set(Parameter parameter, std::string_view text) {
    // The text must outlive the step only where nothing is copied, so it is copied: names and titles are
    // short.
    return bind(parameter, std::string(text));
}

Statement& Statement::lend(Parameter parameter, const std::string& text) {
    try {
        statement_->bindNoCopy(place_of(parameter), text);
    } catch (const SQLite::Exception& error) {
        throw translate(error, connection_.engine().location);
    }
    return *this;
}

Statement& Statement::set(Parameter parameter, std::int64_t number) {
    return bind(parameter, number);
}

Statement& Statement::set(Parameter parameter, std::nullopt_t /*nothing*/) {
    return bind(parameter);
}

Statement& Statement::set(Parameter parameter, Date day) {
    return set(parameter, render_date(day));
}

Statement& Statement::set(Parameter parameter, TimeOfDay time) {
    return set(parameter, render_time_of_day(time));
}

bool Statement::step() {
    try {
        return statement_->executeStep();
    } catch (const SQLite::Exception& error) {
        throw translate(error, connection_.engine().location);
    }
}

int Statement::run() {
    while (step()) {
    }
    const int changes = connection_.engine().database.getChanges();
    statement_->tryReset();
    return changes;
}

bool Statement::is_null(int column) const {
    return statement_->getColumn(column).isNull();
}

std::string_view Statement::view(int column) const {
    const auto value = statement_->getColumn(column);
    const char* bytes = value.getText();
    return {bytes, static_cast<std::size_t>(value.getBytes())};
}

std::string Statement::text(int column) const {
    return std::string(view(column));
}

std::int64_t Statement::number(int column) const {
    return statement_->getColumn(column).getInt64();
}

Date Statement::date(int column) const {
    if (const auto day = parse_iso_date(view(column))) return *day;
    throw damaged(column);
}

std::optional<Date> Statement::optional_date(int column) const {
    if (is_null(column)) return std::nullopt;
    return date(column);
}

std::optional<TimeOfDay> Statement::optional_time(int column) const {
    if (is_null(column)) return std::nullopt;
    if (const auto time = parse_time_of_day(view(column))) return time;
    throw damaged(column);
}

Failure Statement::damaged(int column) const {
    return {ExitStatus::bad_input,
            "the database " + connection_.name() + " holds \"" + text(column) + "\" in " +
                statement_->getColumnName(column) + ", which is no date or time",
            "restore a backup, or correct it with: sqlite3 " + connection_.name()};
}

void execute(Connection& connection, const char* sql) {
    try {
        connection.engine().database.exec(sql);
    } catch (const SQLite::Exception& error) {
        throw translate(error, connection.engine().location);
    }
}

}  // namespace tiffin::storage
