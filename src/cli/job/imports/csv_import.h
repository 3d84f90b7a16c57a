#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/date_words.h"
#include "cli/declaration.h"
#include "cli/invocation.h"
#include "cli/values.h"
#include "domain/id.h"
#include "exchange/csv.h"

namespace tiffin::cli {

class ImportFile;

/// One record of an import file with its columns by name.
class ImportRow {
  public:
    ImportRow(const ImportFile& import, const exchange::CsvHeader& header, exchange::CsvRecord& record)
        : import_(import), header_(header), record_(record) {}

    /// Trimmed; empty when the cell or the column is missing.
    [[nodiscard]] std::string_view text(std::string_view column) const;
    /// Takes the line breaks of other systems, and away what is not seen at the ends of a cell. Fails
    /// (bad_input) for a control character, which no export, calendar or terminal can show.
    void clean() const;
    /// The text of the cell; an empty one leaves the field as it is.
    void fill(std::string_view column, std::string& field,
              std::string (*text_of)(std::string_view) = short_text) const;
    /// As spreadsheets write it, where that is one day only: see calendar::parse_date_cell. What 12/11/2026
    /// is, --dates says, else the other cells of the column.
    [[nodiscard]] std::optional<Date> date(std::string_view column) const;

    /// What exports call `id`. Nothing for any other text: a staff number is no id of ours.
    template <class Identity>
    [[nodiscard]] std::optional<Identity> id() const {
        const auto value = parse_id(text("id"));
        return value && *value != 0 ? std::optional(Identity{*value}) : std::nullopt;
    }

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
    [[nodiscard]] Failure two_readings(std::string_view column) const;

    const ImportFile& import_;
    const exchange::CsvHeader& header_;
    exchange::CsvRecord& record_;
};

/// The file of an import command, from its options to what is said in the end.
class ImportFile {
  public:
    /// FILE and --map.
    void declare(Declaration& declaration, const std::string& help = "a CSV file, or - for standard input");

    /// --dates
    void declare_dates(Declaration& declaration);

    /// Before the unit of work begins: no lock is held while a pipe is waited for. Fails with usage when
    /// --map names a column that is not in `columns`.
    void read(const Surroundings& surroundings, exchange::CsvHeader columns);

    /// "people.csv", "standard input"
    [[nodiscard]] std::string name() const;
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    /// Visits every record; tells on standard error which headers nobody wanted.
    void each_row(Invocation& invocation, const std::function<void(const ImportRow&)>& visit) const;
    /// Visits every record and says nothing: to know what stands further below.
    void look_ahead(const std::function<void(const ImportRow&)>& visit) const { read_rows(visit); }

    /// How --dates has them.
    [[nodiscard]] calendar::DateOrder date_order() const;
    /// How the dates of the column show that they are written; unknown where none does, or two differ.
    [[nodiscard]] calendar::DateOrder order_shown_in(const std::string& column) const;

    struct Counts {
        std::size_t added = 0, changed = 0;
    };
    /// "imported people.csv: 2 people added, 1 changed"
    void finish(Invocation& invocation, Counts counts, const std::string& one, const std::string& many,
                std::string_view next) const;

  private:
    struct Order {
        calendar::DateOrder order = calendar::DateOrder::unknown;
        std::string shown;  // by which date
        std::size_t line = 0;
    };

    void rename_columns();
    exchange::CsvSummary read_rows(const std::function<void(const ImportRow&)>& visit) const;
    void say_orders(Invocation& invocation) const;

    std::string path_;
    std::optional<std::string> dates_;
    mutable std::map<std::string, Order> orders_;  // of the columns that were asked for
    std::vector<std::string> map_;
    exchange::CsvHeader columns_;
    std::string bytes_;
};

}  // namespace tiffin::cli
