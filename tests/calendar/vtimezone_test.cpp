#include "calendar/vtimezone.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

using namespace tiffin;
using namespace tiffin::calendar;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::seconds;

namespace {

Instant at(std::string_view text) {
    return parse_instant(text).value();
}

VTimeZone define(std::string_view zone, std::string_view first, std::string_view last) {
    return define_zone(Zone::load(zone), at(first), at(last));
}

VTimeZone define_2027(std::string_view zone) {
    return define(zone, "2027-02-18T12:00:00Z", "2027-11-18T12:00:00Z");
}

seconds parse_offset(const std::string& text) {
    const auto two = [&](std::size_t from) {
        return from < text.size() ? (text[from] - '0') * 10 + (text[from + 1] - '0') : 0;
    };
    const seconds amount{two(1) * 3600 + two(3) * 60 + two(5)};
    return text[0] == '-' ? -amount : amount;
}

/// Reads the rendered lines back, as a calendar program would: every onset with its offset up to a year.
class Reader {
  public:
    Reader(const std::vector<std::string>& lines, std::chrono::year until) {
        std::map<std::string, std::string> block;
        for (const auto& line : lines) {
            const auto colon = line.find(':');
            if (line == "BEGIN:STANDARD" || line == "BEGIN:DAYLIGHT") block.clear();
            block[line.substr(0, colon)] = line.substr(colon + 1);
            if (line == "END:STANDARD" || line == "END:DAYLIGHT") add(block, until);
        }
        std::sort(onsets_.begin(), onsets_.end());
    }

    /// Nothing when no onset is that early.
    [[nodiscard]] std::optional<seconds> offset_at(Instant instant) const {
        const auto after =
            std::upper_bound(onsets_.begin(), onsets_.end(), std::pair{instant, seconds::max()});
        if (after == onsets_.begin()) return std::nullopt;
        return std::prev(after)->second;
    }

  private:
    void add(std::map<std::string, std::string>& block, std::chrono::year until) {
        const auto from = parse_offset(block.at("TZOFFSETFROM"));
        const auto to = parse_offset(block.at("TZOFFSETTO"));
        const auto& start = block.at("DTSTART");
        REQUIRE(start.size() == 15);
        const Date first =
            parse_iso_date(start.substr(0, 4) + "-" + start.substr(4, 2) + "-" + start.substr(6, 2)).value();
        const seconds time{std::stoi(start.substr(9, 2)) * 3600 + std::stoi(start.substr(11, 2)) * 60 +
                           std::stoi(start.substr(13, 2))};
        if (!block.contains("RRULE")) {
            onsets_.emplace_back(first + time - from, to);
            return;
        }
        const std::string rule = block["RRULE"];
        const auto month = static_cast<unsigned>(std::stoi(rule.substr(rule.find("BYMONTH=") + 8)));
        const auto day = rule.substr(rule.find("BYDAY=") + 6);
        const int nth = std::stoi(day);
        const auto name = day.substr(day.size() - 2);
        REQUIRE(rule ==
                "FREQ=YEARLY;BYMONTH=" + std::to_string(month) + ";BYDAY=" + std::to_string(nth) + name);
        const std::string names = "SUMOTUWETHFRSA";
        const std::chrono::weekday weekday{static_cast<unsigned>(names.find(name) / 2)};
        bool first_seen = false;
        for (auto year = std::chrono::year_month_day{first}.year(); year <= until; ++year) {
            const auto in_month = year / std::chrono::month{month};
            const Date onset = nth > 0 ? Date{in_month / weekday[static_cast<unsigned>(nth)]}
                                       : Date{in_month / weekday[std::chrono::last]};
            if (onset < first) continue;
            first_seen = first_seen || onset == first;
            onsets_.emplace_back(onset + time - from, to);
        }
        CHECK(first_seen);  // RFC 5545 3.8.5.3: DTSTART is the first of its rule
    }

    std::vector<std::pair<Instant, seconds>> onsets_;
};

/// The first instant of the span, looked at every six hours and just before and after each change, at which
/// the rendered definition and the zone disagree.
std::optional<std::string> first_difference(const Zone& zone, Instant first, Instant last) {
    const auto definition = define_zone(zone, first, last);
    const auto year =
        std::chrono::year_month_day{std::chrono::floor<days>(last)}.year() + std::chrono::years{1};
    const Reader reader(render_vtimezone(definition), year);
    const auto step = last - first > days{3 * 366} ? 25h : 6h;
    std::vector<Instant> moments;
    for (auto moment = first; moment <= last; moment += step) moments.push_back(moment);
    for (auto change = zone.next_transition(first); change && change->at < last;
         change = zone.next_transition(change->at)) {
        moments.push_back(change->at - 1s);
        moments.push_back(change->at);
    }
    for (const auto moment : moments) {
        if (reader.offset_at(moment) != zone.offset_at(moment))
            return zone.name() + " at " + render_instant(moment);
    }
    return std::nullopt;
}

std::vector<std::string> all_zones() {
    std::set<std::string> names;
    std::ifstream file("/usr/share/zoneinfo/tzdata.zi");
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string kind;
        std::string name;
        words >> kind >> name;
        if (kind == "Z") names.insert(name);
        if (kind == "L" && words >> name) names.insert(name);
    }
    names.erase("Factory");
    return {names.begin(), names.end()};
}

}  // namespace

// A fixed year in the past, so that no change of law alters the text.
TEST_CASE("a zone with summer time is two blocks with yearly rules") {
    const auto lines =
        render_vtimezone(define("Europe/Berlin", "2022-02-17T11:30:00Z", "2022-02-17T11:30:00Z"));
    CHECK(lines == std::vector<std::string>{
                       "BEGIN:VTIMEZONE",
                       "TZID:Europe/Berlin",
                       "BEGIN:DAYLIGHT",
                       "DTSTART:20210328T020000",
                       "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
                       "TZOFFSETFROM:+0100",
                       "TZOFFSETTO:+0200",
                       "TZNAME:CEST",
                       "END:DAYLIGHT",
                       "BEGIN:STANDARD",
                       "DTSTART:20211031T030000",
                       "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
                       "TZOFFSETFROM:+0200",
                       "TZOFFSETTO:+0100",
                       "TZNAME:CET",
                       "END:STANDARD",
                       "END:VTIMEZONE",
                   });
    CHECK_FALSE(lists_changes(define_2027("Europe/Berlin")));
}

TEST_CASE("numbered weekdays are kept as such") {
    const auto definition = define("America/New_York", "2022-02-17T17:00:00Z", "2024-02-17T17:00:00Z");
    REQUIRE(definition.form == VTimeZone::Form::yearly);
    CHECK(definition.blocks[0].yearly == YearlyChange{std::chrono::March, std::chrono::Sunday, 2});
    CHECK(definition.blocks[1].yearly == YearlyChange{std::chrono::November, std::chrono::Sunday, 1});
}

TEST_CASE("a zone without changes is one STANDARD block without a rule") {
    CHECK(render_vtimezone(define_2027("Asia/Kolkata")) ==
          std::vector<std::string>{"BEGIN:VTIMEZONE", "TZID:Asia/Kolkata", "BEGIN:STANDARD",
                                   "DTSTART:19700101T000000", "TZOFFSETFROM:+0530", "TZOFFSETTO:+0530",
                                   "TZNAME:IST", "END:STANDARD", "END:VTIMEZONE"});
    // Turkey stopped changing in September 2016: an earlier change alone is no reason for a rule.
    CHECK(define("Europe/Istanbul", "2017-05-01T10:00:00Z", "2017-06-01T10:00:00Z").form ==
          VTimeZone::Form::fixed);
    CHECK(render_vtimezone(define("Africa/Monrovia", "1960-01-01T00:00:00Z", "1960-01-01T00:00:00Z"))[4] ==
          "TZOFFSETFROM:-004430");
}

TEST_CASE("the larger offset is DAYLIGHT") {
    for (const auto name : {"Europe/Dublin", "Australia/Lord_Howe", "America/New_York", "Pacific/Auckland"}) {
        for (const auto& block : define_2027(name).blocks) {
            CHECK((block.kind == ZoneBlock::Kind::daylight) == (block.to > block.from));
        }
    }
    const auto dublin = define("Europe/Dublin", "2022-02-17T12:00:00Z", "2022-02-17T12:00:00Z");
    CHECK(dublin.blocks[0].abbreviation == "IST");
    CHECK(dublin.blocks[0].kind == ZoneBlock::Kind::daylight);
}

TEST_CASE("changes that no yearly rule gives are listed") {
    CHECK(lists_changes(define("Africa/Casablanca", "2024-02-01T12:00:00Z", "2024-06-01T12:00:00Z")));
    // Turkey again, across its last change: a rule would go on for ever.
    CHECK(lists_changes(define("Europe/Istanbul", "2016-01-01T10:00:00Z", "2018-01-01T10:00:00Z")));
    // The first session comes before the first change.
    CHECK(lists_changes(define("Europe/Berlin", "1914-01-01T10:00:00Z", "1917-01-01T10:00:00Z")));
    CHECK_FALSE(first_difference(Zone::load("Europe/Berlin"), at("1914-01-01T10:00:00Z"),
                                 at("1917-01-01T10:00:00Z")));
}

TEST_CASE("an open-ended series sees the horizon") {
    const auto last = Instant{kOpenEnd};
    CHECK(define_zone(Zone::load("Europe/Berlin"), at("2027-02-18T11:30:00Z"), last).form ==
          VTimeZone::Form::yearly);
    // Changes at 24:00 fall on another weekday number in some years.
    CHECK(lists_changes(define_zone(Zone::load("Africa/Cairo"), at("2027-02-18T11:30:00Z"), last)));
}

TEST_CASE("what recurs has no choice but the zone's own clock, which clients follow or not") {
    const auto in_2022 = [](const char* zone) {
        return recurs_well(Zone::load(zone),
                           {std::chrono::year{2022} / 1 / 1, std::chrono::year{2022} / 12 / 31});
    };
    CHECK(in_2022("Europe/Berlin"));
    CHECK(in_2022("Asia/Kolkata"));
    CHECK(in_2022("UTC"));
    CHECK_FALSE(in_2022("Africa/Casablanca"));
}

TEST_CASE("every zone reads back as the zone database has it") {
    const auto zones = all_zones();
    REQUIRE(zones.size() > 400);
    std::map<VTimeZone::Form, int> forms;
    for (const auto& name : zones) {
        const Zone zone = Zone::load(name);
        ++forms[define_zone(zone, at("2024-01-10T12:00:00Z"), at("2024-01-10T12:00:00Z")).form];
        for (const auto& [first, last] : {std::pair{"1987-03-01T00:00:00Z", "1988-03-01T00:00:00Z"},
                                          std::pair{"2011-06-01T00:00:00Z", "2012-01-01T00:00:00Z"},
                                          std::pair{"2024-01-01T00:00:00Z", "2026-12-31T00:00:00Z"},
                                          std::pair{"2027-03-20T00:00:00Z", "2027-04-05T00:00:00Z"}}) {
            CHECK(first_difference(zone, at(first), at(last)) == std::nullopt);
        }
        CHECK(first_difference(zone, at("2027-01-01T00:00:00Z"), Instant{kOpenEnd}) == std::nullopt);
    }
    // 2024 is history: the share of zones by rule, fixed and listed tells that the comparison saw all three.
    CHECK(forms[VTimeZone::Form::yearly] > 80);
    CHECK(forms[VTimeZone::Form::fixed] > 200);
    CHECK(forms[VTimeZone::Form::changes] > 2);
    CHECK(forms[VTimeZone::Form::changes] < 40);
}
