#include "calendar/holiday_policy.h"

#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "domain/failure.h"

using namespace tiffin;
using namespace tiffin::calendar;

namespace {

Date day(std::string_view text) {
    return parse_iso_date(text).value();
}

// 2026-12-24 is a Thursday.
Holidays christmas() {
    return Holidays({{day("2027-01-01"), "New Year"},
                     {day("2026-12-24"), "Christmas Eve"},
                     {day("2026-12-25"), "Christmas Day"},
                     {day("2026-12-25"), "second name"}});
}

Series thursdays(HolidayPolicy policy) {
    Series series;
    series.rule = "FREQ=WEEKLY;BYDAY=TH";
    series.first = day("2026-12-03");
    series.holidays = policy;
    return series;
}

/// "occurrence>date" for each, "-" when it does not take place, "?" when to be asked.
std::string dates_of(const Series& series, const Holidays& holidays, std::string_view from,
                     std::string_view until) {
    std::string text;
    for (const auto& planned : series_dates(series, holidays, day(from), day(until))) {
        text += render_date(planned.occurrence).substr(5);
        if (planned.date != planned.occurrence) {
            text += ">" + (planned.date ? render_date(*planned.date).substr(5) : "-");
        }
        text += planned.ask ? "? " : " ";
    }
    return text;
}

std::string december(const Series& series, const Holidays& holidays) {
    return dates_of(series, holidays, "2026-12-01", "2026-12-31");
}

}  // namespace

TEST_CASE("a holiday moves an occurrence as the policy says") {
    const auto place = [](std::string_view date, HolidayPolicy policy) {
        const auto placed = place_occurrence(day(date), christmas(), policy);
        return placed ? render_date(*placed) : "none";
    };
    CHECK(place("2026-12-24", HolidayPolicy::skip) == "none");
    CHECK(place("2026-12-24", HolidayPolicy::ask) == "2026-12-24");
    CHECK(place("2026-12-24", HolidayPolicy::next) == "2026-12-28");  // over the 25th and a weekend
    CHECK(place("2026-12-24", HolidayPolicy::previous) == "2026-12-23");
    CHECK(place("2027-01-01", HolidayPolicy::next) == "2027-01-04");
    // No holiday: it stays, on a Saturday too.
    for (const auto policy :
         {HolidayPolicy::skip, HolidayPolicy::next, HolidayPolicy::previous, HolidayPolicy::ask}) {
        CHECK(place("2026-12-26", policy) == "2026-12-26");
    }
}

TEST_CASE("without a working day in reach an occurrence does not take place") {
    std::vector<Holiday> closed;
    for (int i = -20; i <= 40; ++i) closed.push_back({day("2026-12-24") + std::chrono::days{i}, "closed"});
    CHECK(place_occurrence(day("2026-12-24"), Holidays(closed), HolidayPolicy::next) == std::nullopt);
    CHECK(place_occurrence(day("2026-12-24"), Holidays(closed), HolidayPolicy::previous) ==
          day("2026-12-03"));
    const Holidays last({{kLatestDate, "end"}});
    CHECK(place_occurrence(kLatestDate, last, HolidayPolicy::next) == std::nullopt);
    CHECK(place_occurrence(kEarliestDate, Holidays({{kEarliestDate, "start"}}), HolidayPolicy::previous) ==
          std::nullopt);
}

TEST_CASE("a series has its dates, moved and skipped") {
    CHECK(december(thursdays(HolidayPolicy::skip), christmas()) == "12-03 12-10 12-17 12-24>- 12-31 ");
    CHECK(december(thursdays(HolidayPolicy::next), christmas()) == "12-03 12-10 12-17 12-24>12-28 12-31 ");
    CHECK(december(thursdays(HolidayPolicy::previous), christmas()) ==
          "12-03 12-10 12-17 12-24>12-23 12-31 ");
    CHECK(december(thursdays(HolidayPolicy::ask), christmas()) == "12-03 12-10 12-17 12-24? 12-31 ");
    CHECK(december(thursdays(HolidayPolicy::skip), Holidays()) == "12-03 12-10 12-17 12-24 12-31 ");
}

TEST_CASE("the time asked for is that of the moved date") {
    const auto next = thursdays(HolidayPolicy::next);
    CHECK(dates_of(next, christmas(), "2026-12-25", "2026-12-30") == "12-24>12-28 ");
    CHECK(dates_of(next, christmas(), "2026-12-18", "2026-12-27").empty());
    const auto previous = thursdays(HolidayPolicy::previous);
    CHECK(dates_of(previous, christmas(), "2026-12-23", "2026-12-23") == "12-24>12-23 ");
    CHECK(dates_of(thursdays(HolidayPolicy::skip), christmas(), "2026-12-24", "2026-12-24") == "12-24>- ");
    CHECK(dates_of(next, christmas(), "2026-12-31", "2026-12-01").empty());
}

TEST_CASE("first day, last day, pauses and the rule's own end hold") {
    auto series = thursdays(HolidayPolicy::next);
    series.last = day("2026-12-17");
    CHECK(december(series, christmas()) == "12-03 12-10 12-17 ");
    series.last = day("2026-12-24");  // the 28th is too late
    CHECK(december(series, christmas()) == "12-03 12-10 12-17 12-24>- ");
    series.last.reset();
    series.pauses = {{day("2026-12-10"), day("2026-12-16")}, {day("2026-12-28"), day("2026-12-28")}};
    CHECK(december(series, christmas()) == "12-03 12-17 12-24>- 12-31 ");
    series.pauses.clear();
    series.rule = "FREQ=WEEKLY;BYDAY=TH;COUNT=2";
    CHECK(december(series, christmas()) == "12-03 12-10 ");
    series.rule.clear();
    CHECK(december(series, christmas()).empty());
    series.rule = "FREQ=HOURLY";
    CHECK_THROWS_AS(december(series, christmas()), Failure);

    auto backwards = thursdays(HolidayPolicy::previous);
    backwards.first = day("2026-12-24");
    CHECK(december(backwards, christmas()) == "12-24>- 12-31 ");
}

TEST_CASE("two occurrences never share a date") {
    auto series = thursdays(HolidayPolicy::next);
    series.rule = "FREQ=WEEKLY;BYDAY=MO,TH";
    // Monday the 28th has its own session, which a holiday must not push out.
    CHECK(dates_of(series, christmas(), "2026-12-21", "2026-12-31") == "12-21 12-24>- 12-28 12-31 ");
    const auto planned = series_dates(series, christmas(), day("2026-12-24"), day("2026-12-24")).at(0);
    CHECK(planned.taken_by == day("2026-12-28"));
    CHECK(describe(planned) ==
          "Christmas Eve: skipped, as the day to move to has the session of Mon 28 Dec 2026");
    // Two moved ones: the earlier takes the date.
    series.rule = "FREQ=WEEKLY;BYDAY=TH,FR";
    CHECK(dates_of(series, christmas(), "2026-12-24", "2026-12-31") == "12-24>12-28 12-25>- 12-31 ");
    CHECK(series_dates(series, christmas(), day("2026-12-25"), day("2026-12-25")).at(0).taken_by ==
          day("2026-12-24"));
}

TEST_CASE("the outcome is said in a sentence") {
    const auto first = [](HolidayPolicy policy) {
        const auto all = series_dates(thursdays(policy), christmas(), day("2026-12-23"), day("2026-12-30"));
        return describe(all.at(0));
    };
    CHECK(first(HolidayPolicy::skip) == "Christmas Eve: skipped");
    CHECK(first(HolidayPolicy::next) == "Christmas Eve: moved to Mon 28 Dec 2026");
    CHECK(first(HolidayPolicy::ask) == "Christmas Eve: to be decided");
    CHECK(describe(PlannedDate{day("2026-12-03"), day("2026-12-03"), ""}).empty());
}

TEST_CASE("what becomes of an occurrence does not depend on the time asked for") {
    std::mt19937 random(20270218);
    const auto below = [&](unsigned limit) { return static_cast<int>(random() % limit); };
    const Date start = day("2027-01-01");
    for (int round = 0; round < 60; ++round) {
        std::vector<Holiday> dates;
        for (int i = 0; i < 40; ++i) {
            const Date begin = start + std::chrono::days{below(400)};
            for (int length = below(9); length >= 0; --length)
                dates.push_back({begin + std::chrono::days{length}, "h"});
        }
        const Holidays holidays(dates);
        Series series;
        series.rule = round % 3 == 0   ? "FREQ=DAILY"
                      : round % 3 == 1 ? "FREQ=WEEKLY;BYDAY=MO,WE,FR"
                                       : "FREQ=WEEKLY";
        series.first = start + std::chrono::days{below(30)};
        series.holidays = round % 2 == 0 ? HolidayPolicy::next : HolidayPolicy::previous;
        series.pauses = {{start + std::chrono::days{100}, start + std::chrono::days{100 + below(30)}}};
        const auto all = series_dates(series, holidays, start, start + std::chrono::days{500});
        std::set<Date> seen;
        for (const auto& planned : all) {
            if (planned.date) CHECK(seen.insert(*planned.date).second);
        }
        for (int i = 0; i < 10; ++i) {
            const Date from = start + std::chrono::days{below(400)};
            const Date until = from + std::chrono::days{below(40)};
            std::vector<PlannedDate> expected;
            for (const auto& planned : all) {
                const Date counts = planned.date.value_or(planned.occurrence);
                if (from <= counts && counts <= until) expected.push_back(planned);
            }
            CHECK(series_dates(series, holidays, from, until) == expected);
        }
    }
}
