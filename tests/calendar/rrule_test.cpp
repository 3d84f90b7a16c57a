#include "calendar/rrule.h"

#include <catch2/catch.hpp>

#include "domain/failure.h"

using namespace tiffin;
using namespace tiffin::calendar;
using namespace std::chrono_literals;

namespace {

std::string again(std::string_view rule) {
    return render_rrule(parse_rrule(rule));
}

std::string refusal_of(std::string_view rule) {
    try {
        (void)parse_rrule(rule);
    } catch (const Failure& failure) {
        CHECK(failure.status() == ExitStatus::bad_input);
        CHECK_FALSE(failure.remedy().empty());
        return failure.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("a rule is read in any letter case and written in one order") {
    CHECK(again("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH") == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH");
    CHECK(again(" rrule:byday=th,mo;freq=weekly;interval=1;wkst=mo ") == "FREQ=WEEKLY;BYDAY=MO,TH");
    CHECK(
        again("BYSETPOS=-1;BYDAY=FR,MO;BYMONTHDAY=3,-1;BYMONTH=10,2,2;UNTIL=20271231;INTERVAL=3;FREQ=YEARLY;"
              "WKST=SU") ==
        "FREQ=YEARLY;INTERVAL=3;UNTIL=20271231;BYMONTH=2,10;BYMONTHDAY=-1,3;BYDAY=MO,FR;BYSETPOS=-1;WKST=SU");
    CHECK(again("FREQ=MONTHLY;BYDAY=+1TU,-1TU;COUNT=010") == "FREQ=MONTHLY;COUNT=10;BYDAY=-1TU,1TU");
}

TEST_CASE("what is not supported is named") {
    CHECK(refusal_of("FREQ=HOURLY") == "recurrence rule \"FREQ=HOURLY\": FREQ=HOURLY is not supported");
    CHECK(refusal_of("FREQ=DAILY;BYHOUR=9").find("the part BYHOUR is not supported") != std::string::npos);
    CHECK(refusal_of("FREQ=YEARLY;BYWEEKNO=20").find("BYWEEKNO") != std::string::npos);
    CHECK(refusal_of("FREQ=YEARLY;BYYEARDAY=20").find("BYYEARDAY") != std::string::npos);
    CHECK(refusal_of("FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=FORWARD").find("RSCALE") != std::string::npos);
    CHECK(refusal_of("FREQ=YEARLY;BYDAY=20MO").find("no value for BYDAY") != std::string::npos);
    CHECK(refusal_of("FREQ=YEARLY;BYDAY=2MO").find("numbered weekday") != std::string::npos);
    CHECK(refusal_of("FREQ=WEEKLY;BYDAY=1MO").find("numbered weekday") != std::string::npos);
    CHECK(refusal_of("FREQ=MONTHLY;BYDAY=1SU,SU").find("mixes") != std::string::npos);
    CHECK(refusal_of("FREQ=WEEKLY;BYMONTHDAY=1").find("BYMONTHDAY is supported only") != std::string::npos);
    CHECK(refusal_of("FREQ=DAILY;BYMONTHDAY=-1").find("BYMONTHDAY is supported only") != std::string::npos);
    CHECK(refusal_of("FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1").find("BYSETPOS is supported only") !=
          std::string::npos);
    CHECK(refusal_of("FREQ=MONTHLY;BYMONTHDAY=1,2;BYSETPOS=1").find("BYSETPOS is supported only") !=
          std::string::npos);
}

TEST_CASE("what is no rule is refused") {
    for (const auto rule : {"",
                            "weekly",
                            "RRULE:",
                            "FREQ",
                            "FREQ=",
                            "INTERVAL=2",
                            "FREQ=WEEKLY;",
                            "FREQ=WEEKLY;;BYDAY=MO",
                            "FREQ=WEEKLY;FREQ=WEEKLY",
                            "FREQ=WEEKLY;INTERVAL=0",
                            "FREQ=WEEKLY;INTERVAL=-1",
                            "FREQ=WEEKLY;INTERVAL=1.5",
                            "FREQ=WEEKLY;INTERVAL=99999",
                            "FREQ=WEEKLY;COUNT=0",
                            "FREQ=WEEKLY;COUNT=99999999999",
                            "FREQ=WEEKLY;COUNT=2;UNTIL=20271231",
                            "FREQ=WEEKLY;UNTIL=20270230",
                            "FREQ=WEEKLY;UNTIL=2027",
                            "FREQ=WEEKLY;UNTIL=2027123",
                            "FREQ=WEEKLY;UNTIL=20271231T120000",
                            "FREQ=WEEKLY;UNTIL=20271231T110000Z",
                            "FREQ=WEEKLY;UNTIL=20271231T250000Z",
                            "FREQ=WEEKLY;BYDAY=",
                            "FREQ=WEEKLY;BYDAY=MO,",
                            "FREQ=WEEKLY;BYDAY=M",
                            "FREQ=WEEKLY;BYDAY=XX",
                            "FREQ=MONTHLY;BYDAY=0MO",
                            "FREQ=MONTHLY;BYDAY=6MO",
                            "FREQ=MONTHLY;BYDAY=--1MO",
                            "FREQ=MONTHLY;BYMONTHDAY=0",
                            "FREQ=MONTHLY;BYMONTHDAY=32",
                            "FREQ=MONTHLY;BYMONTH=13",
                            "FREQ=MONTHLY;BYMONTH=-1",
                            "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0",
                            "FREQ=WEEKLY;WKST=1MO",
                            "FREQ=WEEKLY; BYDAY=MO",
                            "FREQ=WEEKLY\r\nX:1"}) {
        INFO(rule);
        CHECK(refusal_of(rule) != "accepted");
    }
    CHECK(refusal_of("FREQ=WEEKLY;COUNT=2;COUNT=3").find("COUNT is given twice") != std::string::npos);
}

// The zone is behind or ahead of UTC by enough to make the UTC date another one than the local date.
TEST_CASE("UNTIL in UTC is the last local day that starts by then") {
    const LocalStart berlin{Zone::load("Europe/Berlin"), 12h + 30min};
    const LocalStart auckland{Zone::load("Pacific/Auckland"), 12h + 30min};
    const LocalStart honolulu{Zone::load("Pacific/Honolulu"), 18h};
    const auto until = [](std::string_view text, const LocalStart& start) {
        return render_date(parse_rrule("FREQ=WEEKLY;UNTIL=" + std::string(text), &start).until.value());
    };
    CHECK(until("20271230T113000Z", berlin) == "2027-12-30");
    CHECK(until("20271230T112959Z", berlin) == "2027-12-29");
    CHECK(until("20271229T233000Z", auckland) == "2027-12-30");
    CHECK(until("20271231T040000Z", honolulu) == "2027-12-30");
    CHECK(until("20271231", honolulu) == "2027-12-31");

    const auto rule = parse_rrule("FREQ=WEEKLY;UNTIL=20270701");
    CHECK(render_rrule(rule, berlin) == "FREQ=WEEKLY;UNTIL=20270701T103000Z");
    CHECK(render_rrule(parse_rrule("FREQ=WEEKLY;UNTIL=20270218"), berlin) ==
          "FREQ=WEEKLY;UNTIL=20270218T113000Z");
    for (const auto& start : {berlin, auckland, honolulu}) {
        CHECK(parse_rrule(render_rrule(rule, start), &start) == rule);
    }
    CHECK(render_rrule(parse_rrule("FREQ=WEEKLY"), berlin) == "FREQ=WEEKLY");
}
