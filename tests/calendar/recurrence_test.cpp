#include "calendar/recurrence.h"

#include <catch2/catch.hpp>

#include "calendar/rrule.h"

using namespace tiffin;
using namespace tiffin::calendar;

namespace {

Date day(std::string_view text) {
    return parse_iso_date(text).value();
}

/// The first dates of a rule, at most `most`.
std::string dates_of(std::string_view rule, std::string_view first, int most = 5) {
    Occurrences occurrences(parse_rrule(rule), day(first));
    std::string dates;
    for (int i = 0; i < most; ++i) {
        const auto date = occurrences.next();
        if (!date) return dates + "end";
        dates += render_date(*date) + " ";
    }
    return dates;
}

std::string first_of(std::string_view rule, std::string_view from) {
    const auto date = first_occurrence(parse_rrule(rule), day(from));
    return date ? render_date(*date) : "none";
}

}  // namespace

TEST_CASE("a rule gives its dates in order") {
    CHECK(dates_of("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "2027-02-18", 3) ==
          "2027-02-18 2027-03-04 2027-03-18 ");
    CHECK(dates_of("FREQ=MONTHLY;BYDAY=-1FR", "2027-02-18", 3) == "2027-02-26 2027-03-26 2027-04-30 ");
    CHECK(dates_of("FREQ=MONTHLY", "2027-01-31", 3) == "2027-01-31 2027-03-31 2027-05-31 ");
    CHECK(dates_of("FREQ=YEARLY", "2028-02-29", 2) == "2028-02-29 2032-02-29 ");
}

// RFC 5545 3.3.10 shows that WKST decides which Sunday belongs to the same week.
TEST_CASE("the start of the week matters every second week") {
    CHECK(dates_of("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05") ==
          "1997-08-05 1997-08-10 1997-08-19 1997-08-24 end");
    CHECK(dates_of("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05") ==
          "1997-08-05 1997-08-17 1997-08-19 1997-08-31 end");
}

TEST_CASE("no date is looked for after the last that is wanted") {
    const auto rest = [](std::string_view rule, std::string_view last) {
        Occurrences occurrences(parse_rrule(rule), day("2027-02-18"), day(last));
        int given = 0;
        while (occurrences.next()) ++given;
        return given;
    };
    CHECK(rest("FREQ=WEEKLY", "2027-03-04") == 3);
    CHECK(rest("FREQ=WEEKLY", "2027-03-03") == 2);
    CHECK(rest("FREQ=WEEKLY;UNTIL=20270225", "2027-12-31") == 2);
    CHECK(rest("FREQ=WEEKLY;UNTIL=20271231", "2027-02-25") == 2);
    CHECK(rest("FREQ=WEEKLY", "2027-02-17") == 0);
}

TEST_CASE("COUNT and UNTIL end a rule") {
    CHECK(dates_of("FREQ=WEEKLY;COUNT=2", "2027-02-18") == "2027-02-18 2027-02-25 end");
    CHECK(dates_of("FREQ=WEEKLY;UNTIL=20270225", "2027-02-18") == "2027-02-18 2027-02-25 end");
    CHECK(dates_of("FREQ=WEEKLY;UNTIL=20270224", "2027-02-18") == "2027-02-18 end");
    CHECK(dates_of("FREQ=WEEKLY;UNTIL=20270217", "2027-02-18") == "end");
}

TEST_CASE("a first day that the rule does not give is left out and not counted") {
    CHECK(dates_of("FREQ=WEEKLY;BYDAY=MO;COUNT=2", "2027-02-18") == "2027-02-22 2027-03-01 end");
    CHECK(dates_of("FREQ=MONTHLY;BYDAY=1TU;COUNT=1", "2027-02-18") == "2027-03-02 end");
}

TEST_CASE("rules that never come true end") {
    CHECK(dates_of("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2027-01-01") == "end");
    CHECK(dates_of("FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31", "2027-01-01") == "end");
    CHECK(dates_of("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "2027-02-18") == "end");
    CHECK(dates_of("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", "2027-01-01") == "end");
    CHECK(dates_of("FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2", "2027-01-01") == "end");
}

TEST_CASE("dates end with the year 9999") {
    CHECK(dates_of("FREQ=DAILY", "9999-12-30") == "9999-12-30 9999-12-31 end");
    CHECK(dates_of("FREQ=WEEKLY", "9999-12-30") == "9999-12-30 end");
    CHECK(dates_of("FREQ=MONTHLY;INTERVAL=9999", "9999-12-30") == "9999-12-30 end");
    CHECK(dates_of("FREQ=YEARLY;INTERVAL=9999", "2027-02-18") == "2027-02-18 end");
    Occurrences occurrences(parse_rrule("FREQ=WEEKLY"), day("2027-02-18"));
    occurrences.skip_to(kLatestDate);
    CHECK(occurrences.next() == std::nullopt);
}

TEST_CASE("skipping keeps the interval and the count") {
    Occurrences every_third(parse_rrule("FREQ=WEEKLY;INTERVAL=3"), day("2027-02-18"));
    every_third.skip_to(day("2927-01-01"));
    const auto found = every_third.next();
    REQUIRE(found);
    CHECK((*found - day("2027-02-18")).count() % 21 == 0);
    CHECK(*found - day("2927-01-01") < std::chrono::days{21});
    every_third.skip_to(day("2027-03-01"));
    CHECK(every_third.next() == *found + std::chrono::days{21});

    Occurrences counted(parse_rrule("FREQ=WEEKLY;COUNT=3"), day("2027-02-18"));
    counted.skip_to(day("2027-03-01"));
    CHECK(counted.next() == day("2027-03-04"));
    CHECK(counted.next() == std::nullopt);
}

TEST_CASE("a series starts on the first fitting day, whatever its interval") {
    CHECK(first_of("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2027-02-18") == "2027-02-22");
    CHECK(first_of("FREQ=WEEKLY;INTERVAL=2", "2027-02-18") == "2027-02-18");
    CHECK(first_of("FREQ=MONTHLY;INTERVAL=3;BYDAY=3TU;COUNT=4", "2027-02-18") == "2027-03-16");
    CHECK(first_of("FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1TU", "2027-02-18") == "2027-04-06");
    CHECK(first_of("FREQ=WEEKLY;BYDAY=MO;UNTIL=20270221", "2027-02-18") == "none");
    CHECK(first_of("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2027-02-18") == "none");
}

TEST_CASE("the days that a rule takes from its first date can be written out") {
    const auto written = [](std::string_view rule) {
        return render_rrule(with_days_of(parse_rrule(rule), day("2027-02-18")));
    };
    CHECK(written("FREQ=DAILY") == "FREQ=DAILY");
    CHECK(written("FREQ=WEEKLY") == "FREQ=WEEKLY;BYDAY=TH");
    CHECK(written("FREQ=MONTHLY") == "FREQ=MONTHLY;BYMONTHDAY=18");
    CHECK(written("FREQ=YEARLY") == "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=18");
    CHECK(written("FREQ=YEARLY;BYMONTH=3") == "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=18");
    CHECK(written("FREQ=MONTHLY;BYDAY=3TU") == "FREQ=MONTHLY;BYDAY=3TU");
}
