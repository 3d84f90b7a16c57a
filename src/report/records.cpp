#include "report/records.h"

#include <algorithm>
#include <array>
#include <utility>

#include "report/writers.h"

namespace tiffin::report {

namespace {

constexpr std::array<std::pair<std::string_view, Format>, 7> kFormats{{
    {"table", Format::table},
    {"plain", Format::plain},
    {"csv", Format::csv},
    {"tsv", Format::tsv},
    {"json", Format::json},
    {"ndjson", Format::ndjson},
    {"markdown", Format::markdown},
}};

std::unique_ptr<RecordWriter> make_writer(const Style& style, Selection selection, text::Sink& sink) {
    switch (style.format) {
        case Format::csv:
        case Format::tsv:
            return make_delimited_writer(style, std::move(selection), sink);
        case Format::json:
        case Format::ndjson:
            return make_json_writer(style, std::move(selection), sink);
        case Format::markdown:
            return make_markdown_writer(style, std::move(selection), sink);
        case Format::table:
        case Format::plain:
            break;
    }
    return make_table_writer(style, std::move(selection), sink);
}

}  // namespace

std::optional<Format> parse_format(std::string_view text) {
    const auto* const found = std::find_if(kFormats.begin(), kFormats.end(),
                                           [&](const auto& format) { return format.first == text; });
    if (found == kFormats.end()) return std::nullopt;
    return found->second;
}

const std::vector<std::string>& format_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> made;
        for (const auto& format : kFormats) made.emplace_back(format.first);
        return made;
    }();
    return names;
}

std::unique_ptr<RecordWriter> make_record_writer(const Style& style, const std::vector<Column>& columns,
                                                 text::Sink& sink) {
    return make_writer(style, select_columns(style.fields, columns), sink);
}

void render(const Table& table, const Style& style, text::Sink& sink) {
    const auto writer = make_record_writer(style, table.columns, sink);
    for (const auto& row : table.rows) writer->write(row);
    writer->finish();
}

void render_record(const std::vector<Column>& columns, const Row& row, const Style& style, text::Sink& sink) {
    auto selection = select_columns(style.fields, columns);
    if (style.format == Format::json || style.format == Format::ndjson) {
        sink.write(render_json_object(selection, row));
    } else if (style.format == Format::table || style.format == Format::plain) {
        sink.write(render_fields(style, selection, row));
    } else {
        const auto writer = make_writer(style, std::move(selection), sink);
        writer->write(row);
        writer->finish();
    }
}

}  // namespace tiffin::report
