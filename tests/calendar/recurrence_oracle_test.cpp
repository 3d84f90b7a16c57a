#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "calendar/oracle.h"
#include "calendar/recurrence.h"
#include "calendar/rrule.h"

using namespace tiffin;
using namespace tiffin::calendar;

namespace {

Date compact_day(std::string text) {
    return parse_iso_date(text.insert(6, "-").insert(4, "-")).value();
}

/// The dates left in `occurrences` up to `last`.
std::vector<Date> rest(Occurrences occurrences, Date last) {
    std::vector<Date> dates;
    for (auto date = occurrences.next(); date && *date <= last; date = occurrences.next())
        dates.push_back(*date);
    return dates;
}

/// Where two lists part; empty when they are equal.
std::string first_difference(const std::vector<Date>& ours, const std::vector<Date>& theirs) {
    const auto [mine, other] = std::mismatch(ours.begin(), ours.end(), theirs.begin(), theirs.end());
    if (mine == ours.end() && other == theirs.end()) return {};
    return (mine == ours.end() ? "the end" : render_date(*mine)) + " instead of " +
           (other == theirs.end() ? "the end" : render_date(*other));
}

}  // namespace

TEST_CASE("rules give the dates that dateutil gives") {
    std::map<std::string, int> rules;
    std::size_t compared = 0;
    for (const auto& line : ask_oracle("recurrence_oracle.py")) {
        REQUIRE(line.size() == 5);
        ++rules[line[0]];
        INFO(line[0] << " " << line[1] << " " << line[3]);
        const Date first = compact_day(line[1]);
        const Date last = compact_day(line[2]);
        const auto rule = parse_rrule(line[3]);
        std::vector<Date> expected;
        for (std::size_t at = 0; at < line[4].size(); at += 9) {
            expected.push_back(compact_day(line[4].substr(at, 8)));
        }
        compared += expected.size();
        const auto dates = rest(Occurrences(rule, first), last);
        CHECK(first_difference(dates, expected) == "");
        CHECK(parse_rrule(render_rrule(rule)) == rule);
        CHECK(first_difference(rest(Occurrences(with_days_of(rule, first), first), last), dates) == "");
        for (const int day : {1, 40, 366, 5000, 7299}) {
            Occurrences later(rule, first);
            const auto given = day % 2 == 0 ? later.next() : std::nullopt;
            const Date from = first + std::chrono::days{day};
            later.skip_to(from);
            auto tail = std::lower_bound(dates.begin(), dates.end(), from);
            if (given && *given >= from && tail != dates.end()) ++tail;
            CHECK(first_difference(rest(later, last), {tail, dates.end()}) == "");
        }
        if (!dates.empty()) {
            const auto start = first_occurrence(rule, first);
            REQUIRE(start);
            CHECK(*start <= dates.front());
            CHECK(Occurrences(rule, *start).next() == start);
        }
    }
    CHECK(rules["cited"] >= 100);
    CHECK(rules["set"] >= 400);
    CHECK(rules["random"] >= 300);
    CHECK(compared > 100'000);
}
