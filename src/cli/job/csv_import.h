#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/invocation.h"
#include "exchange/csv.h"

namespace tiffin::cli {

/// One record of an import file with its columns by name.
class ImportRow {
  public:
    ImportRow(std::string_view file, const exchange::CsvHeader& header, exchange::CsvRecord& record)
        : file_(file), header_(header), record_(record) {}

    /// Trimmed; empty when the cell or the column is missing.
    [[nodiscard]] std::string_view text(std::string_view column) const;
    [[nodiscard]] std::optional<Date> date(std::string_view column) const;

    /// A Failure (bad_input) that names file, line and column.
    [[nodiscard]] Failure refuse(std::string_view column, const std::string& why,
                                 const std::string& remedy) const;
    /// Runs `parse` and puts the cell's place before the sentence of any Failure.
    template <class Parse>
    auto at(std::string_view column, const Parse& parse) const {
        try {
            return parse();
        } catch (const Failure& failure) {
            throw refuse(column, failure.what(), failure.remedy());
        }
    }
    [[nodiscard]] std::size_t line() const { return record_.place.line; }

  private:
    [[nodiscard]] const exchange::CsvCell& cell(std::string_view column) const;

    std::string_view file_;
    const exchange::CsvHeader& header_;
    exchange::CsvRecord& record_;
};

/// `--map COLUMN=HEADER` taken apart. Fails with usage for a column that `header` does not have.
void apply_map(exchange::CsvHeader& header, const std::vector<std::string>& map);

/// Visits every record of `bytes`, which read_input gave for `path` before the unit of work began; tells on
/// standard error which headers nobody wanted.
void read_import(Invocation& invocation, const std::string& path, std::string_view bytes,
                 const exchange::CsvHeader& header, const std::function<void(const ImportRow&)>& visit);

/// "imported people.csv: 2 people added, 1 changed".
std::string imported(const std::string& path, std::size_t added, const std::string& one,
                     const std::string& many, std::size_t changed);

}  // namespace tiffin::cli
