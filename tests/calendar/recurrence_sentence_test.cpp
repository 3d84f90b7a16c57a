#include "calendar/recurrence_sentence.h"

#include <map>
#include <tuple>

#include <catch2/catch.hpp>

#include "calendar/oracle.h"
#include "calendar/rrule.h"

using namespace tiffin;
using namespace tiffin::calendar;

namespace {
std::string sentence(std::string_view rule) {
    return describe(parse_rrule(rule));
}
}  // namespace

TEST_CASE("daily and weekly rules as sentences") {
    CHECK(sentence("FREQ=DAILY") == "every day");
    CHECK(sentence("FREQ=DAILY;INTERVAL=2") == "every second day");
    CHECK(sentence("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR") == "every weekday");
    CHECK(sentence("FREQ=DAILY;INTERVAL=3;BYDAY=MO,FR") == "every third day if it is a Monday or Friday");
    CHECK(sentence("FREQ=WEEKLY") == "every week");
    CHECK(sentence("FREQ=WEEKLY;BYDAY=TH") == "every Thursday");
    CHECK(sentence("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH") == "every second Thursday");
    CHECK(sentence("FREQ=WEEKLY;BYDAY=MO,TH") == "every Monday and Thursday");
    CHECK(sentence("FREQ=WEEKLY;BYDAY=MO,WE,TH") == "every Monday, Wednesday and Thursday");
    CHECK(sentence("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH") == "every second week on Monday and Thursday");
    CHECK(sentence("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR") == "every second week on every weekday");
    CHECK(sentence("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU") ==
          "every second week on Monday and Sunday, weeks starting on Sunday");
    CHECK(sentence("FREQ=WEEKLY;BYDAY=TH;BYMONTH=9,10") == "every Thursday in September and October");
    CHECK(sentence("FREQ=WEEKLY;INTERVAL=13;BYDAY=TH") == "every 13th Thursday");
    CHECK(sentence("FREQ=WEEKLY;INTERVAL=22") == "every 22nd week");
    CHECK(sentence("FREQ=WEEKLY;INTERVAL=112") == "every 112th week");
}

TEST_CASE("monthly rules as sentences") {
    CHECK(sentence("FREQ=MONTHLY") == "every month");
    CHECK(sentence("FREQ=MONTHLY;BYDAY=3TU") == "the third Tuesday of every month");
    CHECK(sentence("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR") == "the last Friday of every third month");
    CHECK(sentence("FREQ=MONTHLY;BYDAY=1TU,3TU") == "the first and third Tuesday of every month");
    CHECK(sentence("FREQ=MONTHLY;BYDAY=-1TU,1TU,3TH") ==
          "the first and last Tuesday and the third Thursday of every month");
    CHECK(sentence("FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1TU") ==
          "the first Tuesday of January, April, July and October");
    CHECK(sentence("FREQ=MONTHLY;BYMONTHDAY=15") == "on day 15 of every month");
    CHECK(sentence("FREQ=MONTHLY;BYMONTHDAY=15,1") == "on days 1 and 15 of every month");
    CHECK(sentence("FREQ=MONTHLY;BYMONTHDAY=-1") == "the last day of every month");
    CHECK(sentence("FREQ=MONTHLY;BYMONTHDAY=1,-2") == "on day 1 and the second-last day of every month");
    CHECK(sentence("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13") == "every Friday that is day 13 of every month");
    CHECK(sentence("FREQ=MONTHLY;BYDAY=FR") == "every Friday of every month");
    CHECK(sentence("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1") == "the last weekday of every month");
    CHECK(sentence("FREQ=MONTHLY;BYDAY=MO,FR;BYSETPOS=1,-1") ==
          "the first and last Monday or Friday of every month");
    CHECK(sentence("FREQ=MONTHLY;BYDAY=1MO,2FR;BYSETPOS=1") ==
          "the first day among the first Monday and the second Friday of every month");
    CHECK(sentence("FREQ=MONTHLY;INTERVAL=2;BYMONTH=1,2;BYDAY=1MO") ==
          "the first Monday of every second month if it is January or February");
}

TEST_CASE("yearly rules as sentences") {
    CHECK(sentence("FREQ=YEARLY") == "every year");
    CHECK(sentence("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=18") ==
          "on day 18 of February in every second year");
    CHECK(sentence("FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=1TU") ==
          "the first Tuesday of January, April, July and October");
    CHECK(sentence("FREQ=YEARLY;BYDAY=FR;BYSETPOS=-1") == "the last Friday of every year");
    CHECK(sentence("FREQ=YEARLY;BYDAY=FR;BYMONTH=1,2;BYSETPOS=-1") ==
          "the last Friday of January and February together");
    CHECK(sentence("FREQ=YEARLY;BYMONTH=3") == "once in March");
}

TEST_CASE("the end of a rule is said") {
    CHECK(sentence("FREQ=WEEKLY;BYDAY=TH;COUNT=10") == "every Thursday, 10 times");
    CHECK(sentence("FREQ=WEEKLY;BYDAY=TH;COUNT=1") == "every Thursday, once");
    CHECK(sentence("FREQ=WEEKLY;BYDAY=TH;UNTIL=20271231") == "every Thursday until 2027-12-31");
    CHECK(sentence("FREQ=MONTHLY;BYMONTHDAY=15;COUNT=10") == "on day 15 of every month, 10 times");
}

// The sentence and the first date say all: whatever reads alike comes on the same days.
TEST_CASE("rules with equal sentences have equal dates") {
    const Date from = parse_iso_date("2027-02-18").value();
    std::map<std::pair<std::string, Date>, std::pair<std::string, std::vector<Date>>> known;
    int shared = 0;
    for (const auto& line : ask_oracle("recurrence_oracle.py", "--rules")) {
        const auto rule = parse_rrule(line.at(3));
        const auto first = first_occurrence(rule, from);
        if (!first) continue;
        const auto written = with_days_of(rule, *first);
        std::vector<Date> dates;
        Occurrences occurrences(written, *first);
        for (auto date = occurrences.next(); date && dates.size() < 100; date = occurrences.next()) {
            dates.push_back(*date);
        }
        const auto [entry, fresh] = known.try_emplace({describe(written), *first}, line.at(3), dates);
        INFO(describe(written) << ": " << line.at(3) << " and " << entry->second.first);
        CHECK(entry->second.second == dates);
        shared += fresh ? 0 : 1;
    }
    CHECK(known.size() > 300);
    CHECK(shared > 50);
}
