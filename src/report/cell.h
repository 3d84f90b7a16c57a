#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/records.h"

namespace tiffin::report {

/// Rounded to its places (at most six), halves away from zero; never "-0.00".
void append_decimal(std::string& to, const Decimal& decimal);

/// What a person reads: "yes" or "no", several texts joined by "; ", nothing for a missing cell.
void append_text(std::string& to, const Cell& cell);

/// The columns that are shown, in their order.
struct Selection {
    std::vector<Column> columns;
    std::vector<std::size_t> sources;  ///< where each stands in a row

    [[nodiscard]] std::size_t size() const { return columns.size(); }
    /// A row may be shorter than its columns; what it lacks is a missing cell.
    [[nodiscard]] const Cell& cell(const Row& row, std::size_t index) const;
};

/// All columns where `fields` is empty. Fails with ExitStatus::usage for an unknown or repeated field.
Selection select_columns(const std::vector<std::string>& fields, const std::vector<Column>& columns);

/// `text`, or a copy in `repaired` where each broken byte is U+FFFD.
std::string_view valid_utf8(std::string_view text, std::string& repaired);

/// How a line break in a cell is shown on one line.
enum class LineBreak { blank, html };

/// Appends `text` so that nothing in it can steer a terminal or break a line: C0 and DEL become control
/// pictures
/// ("␛"), C1, bidirectional controls and broken bytes U+FFFD, tabs blanks, line breaks (also U+2028) as said.
void append_harmless(std::string& to, std::string_view text, LineBreak line_break = LineBreak::blank);

}  // namespace tiffin::report
