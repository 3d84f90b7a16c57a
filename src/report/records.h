#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/table.h"
#include "text/sink.h"

namespace tiffin::report {

enum class Format { table, plain, csv, tsv, json, ndjson, markdown };

std::optional<Format> parse_format(std::string_view text);
const std::vector<std::string>& format_names();

/// How records are shown.
struct Style {
    Format format = Format::table;
    bool header = true;
    std::vector<std::string> fields;  ///< the columns to show, in this order; empty: all
    bool colour = false;              ///< table only: the header in bold
    std::size_t width = 0;  ///< columns of the terminal; 0: no limit. Only table is folded, never data
};

/// Writes records one by one; csv, tsv, json and ndjson keep none of them in memory.
/// csv is RFC 4180 with LF, or CRLF inside quoted cells as given; tsv escapes \t \n \r and \\; plain is the
/// table without header and colour, never folded; json is one array of objects, ndjson one object a line;
/// markdown is a GitHub table. A missing cell is empty text, in JSON null. Several texts are joined by "; ",
/// in JSON an array.
class RecordWriter {
  public:
    RecordWriter() = default;
    RecordWriter(const RecordWriter&) = delete;
    RecordWriter& operator=(const RecordWriter&) = delete;
    virtual ~RecordWriter() = default;
    virtual void write(const Row& row) = 0;
    /// Writes what is left; call once, after the last row.
    virtual void finish() = 0;
};

/// Fails with ExitStatus::usage where `style.fields` names an unknown column; the remedy lists the columns.
std::unique_ptr<RecordWriter> make_record_writer(const Style& style, const std::vector<Column>& columns,
                                                 text::Sink& sink);

void render(const Table& table, const Style& style, text::Sink& sink);

/// One record: "name: value" lines aligned at the colon, in JSON one object, in the other formats a table of
/// one row.
void render_record(const std::vector<Column>& columns, const Row& row, const Style& style, text::Sink& sink);

}  // namespace tiffin::report
