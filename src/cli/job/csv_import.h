#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/declaration.h"
#include "cli/invocation.h"
#include "cli/values.h"
#include "exchange/csv.h"

namespace tiffin::cli {

/// One record of an import file with its columns by name.
class ImportRow {
  public:
    ImportRow(std::string_view file, const exchange::CsvHeader& header, exchange::CsvRecord& record)
        : file_(file), header_(header), record_(record) {}

    /// Trimmed; empty when the cell or the column is missing.
    [[nodiscard]] std::string_view text(std::string_view column) const;
    /// Takes the line breaks of other systems. Fails (bad_input) for a control character, which no export,
    /// calendar or terminal can show.
    void clean() const;
    /// The text of the cell; an empty one leaves the field as it is.
    void fill(std::string_view column, std::string& field,
              std::string (*text_of)(std::string_view) = short_text) const;
    /// As spreadsheets write it, where that is one day only: 2027-02-18 or 18.2.2027.
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

/// The file of an import command, from its options to what is said in the end.
class ImportFile {
  public:
    /// FILE and --map.
    void declare(Declaration& declaration, const std::string& help = "a CSV file, or - for standard input");

    /// Before the unit of work begins: no lock is held while a pipe is waited for. Fails with usage when
    /// --map names a column that is not in `columns`.
    void read(const Surroundings& surroundings, exchange::CsvHeader columns);

    /// "people.csv", "standard input"
    [[nodiscard]] std::string name() const;
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    /// Visits every record; tells on standard error which headers nobody wanted.
    void each_row(Invocation& invocation, const std::function<void(const ImportRow&)>& visit) const;

    struct Counts {
        std::size_t added = 0, changed = 0;
    };
    /// "imported people.csv: 2 people added, 1 changed"
    void finish(Invocation& invocation, Counts counts, const std::string& one, const std::string& many,
                std::string_view next) const;

  private:
    void rename_columns();

    std::string path_;
    std::vector<std::string> map_;
    exchange::CsvHeader columns_;
    std::string bytes_;
};

}  // namespace tiffin::cli
