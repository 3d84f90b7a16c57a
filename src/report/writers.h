#pragma once

#include <memory>
#include <string>

#include "report/cell.h"
#include "report/records.h"

// One maker for each family of formats; make_record_writer chooses.
namespace tiffin::report {

/// Formats csv and tsv.
std::unique_ptr<RecordWriter> make_delimited_writer(const Style& style, Selection selection,
                                                    text::Sink& sink);
/// Formats json and ndjson.
std::unique_ptr<RecordWriter> make_json_writer(const Style& style, Selection selection, text::Sink& sink);
/// Formats table and plain.
std::unique_ptr<RecordWriter> make_table_writer(const Style& style, Selection selection, text::Sink& sink);
std::unique_ptr<RecordWriter> make_markdown_writer(const Style& style, Selection selection, text::Sink& sink);

/// One object and a line end.
std::string render_json_object(const Selection& selection, const Row& row);

/// "name: value" lines with the colons below each other; further lines of a value stand below its first.
std::string render_fields(const Style& style, const Selection& selection, const Row& row);

constexpr const char* kBold = "\x1b[1m";
constexpr const char* kPlain = "\x1b[0m";
/// What is collected before it goes to the sink.
constexpr std::size_t kBufferSize = std::size_t{64} * 1024;

}  // namespace tiffin::report
