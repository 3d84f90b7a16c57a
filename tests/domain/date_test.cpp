#include "domain/date.h"

#include <random>

#include <catch2/catch.hpp>

using namespace tiffin;
using namespace std::chrono;

TEST_CASE("ISO dates are read and nothing else") {
    CHECK(parse_iso_date("2027-02-18") == Date{2027y / February / 18});
    CHECK(parse_iso_date("2028-02-29") == Date{2028y / February / 29});
    CHECK(parse_iso_date("1900-01-01") == kEarliestDate);
    CHECK(parse_iso_date("9999-12-31") == kLatestDate);
    for (const std::string text : {"",
                                   "2027-2-18",
                                   "27-02-18",
                                   "2027-02-29",
                                   "2100-02-29",
                                   "2027-13-01",
                                   "2027-00-10",
                                   "2027-01-00",
                                   "2027-04-31",
                                   "1899-12-31",
                                   "0000-01-01",
                                   "2027/02/18",
                                   "18.02.2027",
                                   "2027-02-18 ",
                                   " 2027-02-18",
                                   "2027-02-1a",
                                   "+027-02-18",
                                   "-027-02-18",
                                   "2027-02-18T00:00",
                                   "20270218",
                                   "2027-02-\xc2\xb2"}) {
        INFO(text);
        CHECK_FALSE(parse_iso_date(text).has_value());
    }
}

TEST_CASE("every day from 1900 to 9999 that is rendered is read back") {
    std::mt19937 random(1);
    const auto all = static_cast<unsigned>((kLatestDate - kEarliestDate).count());
    for (int i = 0; i < 5000; ++i) {
        const Date day = kEarliestDate + days{random() % (all + 1)};
        REQUIRE(parse_iso_date(render_date(day)) == day);
    }
    CHECK(render_date(kEarliestDate) == "1900-01-01");
    CHECK(render_date(kLatestDate) == "9999-12-31");
}

TEST_CASE("times of day are hours and minutes with a colon") {
    CHECK(parse_time_of_day("12:30") == TimeOfDay{750});
    CHECK(parse_time_of_day("9:05") == TimeOfDay{545});
    CHECK(parse_time_of_day("00:00") == TimeOfDay{0});
    CHECK(parse_time_of_day("23:59") == TimeOfDay{1439});
    for (const std::string text : {"", ":", "12", "12:", ":30", "12.30", "24:00", "12:60", "12:5", "12:300",
                                   "012:30", "12:30:00", "12:30 ", "-1:30", "12h30", "1 :30"}) {
        INFO(text);
        CHECK_FALSE(parse_time_of_day(text).has_value());
    }
    for (int minute = 0; minute < 24 * 60; ++minute) {
        REQUIRE(parse_time_of_day(render_time_of_day(TimeOfDay{minute})) == TimeOfDay{minute});
    }
    CHECK(render_time_of_day(TimeOfDay{545}) == "09:05");
}

TEST_CASE("instants are UTC to the second") {
    const Instant instant = Date{2027y / February / 18} + hours{11} + minutes{30} + seconds{7};
    CHECK(render_instant(instant) == "2027-02-18T11:30:07Z");
    CHECK(parse_instant("2027-02-18T11:30:07Z") == instant);
    CHECK(parse_instant("1900-01-01T00:00:00Z") == Instant{kEarliestDate});
    CHECK(render_instant(Instant{kEarliestDate} + seconds{86'399}) == "1900-01-01T23:59:59Z");
    for (const std::string text :
         {"", "2027-02-18", "2027-02-18T11:30Z", "2027-02-18 11:30:00Z", "2027-02-18T11:30:00",
          "2027-02-18T11:30:60Z", "2027-02-18T24:00:00Z", "2027-02-18T1:30:000Z", "2027-02-18T11:30:00+01:00",
          "2027-02-30T11:30:00Z", "2027-02-18T11:30:0xZ", "2027-02-18T11-30-00Z"}) {
        INFO(text);
        CHECK_FALSE(parse_instant(text).has_value());
    }
}

TEST_CASE("a range has both its days, and no end unless one is given") {
    const DateRange range{2027y / February / 1, 2027y / February / 3};
    CHECK_FALSE(range.contains(2027y / January / 31));
    CHECK(range.contains(2027y / February / 1));
    CHECK(range.contains(2027y / February / 3));
    CHECK_FALSE(range.contains(2027y / February / 4));
    CHECK(DateRange{}.contains(kEarliestDate));
    CHECK(DateRange{}.contains(kLatestDate));
    CHECK(first_of_year(2028y / December / 31) == Date{2028y / January / 1});
    CHECK(first_of_year(2028y / January / 1) == Date{2028y / January / 1});
}
