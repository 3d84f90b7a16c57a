#include "calendar/fitting_invites.h"

#include <catch2/catch.hpp>

using namespace tiffin;
using namespace tiffin::calendar;
using namespace std::chrono;

namespace {

constexpr Date kThursday = 2027y / March / 11;
constexpr Instant kBefore{Date{2027y / March / 1}};

Series weekly() {
    Series series;
    series.id = {2};
    series.rule = "FREQ=WEEKLY;BYDAY=TH";
    series.first = kThursday;
    series.start = 12h + 30min;
    series.zone = "Europe/Berlin";
    series.invites = Invites::series;
    return series;
}

/// What `series` has at `now`, having invited as `known`.
std::vector<SeriesInvite> at(const Series& series, Date now, std::vector<SeriesInvite> known = {}) {
    return fitted(series, std::move(known), Instant{now});
}

}  // namespace

TEST_CASE("a series ends by its rule, its last day or a pause without an end, whichever comes first") {
    auto series = weekly();
    CHECK_FALSE(end_of(series).has_value());
    series.rule = "FREQ=WEEKLY;BYDAY=TH;COUNT=3";
    CHECK(end_of(series) == kThursday + days{14});
    series.rule = "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270409";
    CHECK(end_of(series) == Date{2027y / April / 9});
    series.last = 2027y / April / 2;
    CHECK(end_of(series) == Date{2027y / April / 2});
    series.pauses = {{kThursday, kThursday}, {Date{2027y / March / 20}, kLatestDate}};
    CHECK(end_of(series) == Date{2027y / March / 19});
}

TEST_CASE("a series that invites as one has one invite, from its next date on, and one call is enough") {
    const auto series = weekly();
    const auto first = fitted(series, {}, kBefore);
    REQUIRE(first.size() == 1);
    CHECK(first[0].first == kThursday);
    CHECK(first[0].rule == "FREQ=WEEKLY;BYDAY=TH");
    CHECK_FALSE(first[0].last.has_value());
    const auto later = at(series, kThursday + days{40}, first);
    REQUIRE(later.size() == 1);
    CHECK(later[0].first == kThursday);
    CHECK_FALSE(later[0].last.has_value());
    CHECK(at(series, kThursday + days{1})[0].first == kThursday + days{7});
    // On the day itself its clock decides: 12:30 to 13:30 in Berlin.
    CHECK(fitted(series, {}, Instant{kThursday} + 12h + 29min)[0].first == kThursday);
    CHECK(fitted(series, {}, Instant{kThursday} + 12h + 30min)[0].first == kThursday + days{7});
}

TEST_CASE("an end takes no new invite, and neither does a start anew within the same days") {
    auto series = weekly();
    const auto known = fitted(series, {}, kBefore);
    series.last = kThursday + days{20};
    CHECK(at(series, kThursday + days{1}, known).size() == 1);
    CHECK_FALSE(at(series, kThursday + days{100}, known)[0].last.has_value());
    series.last.reset();
    series.rule = "FREQ=WEEKLY;BYDAY=TH;COUNT=9";
    CHECK(at(series, kThursday + days{1}, known).size() == 1);
    series.first = kThursday + days{14};
    CHECK(at(series, kThursday + days{1}, known).size() == 1);
}

TEST_CASE("another start, zone, rule or week ends the invite with the last date that is over") {
    const auto known = fitted(weekly(), {}, kBefore);
    std::vector<Series> others(5, weekly());
    others[0].start = 12h;
    others[1].zone = "Europe/London";
    others[2].rule = "FREQ=WEEKLY;BYDAY=WE";
    others[3].rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH";
    others[4].first = kThursday - days{7};  // begins before the invite does
    for (std::size_t i = 0; i < others.size(); ++i) {
        INFO(i);
        const auto before = fitted(others[i], known, kBefore);
        REQUIRE(before.size() == 2);
        CHECK(before[0].last == kThursday - days{1});  // none of it is over: it is off
        CHECK_FALSE(before[1].last.has_value());
        if (i == 4) continue;
        const auto after = at(others[i], kThursday + days{8}, known);
        REQUIRE(after.size() == 2);
        CHECK(after[0].last == kThursday + days{7});
        CHECK(after[1].first > kThursday + days{7});
        // What has ended stays so.
        CHECK(at(weekly(), kThursday + days{30}, after)[0].last == kThursday + days{7});
    }
}

TEST_CASE("every second week keeps its weeks, wherever its invite begins") {
    auto series = weekly();
    series.rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH";
    const auto known = at(series, kThursday + days{1});
    CHECK(known[0].first == kThursday + days{14});
    CHECK(at(series, kThursday + days{50}, known).size() == 1);
    series.first = kThursday + days{7};
    CHECK(at(series, kThursday + days{50}, known).size() == 2);  // the other weeks
}

TEST_CASE("a series that invites to single sessions, or is over, or has no rule, begins no invite") {
    auto series = weekly();
    const auto known = fitted(series, {}, kBefore);
    series.invites = Invites::single;
    CHECK(fitted(series, {}, kBefore).empty());
    CHECK(at(series, kThursday + days{1}, known)[0].last == kThursday);
    series.invites = Invites::series;
    series.last = kThursday;
    CHECK(at(series, kThursday + days{1}).empty());
    series.rule.clear();
    CHECK(fitted(series, {}, kBefore).empty());
}
