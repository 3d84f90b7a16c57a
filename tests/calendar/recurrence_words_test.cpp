#include "calendar/recurrence_words.h"

#include <catch2/catch.hpp>

#include "domain/failure.h"

using namespace tiffin;
using namespace tiffin::calendar;

namespace {

const Date kThursday = parse_iso_date("2027-02-18").value();

std::string rule_of(const ScheduleWords& words, Date from = kThursday) {
    try {
        return render_rrule(parse_schedule(words, from));
    } catch (const Failure& failure) {
        return std::string(failure.what()) + " | " + failure.remedy();
    }
}

std::string every(std::string text) {
    return rule_of({.every = std::move(text)});
}
std::string on(std::string text) {
    return rule_of({.on = std::move(text)});
}
std::string monthly(std::string text) {
    return rule_of({.monthly = std::move(text)});
}

ExitStatus status_of(const ScheduleWords& words, Date from = kThursday) {
    try {
        (void)parse_schedule(words, from);
    } catch (const Failure& failure) {
        CHECK_FALSE(failure.remedy().empty());
        return failure.status();
    }
    return ExitStatus::done;
}

}  // namespace

TEST_CASE("steps of days, weeks, months and years") {
    CHECK(every("1w") == "FREQ=WEEKLY;BYDAY=TH");
    CHECK(every("2w") == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH");
    CHECK(every("2 Weeks") == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH");
    CHECK(every("week") == "FREQ=WEEKLY;BYDAY=TH");
    CHECK(every("3d") == "FREQ=DAILY;INTERVAL=3");
    CHECK(every("1m") == "FREQ=MONTHLY;BYMONTHDAY=18");
    CHECK(every("1y") == "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=18");
    CHECK(on("thu") == "FREQ=WEEKLY;BYDAY=TH");
    CHECK(on("thu,mon") == "FREQ=WEEKLY;BYDAY=MO,TH");
    CHECK(on("Mondays and Thursdays") == "FREQ=WEEKLY;BYDAY=MO,TH");
    CHECK(rule_of({.every = "2w", .on = "mon"}) == "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO");
}

TEST_CASE("days of the month") {
    CHECK(monthly("third tue") == "FREQ=MONTHLY;BYDAY=3TU");
    CHECK(monthly("3rd Tuesday") == "FREQ=MONTHLY;BYDAY=3TU");
    CHECK(monthly("3 tue") == "FREQ=MONTHLY;BYDAY=3TU");
    CHECK(monthly("the last Fri") == "FREQ=MONTHLY;BYDAY=-1FR");
    CHECK(monthly("-1 fri") == "FREQ=MONTHLY;BYDAY=-1FR");
    CHECK(monthly("first and third tue") == "FREQ=MONTHLY;BYDAY=1TU,3TU");
    CHECK(monthly("1st tue, last thu") == "FREQ=MONTHLY;BYDAY=1TU,-1TH");
    CHECK(monthly("second-last wed") == "FREQ=MONTHLY;BYDAY=-2WE");
    CHECK(monthly("second last wed") == "FREQ=MONTHLY;BYDAY=-2WE");
    CHECK(monthly("2nd last and last wed") == "FREQ=MONTHLY;BYDAY=-2WE,-1WE");
    CHECK(monthly("second, last wed") == "FREQ=MONTHLY;BYDAY=-1WE,2WE");
    CHECK(monthly("third-last day") == "FREQ=MONTHLY;BYMONTHDAY=-3");
    CHECK(monthly("15") == "FREQ=MONTHLY;BYMONTHDAY=15");
    CHECK(monthly("15th") == "FREQ=MONTHLY;BYMONTHDAY=15");
    CHECK(monthly("on day 15") == "FREQ=MONTHLY;BYMONTHDAY=15");
    CHECK(monthly("first day") == "FREQ=MONTHLY;BYMONTHDAY=1");
    CHECK(monthly("15, 1") == "FREQ=MONTHLY;BYMONTHDAY=1,15");
    CHECK(monthly("last day") == "FREQ=MONTHLY;BYMONTHDAY=-1");
    CHECK(monthly("-1") == "FREQ=MONTHLY;BYMONTHDAY=-1");
    CHECK(rule_of({.every = "2m", .monthly = "third tue"}) == "FREQ=MONTHLY;INTERVAL=2;BYDAY=3TU");
    CHECK(rule_of({.quarterly = "first tue"}) == "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1TU");
    CHECK(rule_of({.quarterly = "15"}) == "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=15");
    CHECK(rule_of({.rrule = "rrule:freq=weekly"}) == "FREQ=WEEKLY;BYDAY=TH");
}

TEST_CASE("contradictory options say what to type") {
    const auto usage = ExitStatus::usage;
    CHECK(status_of({}) == usage);
    CHECK(status_of({.every = "3d", .on = "thu"}) == usage);
    CHECK(status_of({.every = "1m", .on = "thu"}) == usage);
    CHECK(status_of({.every = "1w", .monthly = "third tue"}) == usage);
    CHECK(status_of({.on = "tue", .monthly = "third tue"}) == usage);
    CHECK(status_of({.every = "3m", .quarterly = "first tue"}) == usage);
    CHECK(status_of({.monthly = "first tue", .quarterly = "first tue"}) == usage);
    CHECK(status_of({.on = "thu", .rrule = "FREQ=WEEKLY"}) == usage);
    CHECK(rule_of({.every = "1m", .on = "thu"}) ==
          "--on does not say which of the month's days it is | write --every 1m --monthly \"third thu\"");
    // What the remedy says works.
    CHECK(status_of({.every = "1m", .monthly = "third thu"}) == ExitStatus::done);
}

TEST_CASE("words that are no schedule are refused") {
    const auto bad = ExitStatus::bad_input;
    for (const auto text : {"", "0w", "w2", "2", "2x", "-1w", "1000w", "1.5w", "2 w w", "thu"}) {
        INFO(text);
        CHECK(status_of({.every = text}) == bad);
    }
    CHECK(every("thu") ==
          "--every takes a number of days, weeks or months, not a weekday | write --every 1w --on thu");
    for (const auto text : {"", ",", "and", "th", "15", "thu;mon", "third tue"}) {
        INFO(text);
        CHECK(status_of({.on = text}) == bad);
    }
    for (const auto text : {"",
                            "tue",
                            "third",
                            "last",
                            "0",
                            "32",
                            "-32",
                            "third tue 15",
                            "15 third tue",
                            "third tue last",
                            "first day third tue",
                            "third third",
                            "first last tue",
                            "last last tue",
                            "second-last",
                            "-2 last tue",
                            "3rdtue",
                            "-",
                            "1-3",
                            "tue third"}) {
        INFO(text);
        CHECK(status_of({.monthly = text}) == bad);
    }
    CHECK(monthly("tue").find("does not say which Tuesday") != std::string::npos);
    CHECK(status_of({.rrule = "FREQ=HOURLY"}) == bad);
}

TEST_CASE("days that some months lack are refused") {
    const Date last_of_january = parse_iso_date("2027-01-31").value();
    CHECK(rule_of({.every = "1m"}, last_of_january).find("not every month has such a day") !=
          std::string::npos);
    CHECK(rule_of({.every = "1y"}, parse_iso_date("2028-02-29").value()).find("not every year") !=
          std::string::npos);
    CHECK(rule_of({.every = "1m", .monthly = "last day"}, last_of_january) == "FREQ=MONTHLY;BYMONTHDAY=-1");
    CHECK(monthly("31").find("write --monthly \"last day\"") != std::string::npos);
    CHECK(monthly("fifth fri").find("write --monthly \"last fri\"") != std::string::npos);
    CHECK(monthly("28") == "FREQ=MONTHLY;BYMONTHDAY=28");
    CHECK(rule_of({.quarterly = "31"}).find("--quarterly \"last day\"") != std::string::npos);
}

TEST_CASE("sentences are read back as options") {
    for (const auto text :
         {"third Tuesday", "first and third Tuesday", "last Friday", "first Tuesday and the third Thursday",
          "last day", "second-last Friday", "second-last and last Monday", "on day 15", "on days 1 and 15"}) {
        const auto rule = parse_schedule({.monthly = text}, kThursday);
        const auto sentence = describe(rule);
        INFO(sentence);
        CHECK(parse_schedule({.monthly = sentence.substr(0, sentence.find(" of "))}, kThursday) == rule);
    }
}
