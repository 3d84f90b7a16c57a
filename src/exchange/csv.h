#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tiffin::exchange {

/// A place in an input file, counted from 1; columns are in characters, as an editor shows them.
struct Place {
    std::size_t line = 1;
    std::size_t column = 1;
};

struct CsvCell {
    std::string text;
    Place place;
};

/// How to find the columns of a file. Names are compared by text::fold and without blanks, hyphens and underscores.
struct CsvHeader {
    std::vector<std::string> required;
    std::vector<std::string> optional;
    std::map<std::string, std::string> renamed;  ///< --map NAME=HEADER: the file's header of a column
};

/// One record; cells stand in the order of CsvHeader::required, then optional, and are empty where the file has none.
struct CsvRecord {
    Place place;  ///< where the record begins
    std::vector<CsvCell> cells;
};

struct CsvSummary {
    std::vector<std::string> ignored;  ///< headers of the file that no column wanted
    std::vector<std::string> absent;   ///< optional columns that the file does not have
};

/// Reads a whole CSV text: BOM, CRLF, comma, semicolon or tab (found from the header line), quoted newlines, UTF-16
/// refused by name. `file` is for messages: "people.csv:3:17: …". Fails with ExitStatus::bad_input for what is not CSV,
/// a missing column (the remedy shows --map), a repeated column, a record with too many cells, an unclosed quote,
/// broken UTF-8, a NUL byte. Blank lines are passed over. `record` may throw a Failure of its own.
CsvSummary read_csv(std::string_view file, std::string_view text, const CsvHeader& header,
                    const std::function<void(CsvRecord&)>& record);

/// "people.csv:3:17"
std::string render_place(std::string_view file, Place place);

}  // namespace tiffin::exchange
