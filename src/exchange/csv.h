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

/// How to find the columns of a file. Names are compared by text::fold and without blanks, hyphens and
/// underscores.
struct CsvHeader {
    std::vector<std::string> required;
    std::vector<std::string> optional;
    std::map<std::string, std::string> renamed;  ///< --map NAME=HEADER: the file's header of one of the above
};

/// One record; cells stand in the order of CsvHeader::required, then optional, and are empty where the file
/// has none.
struct CsvRecord {
    Place place;  ///< where the record begins
    std::vector<CsvCell> cells;
};

struct CsvSummary {
    std::vector<std::string> ignored;  ///< headers of the file that no column wanted
    std::vector<std::string> absent;   ///< optional columns that the file does not have
};

/// Reads a whole CSV text (RFC 4180): BOM, LF, CRLF or CR, quoted newlines; the separator (comma, semicolon,
/// tab or bar) is the header line's most frequent one, or that of Excel's first line "sep=;". Blanks around a
/// cell are dropped unless it is quoted. Blank lines, and lines of nothing but separators, are passed over; a
/// record may be short. `file` is for messages: "people.csv:3:17: ...". Fails with ExitStatus::bad_input,
/// before the first record, for UTF-16, broken UTF-8, a NUL byte and other kinds of file (by name), and for a
/// missing (the remedy shows --map) or repeated column; at its record for text outside the header's columns
/// and for quotes out of place; with ExitStatus::usage for a `renamed` that names one header twice. `record`
/// may move the texts out, and may throw a Failure of its own.
CsvSummary read_csv(std::string_view file, std::string_view text, const CsvHeader& header,
                    const std::function<void(CsvRecord&)>& record);

/// "people.csv:3:17"
std::string render_place(std::string_view file, Place place);

}  // namespace tiffin::exchange
