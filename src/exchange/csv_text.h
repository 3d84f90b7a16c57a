#pragma once

#include <cstddef>
#include <string_view>

#include "exchange/csv.h"

namespace tiffin::exchange {

enum class Encoding { ascii, utf8 };

/// Fails with ExitStatus::bad_input for what is not CSV in UTF-8: UTF-16, broken UTF-8, NUL bytes, and by
/// name workbooks, PDF, JSON, HTML and other files that people hand over by mistake.
Encoding require_csv_text(std::string_view file, std::string_view text);

/// The text behind a UTF-8 byte order mark.
std::string_view without_mark(std::string_view text);

/// Characters, not bytes, of UTF-8.
std::size_t count_characters(std::string_view text);

}  // namespace tiffin::exchange
