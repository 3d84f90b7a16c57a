// Usage: expand_rules FILE
// Expands rules, each a line "FIRST TAB LAST TAB RULE" with days as 2027-02-18, and prints how many dates
// they give.

#include <fstream>
#include <iostream>
#include <string>

#include "calendar/rrule.h"
#include "text/fold.h"

int main(int argc, char** argv) {
    using namespace tiffin;
    if (argc != 2) return 64;
    std::ifstream rules(argv[1]);
    std::size_t given = 0;
    for (std::string line; std::getline(rules, line);) {
        const auto columns = text::split(line, "\t");
        const auto last = parse_iso_date(columns.at(1)).value();
        const auto first = parse_iso_date(columns[0]).value();
        calendar::Occurrences dates(calendar::parse_rrule(columns.at(2)), first, last);
        while (dates.next()) ++given;
    }
    std::cout << given << '\n';
    return 0;
}
