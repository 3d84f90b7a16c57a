#include "calendar/date_words.h"

#include <catch2/catch.hpp>

#include "domain/failure.h"

using namespace tiffin;
using namespace tiffin::calendar;
using namespace std::chrono_literals;

namespace {

// 15 February 2027 is a Monday.
std::string date_of(std::string_view text, std::string_view today = "2027-02-18") {
    return render_date(parse_date_words(text, parse_iso_date(today).value()));
}

/// "sentence | remedy"
std::string refusal_of(std::string_view text, std::string_view today = "2027-02-18") {
    try {
        return date_of(text, today);
    } catch (const Failure& failure) {
        CHECK(failure.status() == ExitStatus::bad_input);
        return std::string(failure.what()) + " | " + failure.remedy();
    }
}

std::string duration_of(std::string_view text) {
    try {
        return std::to_string(parse_duration(text).count());
    } catch (const Failure& failure) {
        CHECK(failure.status() == ExitStatus::bad_input);
        return std::string(failure.what()) + " | " + failure.remedy();
    }
}

}  // namespace

TEST_CASE("dates by word") {
    CHECK(date_of("2027-03-01") == "2027-03-01");
    CHECK(date_of("today") == "2027-02-18");
    CHECK(date_of(" Tomorrow ") == "2027-02-19");
    CHECK(date_of("YESTERDAY", "2027-01-01") == "2026-12-31");
}

TEST_CASE("a weekday is the next one to come") {
    CHECK(date_of("thu", "2027-02-18") == "2027-02-25");  // a Thursday itself
    CHECK(date_of("thu", "2027-02-15") == "2027-02-18");
    CHECK(date_of("Thursday", "2027-02-19") == "2027-02-25");
    CHECK(date_of("sun", "2027-02-15") == "2027-02-21");
    CHECK(date_of("mon", "2027-02-21") == "2027-02-22");
    CHECK(date_of("next thu", "2027-02-15") == "2027-02-25");
    CHECK(date_of("next thu", "2027-02-19") == "2027-02-25");
    CHECK(date_of("next  Mon", "2027-02-15") == "2027-02-22");
    CHECK(date_of("next sun", "2027-02-21") == "2027-02-28");
    CHECK(date_of("next mon", "2027-02-21") == "2027-02-22");
}

TEST_CASE("dates by distance") {
    CHECK(date_of("+2w") == "2027-03-04");
    CHECK(date_of("+10d") == "2027-02-28");
    CHECK(date_of("-3d") == "2027-02-15");
    CHECK(date_of("+1m") == "2027-03-18");
    CHECK(date_of("+1y", "2027-02-18") == "2028-02-18");
    CHECK(date_of("+0d") == "2027-02-18");
    CHECK(refusal_of("+1m", "2027-01-31") ==
          "2027-02-31 does not exist; February 2027 has 28 days | its last day is 2027-02-28");
    CHECK(refusal_of("+1y", "2028-02-29").find("2029-02-29 does not exist") == 0);
    CHECK(refusal_of("+2").find("does not say days") != std::string::npos);
    CHECK(refusal_of("+w").find("does not say days") != std::string::npos);
    CHECK(refusal_of("+").find("does not say days") != std::string::npos);
    CHECK(refusal_of("+2x").find("is not a date") != std::string::npos);
    CHECK(refusal_of("+9999y").find("out of range") != std::string::npos);
    CHECK(refusal_of("-200y").find("out of range") != std::string::npos);
    CHECK(refusal_of("+99999999999d").find("does not say") != std::string::npos);
}

TEST_CASE("dates with the month by name") {
    CHECK(date_of("18 Feb 2027") == "2027-02-18");
    CHECK(date_of("18 february 2027") == "2027-02-18");
    CHECK(date_of("Feb 8 2027") == "2027-02-08");
    CHECK(date_of("February 8, 2027") == "2027-02-08");
    CHECK(date_of("8. Feb. 2027") == "2027-02-08");
    CHECK(date_of("Thu 18 Feb 2027") == "2027-02-18");
    CHECK(refusal_of("Fri 18 Feb 2027").find("2027-02-18 is a Thursday, not a Friday") == 0);
    CHECK(refusal_of("30 Feb 2027").find("2027-02-30 does not exist; February 2027 has 28 days") == 0);
    CHECK(refusal_of("18 Feb").find("is not a date") != std::string::npos);
    CHECK(refusal_of("18 Feb 2027 12:30").find("is not a date") != std::string::npos);
    CHECK(refusal_of("thu thu 18 Feb 2027").find("is not a date") != std::string::npos);
}

TEST_CASE("dots put the day first") {
    CHECK(date_of("12.11.2026") == "2026-11-12");
    CHECK(date_of("5.1.2027") == "2027-01-05");
    CHECK(refusal_of("29.2.2027").find("2027-02-29 does not exist") == 0);
    CHECK(refusal_of("2.13.2027").find("months go from 01 to 12") != std::string::npos);
    CHECK(refusal_of("2.11.27").find("is not a date") != std::string::npos);
}

TEST_CASE("what could be two dates or none is refused") {
    CHECK(refusal_of("12/11/2026") ==
          "12/11/2026 could be 12 November or 11 December | write 2026-11-12 or 2026-12-11");
    CHECK(refusal_of("12-11-2026").find("could be") != std::string::npos);
    CHECK(date_of("18/02/2027") == "2027-02-18");
    CHECK(date_of("02-18-2027") == "2027-02-18");
    CHECK(date_of("11/11/2026") == "2026-11-11");
    CHECK(refusal_of("2027-02-30") ==
          "2027-02-30 does not exist; February 2027 has 28 days | its last day is 2027-02-28");
    CHECK(refusal_of("2028-02-30").find("February 2028 has 29 days") != std::string::npos);
    CHECK(refusal_of("2027-13-01").find("months go from 01 to 12") != std::string::npos);
    CHECK(refusal_of("2027-01-00").find("days start at 01") != std::string::npos);
    CHECK(date_of("2027-2-8") == "2027-02-08");
    CHECK(date_of("2027/02/08") == "2027-02-08");
    CHECK(refusal_of("20270208").find("write 2027-02-08") != std::string::npos);
    CHECK(refusal_of("1899-12-31").find("out of range") != std::string::npos);
    CHECK(refusal_of("").find("a date is missing") == 0);
    for (const auto text : {"soon", "12/11/26", "31/31/2027", "0/0/2027", "20271399", "th", "thx", "next",
                            "next week", "last thu", "this thu", "thursd", "2w", "2027-02",
                            "2027-02-18T12:00", "1-2-3-4", "99999-01-01", "2027-02-18-", "\xff"}) {
        INFO(text);
        CHECK(refusal_of(text).find("is not ") != std::string::npos);
    }
}

TEST_CASE("dates in cells are what spreadsheets and programs write") {
    const auto cell = [](std::string_view text, DateOrder order = DateOrder::unknown) {
        try {
            const auto date = parse_date_cell(text, order);
            return date ? render_date(*date) : std::string("none");
        } catch (const Failure& failure) {
            return std::string(failure.what()) + " | " + failure.remedy();
        }
    };
    for (const auto text :
         {"2026-11-05", "2026-11-05 00:00:00", "2026-11-05T12:30", "2026-11-05 00:00:00.000",
          "5.11.2026 00:00", "5-Nov-2026", "Thursday, November 5, 2026", "11/5/2026 12:00:00 AM"}) {
        INFO(text);
        CHECK(cell(text, DateOrder::month_first) == "2026-11-05");
    }
    CHECK(cell("05/11/2026", DateOrder::day_first) == "2026-11-05");
    CHECK(cell("05/11/2026") == "05/11/2026 could be 5 November or 11 May | write 2026-11-05 or 2026-05-11");
    CHECK(cell("14/02/2023", DateOrder::month_first) ==
          "\"14/02/2023\" does not have the month first | write 2023-02-14");
    CHECK(cell("30/02/2023", DateOrder::day_first).find("2023-02-30 does not exist") == 0);
    CHECK(cell("05.11.26") == "\"05.11.26\" has a year of two digits | write dates as 2027-02-18");
    CHECK(cell("2026-11-04T23:00:00Z").find("is a time by UTC") != std::string::npos);
    CHECK(cell("2026-11-04 23:00:00+01:00").find("is a time by UTC") != std::string::npos);
    for (const auto text : {"", "soon", "2026-11-05 25:00", "12:30", "thu", "today", "2026-11-05 noon"})
        CHECK(cell(text) == "none");
}

TEST_CASE("some dates show their order, and some have two readings") {
    CHECK(order_shown("14/02/2023") == DateOrder::day_first);
    CHECK(order_shown("02/14/2023 00:00:00") == DateOrder::month_first);
    for (const auto text : {"05/11/2026", "11/11/2026", "14.02.2023", "2023-02-14", "31/31/2023", "x", ""})
        CHECK(order_shown(text) == DateOrder::unknown);
    CHECK(has_two_readings("05/11/2026"));
    CHECK(has_two_readings("5-11-2026 0:00"));
    for (const auto text : {"11/11/2026", "14/02/2023", "5.11.2026", "2026-11-05", ""})
        CHECK_FALSE(has_two_readings(text));
}

TEST_CASE("times of day as people and programs write them") {
    const auto minutes_of = [](std::string_view text) {
        return parse_time_words(text).value_or(-1min).count();
    };
    CHECK(minutes_of("12:30") == 750);
    CHECK(minutes_of(" 9:05:00 ") == 545);
    CHECK(minutes_of("12:30 PM") == 750);
    CHECK(minutes_of("12:30:00 AM") == 30);
    CHECK(minutes_of("1:15pm") == 795);
    CHECK(minutes_of("11:00 p.m.") == 1380);
    for (const auto text : {"", "pm", "13:00 pm", "0:30 am", "12:30:15", "24:00", "12.30", "noon"})
        CHECK(minutes_of(text) == -1);
}

TEST_CASE("a date in words is read back") {
    CHECK(render_date_words(parse_iso_date("2027-02-18").value()) == "Thu 18 Feb 2027");
    CHECK(render_date_words(parse_iso_date("2027-09-05").value()) == "Sun 5 Sep 2027");
    const Date today = parse_iso_date("2027-02-18").value();
    for (int i = 0; i < 800; ++i) {
        const Date date = today + std::chrono::days{i};
        CHECK(parse_date_words(render_date_words(date), today) == date);
    }
}

TEST_CASE("weekdays as people shorten them") {
    for (const auto text : {"thu", "THU", "thur", "thurs", "thursday", "Thursdays"}) {
        CHECK(parse_weekday(text) == std::chrono::Thursday);
    }
    CHECK(parse_weekday("tues") == std::chrono::Tuesday);
    for (const auto text : {"", "t", "th", "thursd", "thursdayss", "do", "mo"})
        CHECK_FALSE(parse_weekday(text));
    CHECK(weekday_name(std::chrono::Sunday) == "Sunday");
    CHECK(month_name(std::chrono::December) == "December");
}

TEST_CASE("lengths of time") {
    CHECK(duration_of("45m") == "45");
    CHECK(duration_of("1h") == "60");
    CHECK(duration_of("1h30m") == "90");
    CHECK(duration_of("1h30") == "90");
    CHECK(duration_of("1h 5 min") == "65");
    CHECK(duration_of("90") == "90");
    CHECK(duration_of("90 min") == "90");
    CHECK(duration_of("24h") == "1440");
    CHECK(duration_of("1h90m") == "\"1h90m\" has more than 59 minutes after the hours | write 2h30m");
    for (const auto text : {"", "0", "0m", "25h", "1441", "-5m", "1.5h", "1:30", "h", "m", "min", "1h1h",
                            "30m1h", "1hm", "45s", "999999999999m"}) {
        INFO(text);
        CHECK(duration_of(text).find("is not ") != std::string::npos);
    }
    for (int i = 1; i <= 1440; ++i) {
        CHECK(parse_duration(render_duration(std::chrono::minutes{i})) == std::chrono::minutes{i});
    }
    CHECK(render_duration(90min) == "1h30m");
    CHECK(render_duration(120min) == "2h");
}
