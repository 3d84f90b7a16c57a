#include "calendar/zone.h"

#include <catch2/catch.hpp>

#include "domain/failure.h"

using namespace tiffin;
using calendar::is_by_day;
using calendar::Zone;
using calendar::zone_names;
using namespace std::chrono_literals;

namespace {

Date day(std::string_view text) {
    return parse_iso_date(text).value();
}

std::string to_utc(const Zone& zone, std::string_view date, TimeOfDay time) {
    return render_instant(zone.to_instant(day(date), time));
}

Failure refusal_of(std::string_view name) {
    try {
        (void)Zone::load(name);
    } catch (const Failure& failure) {
        return failure;
    }
    return {ExitStatus::done, "loaded"};
}

}  // namespace

TEST_CASE("a local time becomes an instant by the zone's rules") {
    CHECK(to_utc(Zone::load("Europe/Berlin"), "2027-02-18", 12h + 30min) == "2027-02-18T11:30:00Z");
    CHECK(to_utc(Zone::load("Europe/Berlin"), "2027-07-01", 12h + 30min) == "2027-07-01T10:30:00Z");
    CHECK(to_utc(Zone::load("Asia/Kolkata"), "2027-07-01", 12h) == "2027-07-01T06:30:00Z");
    CHECK(to_utc(Zone::load("UTC"), "2027-07-01", 0h) == "2027-07-01T00:00:00Z");
    CHECK(to_utc(Zone::load("Pacific/Kiritimati"), "2027-01-01", 0h) == "2026-12-31T10:00:00Z");
}

TEST_CASE("the rules hold after the last year listed in zone files") {
    const Zone berlin = Zone::load("Europe/Berlin");
    for (const auto year : {"2037", "2038", "2039", "2300", "9998"}) {
        INFO(year);
        CHECK(to_utc(berlin, year + std::string("-01-15"), 12h).substr(10) == "T11:00:00Z");
        CHECK(to_utc(berlin, year + std::string("-07-15"), 12h).substr(10) == "T10:00:00Z");
    }
    // "Last Sunday of March": the 27th in 2039, the 25th in 2300.
    CHECK(to_utc(berlin, "2039-03-26", 12h) == "2039-03-26T11:00:00Z");
    CHECK(to_utc(berlin, "2039-03-27", 12h) == "2039-03-27T10:00:00Z");
    CHECK(to_utc(berlin, "2300-03-24", 12h) == "2300-03-24T11:00:00Z");
    CHECK(to_utc(berlin, "2300-03-25", 12h) == "2300-03-25T10:00:00Z");
}

// The two examples of RFC 5545 3.3.5.
TEST_CASE("a time in a gap takes the offset before it, a time in a fold is the first") {
    const Zone new_york = Zone::load("America/New_York");
    CHECK(to_utc(new_york, "2007-11-04", 1h + 30min) == "2007-11-04T05:30:00Z");
    CHECK(to_utc(new_york, "2007-03-11", 2h + 30min) == "2007-03-11T07:30:00Z");
    CHECK(new_york.to_local(new_york.to_instant(day("2007-03-11"), 2h + 30min)) ==
          calendar::Local{day("2007-03-11"), 3h + 30min, -4h});
    const Zone lord_howe = Zone::load("Australia/Lord_Howe");  // half an hour of summer time
    CHECK(to_utc(lord_howe, "2027-10-03", 2h + 15min) == "2027-10-02T15:45:00Z");
    CHECK(to_utc(lord_howe, "2027-04-04", 1h + 45min) == "2027-04-03T14:45:00Z");
}

TEST_CASE("zones with unusual rules") {
    const Zone lord_howe = Zone::load("Australia/Lord_Howe");
    CHECK(to_utc(lord_howe, "2027-01-15", 12h) == "2027-01-15T01:00:00Z");
    CHECK(to_utc(lord_howe, "2027-07-15", 12h) == "2027-07-15T01:30:00Z");
    const Zone dublin = Zone::load("Europe/Dublin");  // its "standard" time is summer's
    CHECK(to_utc(dublin, "2027-01-15", 12h) == "2027-01-15T12:00:00Z");
    CHECK(to_utc(dublin, "2027-07-15", 12h) == "2027-07-15T11:00:00Z");
    CHECK(dublin.abbreviation_at(dublin.to_instant(day("2027-07-15"), 12h)) == "IST");
    const Zone casablanca = Zone::load("Africa/Casablanca");  // back by an hour in Ramadan
    CHECK(to_utc(casablanca, "2024-03-20", 12h) == "2024-03-20T12:00:00Z");
    CHECK(to_utc(casablanca, "2024-05-20", 12h) == "2024-05-20T11:00:00Z");
}

TEST_CASE("an instant becomes local time and back") {
    for (const auto name :
         {"Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham", "UTC"}) {
        const Zone zone = Zone::load(name);
        CHECK(zone.name() == name);
        for (const auto date : {"1900-01-01", "1969-12-31", "2027-02-18", "2040-07-01", "9999-12-30"}) {
            const auto local = zone.to_local(zone.to_instant(day(date), 12h + 34min));
            INFO(name << " " << date);
            CHECK(local.date == day(date));
            CHECK(local.time == 12h + 34min);
        }
    }
    const Zone st_johns = Zone::load("America/St_Johns");
    CHECK(st_johns.to_local(*parse_instant("2027-01-15T02:00:59Z")) ==
          calendar::Local{day("2027-01-14"), 22h + 30min, -(3h + 30min)});
}

TEST_CASE("instants are written with the zone's offset") {
    const auto instant = parse_instant("2027-02-18T11:30:00Z").value();
    CHECK(render_offset_time(instant, Zone::load("Europe/Berlin")) == "2027-02-18T12:30:00+01:00");
    CHECK(render_offset_time(instant, Zone::load("America/St_Johns")) == "2027-02-18T08:00:00-03:30");
    CHECK(render_offset_time(instant, Zone::load("UTC")) == "2027-02-18T11:30:00+00:00");
    // Monrovia was at -0:44:30 until 1972; minutes alone must still name the same instant.
    CHECK(render_offset_time(parse_instant("1960-06-01T00:00:00Z").value(), Zone::load("Africa/Monrovia")) ==
          "1960-05-31T23:16:00-00:44");
}

TEST_CASE("changes of the offset are listed in order") {
    const Zone berlin = Zone::load("Europe/Berlin");
    auto change = berlin.next_transition(parse_instant("2039-01-01T00:00:00Z").value());
    REQUIRE(change);
    CHECK(render_instant(change->at) == "2039-03-27T01:00:00Z");
    CHECK(change->from == 1h);
    CHECK(change->to == 2h);
    CHECK(change->abbreviation == "CEST");
    change = berlin.next_transition(change->at);
    REQUIRE(change);
    CHECK(render_instant(change->at) == "2039-10-30T01:00:00Z");
    CHECK(change->from == 2h);
    CHECK(change->to == 1h);
    CHECK_FALSE(Zone::load("UTC").next_transition(Instant{}));
    CHECK_FALSE(Zone::load("Asia/Kolkata").next_transition(parse_instant("2027-01-01T00:00:00Z").value()));
}

TEST_CASE("no clock jumps by day") {
    CHECK(is_by_day(8h, 12h));
    CHECK_FALSE(is_by_day(8h, 12h + 1min));
    CHECK_FALSE(is_by_day(7h + 59min, 1h));
    const auto begin = parse_instant("2026-01-01T00:00:00Z").value();
    const auto end = parse_instant("2066-01-01T00:00:00Z").value();
    for (const auto& name : zone_names()) {
        const auto zone = Zone::find(name);
        if (!zone) continue;  // "Factory"
        for (auto change = zone->next_transition(begin); change && change->at < end;
             change = zone->next_transition(change->at)) {
            for (const auto offset : {change->from, change->to}) {
                const auto local = change->at + offset;
                const auto time = std::chrono::floor<std::chrono::minutes>(
                    local - std::chrono::floor<std::chrono::days>(local));
                INFO(name << " " << render_instant(change->at));
                CHECK_FALSE((time > 8h && time < 20h));
            }
        }
    }
}

TEST_CASE("only IANA names are zones") {
    for (const auto name : {"",
                            "localtime",
                            "../zoneinfo/UTC",
                            "/usr/share/zoneinfo/UTC",
                            "Europe/../UTC",
                            "UTC+3",
                            "UTC0",
                            "Fixed/UTC+03:00:00",
                            "+03:00",
                            "posix/Europe/Berlin",
                            "right/UTC",
                            "Europe",
                            "Europe/",
                            "Europe//Berlin",
                            "europe/berlin",
                            "tzdata.zi",
                            "leapseconds",
                            "Factory",
                            "posixrules",
                            " UTC",
                            "UTC ",
                            "file:Europe/Berlin",
                            "CEST",
                            "Europe/Berlin\n"}) {
        INFO(name);
        CHECK(refusal_of(name).status() == ExitStatus::bad_input);
        CHECK_FALSE(refusal_of(name).remedy().empty());
    }
    CHECK_NOTHROW(Zone::load("America/Argentina/Buenos_Aires"));
    CHECK_NOTHROW(Zone::load("Etc/GMT+3"));
}

TEST_CASE("a misspelt zone names the nearest ones") {
    CHECK(refusal_of("Europe/Berln").what() == std::string("unknown time zone \"Europe/Berln\""));
    CHECK(refusal_of("Europe/Berln").remedy().find("Europe/Berlin") != std::string::npos);
    CHECK(refusal_of("Berlin").remedy().find("Europe/Berlin") != std::string::npos);
    CHECK(refusal_of("europe/berlin").remedy().find("Europe/Berlin") != std::string::npos);
    CHECK(refusal_of("Germany/Berlin").remedy().find("Europe/Berlin") != std::string::npos);
    CHECK(refusal_of("New_York").remedy().find("America/New_York") != std::string::npos);
    CHECK(refusal_of("New York").remedy().find("America/New_York") != std::string::npos);
    CHECK(refusal_of("Berlin").remedy() == "did you mean Europe/Berlin?");
    // Neither is UTC or EST what was meant.
    CHECK(refusal_of("UTC+3").remedy().find("name of a place") != std::string::npos);
    CHECK(refusal_of("PST").remedy().find("name of a place") != std::string::npos);
}

// Weeks in which Europe and America change their clocks, and India does not.
TEST_CASE("one lunch in Berlin is at these hours elsewhere") {
    struct Week {
        const char* date;
        const char* utc;
        const char* new_york;
        const char* kolkata;
    };
    const Zone berlin = Zone::load("Europe/Berlin");
    const Zone new_york = Zone::load("America/New_York");
    const Zone kolkata = Zone::load("Asia/Kolkata");
    for (const auto& [date, utc, in_new_york, in_kolkata] :
         {Week{"2027-03-11", "11:30", "06:30", "17:00"}, Week{"2027-03-18", "11:30", "07:30", "17:00"},
          Week{"2027-04-01", "10:30", "06:30", "16:00"}, Week{"2027-11-04", "11:30", "07:30", "17:00"},
          Week{"2027-11-11", "11:30", "06:30", "17:00"}}) {
        INFO(date);
        const Instant instant = berlin.to_instant(day(date), 12h + 30min);
        CHECK(render_instant(instant) == std::string(date) + "T" + utc + ":00Z");
        CHECK(render_time_of_day(new_york.to_local(instant).time) == in_new_york);
        CHECK(render_time_of_day(kolkata.to_local(instant).time) == in_kolkata);
    }
}
