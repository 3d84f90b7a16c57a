// Usage: write_occurrences RULES.tsv FILE
// Writes what tiffin makes of each rule in a few zones, over 20 years, one a line:
//
//     source TAB zone TAB first local time TAB rule as tiffin sends it TAB instants separated by blanks

#include <array>
#include <fstream>
#include <iostream>
#include <string>

#include "calendar/rrule.h"
#include "text/fold.h"

namespace {

using namespace tiffin;
using namespace tiffin::calendar;
using namespace std::chrono_literals;

struct Clock {
    const char* zone;
    TimeOfDay time;
};

// At lunch; at an hour that comes twice when summer time ends; at one that also is missing when it begins.
constexpr std::array<Clock, 3> kClocks{
    {{"Europe/Berlin", 12h + 30min}, {"America/New_York", 1h + 30min}, {"Europe/Berlin", 2h + 30min}}};

void write(std::ostream& out, const std::string& source, Date first, const std::string& text,
           const Clock& clock) {
    const LocalStart start{Zone::load(clock.zone), clock.time};
    const auto rule = parse_rrule(text, &start);
    out << source << '\t' << clock.zone << '\t' << render_date(first) << 'T' << render_time_of_day(clock.time)
        << ":00\t" << render_rrule(rule, start) << '\t';
    const Date last = first + std::chrono::days{20 * 365};
    Occurrences dates(rule, first);
    std::string separator;
    for (auto date = dates.next(); date && *date <= last; date = dates.next()) {
        out << separator << render_instant(start.zone.to_instant(*date, clock.time));
        separator = " ";
    }
    out << '\n';
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: write_occurrences RULES.tsv FILE\n";
        return 64;
    }
    std::ifstream rules(argv[1]);
    std::ofstream out(argv[2], std::ios::binary);
    int written = 0;
    for (std::string line; std::getline(rules, line);) {
        if (line.empty() || line.front() == '#') continue;
        const auto columns = text::split(line, "\t");
        auto date = columns.at(1).substr(0, 8);
        const Date first = parse_iso_date(date.insert(6, "-").insert(4, "-")).value();
        for (const auto& clock : kClocks) write(out, columns[0], first, columns.at(2), clock);
        ++written;
    }
    return out.flush() && written >= 100 ? 0 : 1;
}
