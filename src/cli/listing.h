#pragma once

#include "cli/invocation.h"
#include "report/table.h"

namespace tiffin::cli {

/// What every command that lists has.
struct ListOptions {
    bool fail_if_empty = false;

    void declare(Declaration& declaration);
};

/// Renders the table as --format asks. For people (format table, without --fields) only the columns of
/// `brief`, where it names any. An empty table says `nothing` on standard error, and with --fail-if-empty the
/// answer is ExitStatus::no.
ExitStatus list(Invocation& invocation, const ListOptions& options, const report::Table& table,
                std::string_view nothing, const std::vector<std::string>& brief = {});

/// Whether list() shows the column: what takes time need not be known for the others.
bool shows(const Invocation& invocation, std::string_view column, const std::vector<std::string>& brief);

/// "1 invite", "2 invites".
std::string counted(std::size_t number, const std::string& one, const std::string& many);

// Cells.
report::Cell cell(const std::optional<Date>& date);
report::Cell cell(Date date);
report::Cell cell(const std::optional<TimeOfDay>& time);
report::Cell cell(std::string_view text);  ///< empty text is a missing cell

}  // namespace tiffin::cli
