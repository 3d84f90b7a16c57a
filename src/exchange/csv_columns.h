#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "exchange/csv.h"

namespace tiffin::exchange {

/// Which cell of the file goes where.
struct CsvColumns {
    static constexpr std::size_t kIgnored = static_cast<std::size_t>(-1);
    static constexpr std::size_t kUnnamed = static_cast<std::size_t>(-2);
    /// For each column of the file its index in required, then optional; or one of the above.
    std::vector<std::size_t> targets;
    CsvSummary summary;
};

/// Fails with ExitStatus::usage for a header that two columns are renamed to, and with ExitStatus::bad_input
/// for a renamed, required or repeated column that the file lacks or repeats.
CsvColumns match_columns(std::string_view file, const CsvRecord& header_line, const CsvHeader& header);

}  // namespace tiffin::exchange
