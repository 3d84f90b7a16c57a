#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace tiffin::report {

/// A decimal number with a fixed count of places, exact: {1'234'567, 2} shows 1.23.
struct Decimal {
    std::int64_t millionths = 0;
    int places = 2;
    bool trim = false;  ///< 20.00 shows as 20, 6.50 as 6.5

    bool operator==(const Decimal&) const = default;
};

/// Nothing, text, a whole number, a decimal, yes or no, or several texts.
using Cell = std::variant<std::monostate, std::string, std::int64_t, Decimal, bool, std::vector<std::string>>;
using Row = std::vector<Cell>;

/// Names are a contract: CSV's header and JSON's keys.
struct Column {
    std::string name;
    enum class Align { left, right } align = Align::left;
};

struct Table {
    std::vector<Column> columns;
    std::vector<Row> rows;
};

}  // namespace tiffin::report
