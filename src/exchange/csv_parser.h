#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "exchange/csv.h"
#include "exchange/csv_text.h"

namespace tiffin::exchange {

/// The records of a text that require_csv_text accepted, one after the other, with all their cells as the
/// file has them. Both views must outlive it.
class CsvParser {
  public:
    CsvParser(std::string_view file, std::string_view text, Encoding encoding, char separator);
    CsvParser(const CsvParser&) = delete;
    CsvParser& operator=(const CsvParser&) = delete;
    ~CsvParser();

    /// The next record, its cells written over those in `record`; false at the end. Passes over blank lines
    /// and lines of nothing but separators, as spreadsheets leave them. A cell's place is its first character
    /// or its opening quote. Fails with ExitStatus::bad_input for a quote that is never closed, text behind a
    /// closing quote, and a quote inside a cell that does not begin with one.
    bool next(CsvRecord& record);

  private:
    class Machine;
    std::unique_ptr<Machine> machine_;
};

}  // namespace tiffin::exchange
