#include "exchange/csv.h"

#include <algorithm>
#include <array>
#include <utility>

#include "domain/failure.h"
#include "exchange/csv_columns.h"
#include "exchange/csv_parser.h"
#include "exchange/csv_text.h"
#include "text/fold.h"

namespace tiffin::exchange {

namespace {

constexpr std::string_view kSeparators = ",;\t|";

/// The separator that the first line with text has most of outside quotes; a comma where it has none.
char find_separator(std::string_view text) {
    std::array<std::size_t, kSeparators.size()> counts{};
    bool is_quoted = false;
    bool has_text = false;
    for (const char c : text) {
        if (c == '"') is_quoted = !is_quoted;
        if (is_quoted) continue;
        if ((c == '\n' || c == '\r') && has_text) break;
        has_text = has_text || (c != ' ' && c != '\n' && c != '\r');
        const auto separator = kSeparators.find(c);
        if (separator != std::string_view::npos) ++counts[separator];
    }
    const auto* const most = std::max_element(counts.begin(), counts.end());
    return kSeparators[static_cast<std::size_t>(most - counts.begin())];
}

/// Excel's first line "sep=;", which says the separator.
bool has_separator_line(std::string_view text) {
    constexpr std::string_view kStart = "sep=";
    return text.size() > kStart.size() + 1 && text.substr(0, kStart.size()) == kStart &&
           kSeparators.find(text[kStart.size()]) != std::string_view::npos &&
           (text[kStart.size() + 1] == '\n' || text[kStart.size() + 1] == '\r');
}

[[noreturn]] void refuse_surplus(std::string_view file, const CsvCell& cell, const CsvColumns& columns) {
    const auto names = std::count_if(columns.targets.begin(), columns.targets.end(),
                                     [](std::size_t target) { return target != CsvColumns::kUnnamed; });
    throw Failure(ExitStatus::bad_input,
                  render_place(file, cell.place) + ": \"" + std::string(text::truncate(cell.text, 40)) +
                      "\" stands in no column; the header has " + std::to_string(names),
                  "put a cell that contains the separator in quotes");
}

void place_cells(std::string_view file, const CsvColumns& columns, CsvRecord& from, CsvRecord& to) {
    to.place = from.place;
    for (auto& cell : to.cells) {
        cell.text.clear();
        cell.place = from.place;
    }
    for (std::size_t i = 0; i < from.cells.size(); ++i) {
        const std::size_t target = i < columns.targets.size() ? columns.targets[i] : CsvColumns::kUnnamed;
        if (target == CsvColumns::kUnnamed && !text::trim(from.cells[i].text).empty()) {
            refuse_surplus(file, from.cells[i], columns);
        }
        if (target < to.cells.size()) std::swap(to.cells[target], from.cells[i]);
    }
}

std::string first_line(const CsvHeader& header) {
    std::vector<std::string> names = header.required;
    names.insert(names.end(), header.optional.begin(), header.optional.end());
    return text::join(names, ",");
}

}  // namespace

CsvSummary read_csv(std::string_view file, std::string_view text, const CsvHeader& header,
                    const std::function<void(CsvRecord&)>& record) {
    const Encoding encoding = require_csv_text(file, text);
    text = without_mark(text);
    CsvParser parser(file, text, encoding, find_separator(text));
    CsvRecord read;
    if (has_separator_line(text)) parser.next(read);
    if (!parser.next(read)) {
        throw Failure(ExitStatus::bad_input, render_place(file, {}) + ": the file is empty",
                      "begin it with the line " + first_line(header));
    }
    const CsvColumns columns = match_columns(file, read, header);
    CsvRecord placed;
    placed.cells.resize(header.required.size() + header.optional.size());
    while (parser.next(read)) {
        place_cells(file, columns, read, placed);
        record(placed);
        placed.cells.resize(header.required.size() + header.optional.size());
    }
    return columns.summary;
}

std::string render_place(std::string_view file, Place place) {
    return std::string(file) + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

}  // namespace tiffin::exchange
