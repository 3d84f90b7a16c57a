#include "domain/series_invite.h"

#include <algorithm>
#include <random>
#include <set>

#include <catch2/catch.hpp>

using namespace tiffin;
using namespace std::chrono;

namespace {

constexpr Instant kNow{Date{2027y / February / 1}};
constexpr Date kFirst = 2027y / February / 4;

SeriesInvite weekly() {
    return {.id = {1},
            .series = {2},
            .rule = "FREQ=WEEKLY;BYDAY=TH",
            .first = kFirst,
            .start = 12h,
            .zone = "UTC"};
}

EmittedInvite got(Told told, int sequence, std::string email = "ana@x.example") {
    return {{}, PersonId{1}, std::move(email), told, sequence, kNow - hours{1}};
}

using Shown = std::map<Date, ShownDate>;

std::vector<NextSeriesInvite> next(Told wanted, const EmittedInvite& last, const SeriesInvite& invite) {
    return next_series_invites(wanted, {}, &last, invite, kNow, Repeat::no);
}

}  // namespace

TEST_CASE("the first that is told of a series is all one revision") {
    const auto invite =
        told(weekly(), "place 1\n", {{kFirst, {"state off\n", false}}, {kFirst + days{7}, {"", true}}}, kNow);
    REQUIRE(invite.whole.has_value());
    CHECK(invite.whole->sequence == 0);
    REQUIRE(invite.dates.size() == 1);
    CHECK(invite.dates.at(kFirst).sequence == 0);

    const auto newcomer = next_series_invites(Told::invited, {}, nullptr, invite, kNow, Repeat::no);
    REQUIRE(newcomer.size() == 1);
    CHECK_FALSE(newcomer[0].date.has_value());
    CHECK(newcomer[0].object.sequence == 0);
    CHECK(next_series_invites(Told::dropped, {}, nullptr, invite, kNow, Repeat::no).empty());
}

TEST_CASE("each date that changes counts on, and goes out alone") {
    auto invite = told(weekly(), "place 1\n", {}, kNow);
    invite.emitted = {got(Told::invited, 0)};
    const auto changed = told(invite, "place 1\n",
                              {{kFirst, {"date 5\n", false}},
                               {kFirst + days{7}, {"date 6\n", false}},
                               {kFirst + days{14}, {"", true}}},
                              kNow);
    CHECK(changed.whole->sequence == 0);
    const auto due = next(Told::invited, invite.emitted[0], changed);
    REQUIRE(due.size() == 2);
    CHECK(due[0].date == kFirst);
    CHECK(due[0].object.sequence == 1);
    CHECK(due[1].date == kFirst + days{7});
    CHECK(due[1].object.sequence == 2);
    // Who got the first of the two lacks the second alone.
    const auto rest = next(Told::invited, got(Told::invited, 1), changed);
    REQUIRE(rest.size() == 1);
    CHECK(rest[0].date == kFirst + days{7});
    // A date that is as all others again must be said to be so.
    const auto back = told(changed, "place 1\n", {{kFirst, {"date 4\n", true}}}, kNow);
    CHECK(back.dates.at(kFirst).sequence == 3);
    CHECK(back.dates.at(kFirst + days{7}).sequence == 2);
}

TEST_CASE("what changes the whole goes out in one object") {
    auto invite = told(weekly(), "place 1\n", {}, kNow);
    invite.emitted = {got(Told::invited, 0)};
    const auto changed = told(invite, "place 2\n", {{kFirst, {"date 5\n", false}}}, kNow);
    const auto due = next(Told::invited, invite.emitted[0], changed);
    REQUIRE(due.size() == 1);
    CHECK_FALSE(due[0].date.has_value());
    CHECK(due[0].object.sequence == 1);
}

TEST_CASE("a date that was off comes back with the whole") {
    const std::string off = "state off\n";
    const std::string on = "state on\ndate 2027-02-04\nstart 12:00\n";
    auto invite = told(weekly(), "place 1\n", {{kFirst, {off, false}}}, kNow);
    invite.emitted = {got(Told::invited, 0)};
    const auto back = told(invite, "place 1\n", {{kFirst, {on, true}}}, kNow);
    const auto objects = next(Told::invited, invite.emitted[0], back);
    REQUIRE(objects.size() == 1);
    CHECK_FALSE(objects[0].date.has_value());
    CHECK(objects[0].object.sequence == 1);

    // Called off by itself, it is gone from calendars too, and was never in those of who joined since.
    auto whole = told(weekly(), "place 1\n", {}, kNow);
    whole = told(whole, "place 1\n", {{kFirst, {off, false}}}, kNow);
    whole.emitted = {got(Told::invited, 1), got(Told::invited, 1, "joined@x.example")};
    const auto again = told(whole, "place 1\n", {{kFirst, {on, true}}}, kNow);
    for (const auto& each : whole.emitted) {
        const auto due = next(Told::invited, each, again);
        REQUIRE(due.size() == 1);
        CHECK_FALSE(due[0].date);
        CHECK(due[0].object.sequence == 2);
    }
    CHECK(told(again, "place 1\n", {{kFirst, {on, true}}}, kNow).whole->sequence == again.whole->sequence);
}

TEST_CASE("who is dropped and invited again gets all of it, and the others nothing") {
    auto invite = told(weekly(), "place 1\n", {}, kNow);
    invite.emitted = {got(Told::invited, 0), got(Told::dropped, 1, "ben@x.example")};
    const auto again = next(Told::invited, invite.emitted[1], invite);
    REQUIRE(again.size() == 1);
    CHECK_FALSE(again[0].date.has_value());
    CHECK(again[0].object.sequence == 2);
    CHECK(next(Told::invited, invite.emitted[0], invite).empty());
    // The next change is above all that anybody got.
    invite.emitted[1] = got(Told::invited, 2, "ben@x.example");
    CHECK(told(invite, "place 1\n", {{kFirst, {"state off\n", false}}}, kNow).dates.at(kFirst).sequence == 3);
}

TEST_CASE("the end of a series is a change of the whole, and the end alone compares with all that was told") {
    CHECK(render_shown_series("place 1\n", kFirst) == "place 1\nuntil 2027-02-04\n");
    auto invite = told(weekly(), render_shown_series("place 1\n", std::nullopt), {}, kNow);
    CHECK(told(invite, render_shown_series("place 1\n", kFirst), {}, kNow).whole->sequence == 1);
    invite.whole->shown = render_shown_series("place 1\n", kFirst);
    CHECK(told(invite, render_shown_series("", kFirst), {}, kNow).whole->sequence == 0);
}

TEST_CASE("whatever changes in whichever order, calendars have what is shown, in rising sequence, once") {
    std::mt19937 random(20270204);
    const auto below = [&](int bound) { return static_cast<int>(random() % static_cast<unsigned>(bound)); };
    std::size_t delivered = 0;
    for (int life = 0; life < 200; ++life) {
        auto ledger = weekly();
        std::string whole = "place 0\n";
        std::map<Date, std::string> other;  // dates that differ from the whole
        // What each calendar has: the sequence of each piece, and its text; the whole under no date.
        using Calendar = std::map<std::optional<Date>, std::string>;
        std::map<std::string, Calendar> calendars;
        std::map<std::string, std::pair<int, Instant>> last;
        std::map<std::string, DateModes> modes{{"ana", {}}, {"ben", {}}, {"cy", {}}};
        std::map<std::string, SeriesDays> stays{{"ana", {}}, {"ben", {}}, {"cy", {}}};
        for (auto& [name, each] : modes) {
            for (int week = 0; week < 4; ++week) each.emplace(kFirst + days{7 * week}, std::nullopt);
        }
        const auto in_part = [](const std::string& text, std::optional<Mode> mode) {
            return mode ? text + std::string(to_string(*mode)) : text;
        };
        std::set<std::string> members{"ana", "ben"};
        Instant now = kNow;
        for (int step = 0; step < 40; ++step) {
            now += minutes{below(90) - 20};
            const Date date = kFirst + days{7 * below(4)};
            const auto person =
                std::vector<std::string>{"ana", "ben", "cy"}[static_cast<std::size_t>(below(3))];
            const int what = below(8);
            if (what == 5) {
                modes[person][date] = std::vector<std::optional<Mode>>{
                    {}, Mode::remote, Mode::in_person}[static_cast<std::size_t>(below(3))];
            }
            if (what == 6) {
                stays[person] = {kFirst + days{7 * below(2)}, kFirst + days{7 * (2 + below(2))}, {}};
                if (below(2) == 0) stays[person].left_out.insert(date);
            }
            if (what == 7) stays[person] = {};
            if (what == 0) whole = "place " + std::to_string(below(3)) + "\n";
            if (what == 1) other[date] = "date " + std::to_string(below(3)) + "\n";
            if (what == 2) other.erase(date);
            if (what == 3 && members.erase(person) == 0) members.insert(person);
            if (what != 4) continue;
            Shown shown;
            for (int week = 0; week < 4; ++week) {
                const Date each = kFirst + days{7 * week};
                const auto found = other.find(each);
                shown[each] = found == other.end() ? ShownDate{"as all\n" + whole, true}
                                                   : ShownDate{"as all no\n" + found->second, false};
            }
            const auto now_told = told(ledger, whole, shown, now);
            // A delivery that ends early notes what it delivered, and the next one goes on.
            int left = below(3) == 0 ? below(4) : 1000;
            for (const auto& name : {"ana", "ben", "cy"}) {
                auto& emitted = ledger.emitted;
                const auto known = std::find_if(emitted.begin(), emitted.end(),
                                                [&](const auto& each) { return each.email == name; });
                const auto wanted = members.contains(name) ? Told::invited : Told::dropped;
                const EmittedInvite* has = known == emitted.end() ? nullptr : &*known;
                const auto stay = stays[name];
                SeriesView view{stay, modes[name]};
                std::erase_if(view.modes, [&](const auto& each) { return !stay.contains(each.first); });
                for (const auto& next : next_series_invites(wanted, view, has, now_told, now, Repeat::no)) {
                    if (left-- <= 0) break;
                    ++delivered;
                    const auto before = last.find(name);
                    if (before != last.end()) {
                        REQUIRE(next.object.sequence > before->second.first);
                        REQUIRE(next.object.stamp >= before->second.second);
                    }
                    last[name] = {next.object.sequence, next.object.stamp};
                    auto& calendar = calendars[name];
                    if (next.object.told != Told::invited) {
                        calendar.clear();
                    } else if (next.date) {
                        REQUIRE(stay.contains(*next.date));
                        const auto mode = modes[name][*next.date];
                        calendar[next.date] = in_part(shown.at(*next.date).shown, mode);
                        ledger.views[name].modes[*next.date] = mode;
                    } else {
                        calendar.clear();
                        calendar[std::nullopt] = whole;
                        ledger.views[name] = view;
                        for (const auto& [each, text] : shown) {
                            if (!stay.contains(each)) {
                                calendar[each] = "not theirs";
                                continue;
                            }
                            const auto mode = modes[name][each];
                            if (!text.is_as_all || mode) calendar[each] = in_part(text.shown, mode);
                        }
                    }
                    EmittedInvite noted = got(next.object.told, next.object.sequence, name);
                    noted.emitted = next.object.stamp;
                    const auto place = std::find_if(emitted.begin(), emitted.end(),
                                                    [&](const auto& each) { return each.email == name; });
                    if (place == emitted.end()) {
                        emitted.push_back(noted);
                    } else {
                        *place = noted;
                    }
                    ledger.whole = now_told.whole;
                    ledger.dates = now_told.dates;
                }
            }
            if (left < 900) continue;
            INFO("life " << life << ", step " << step);
            for (const auto& name : {"ana", "ben", "cy"}) {
                if (!members.contains(name)) {
                    CHECK(calendars[name].empty());
                    continue;
                }
                CHECK(calendars[name][std::nullopt] == whole);
                for (const auto& [each, text] : shown) {
                    const auto found = calendars[name].find(each);
                    if (!stays[name].contains(each)) {
                        REQUIRE(found != calendars[name].end());
                        CHECK(found->second == "not theirs");
                        continue;
                    }
                    const auto seen = found == calendars[name].end() ? "as all\n" + whole : found->second;
                    CHECK(seen == in_part(text.shown, modes[name][each]));
                }
            }
        }
    }
    CHECK(delivered > 1000);
}

TEST_CASE("what an address is shown is read as it was written") {
    for (const SeriesView& view :
         {SeriesView{}, SeriesView{{kFirst, kLatestDate, {}}, {{kFirst, Mode::remote}}},
          SeriesView{{kEarliestDate, kFirst + days{70}, {kFirst, kFirst + days{7}}},
                     {{kFirst + days{14}, Mode::in_person}}}}) {
        const auto text = render_view(view);
        INFO(text);
        CHECK(parse_view(text).days == view.days);
        CHECK(parse_view(text).modes == view.modes);
    }
    CHECK(render_view({{kFirst, kLatestDate, {kFirst + days{7}}}, {}}) == "2027-02-04/ 2027-02-11 none");
}

TEST_CASE("who takes part in their own way is shown that date alone, once, after all that they have") {
    auto invite = told(weekly(), "place 1\n", {{kFirst, {"date 5\n", false}}}, kNow);
    const auto last = got(Told::invited, 0);
    invite.emitted = {last, got(Told::invited, 0, "ben@x.example")};
    const Date second = kFirst + days{7};
    const SeriesView remote{{}, {{kFirst, std::nullopt}, {second, Mode::remote}}};
    const auto due = next_series_invites(Told::invited, remote, &last, invite, kNow, Repeat::no);
    REQUIRE(due.size() == 1);
    CHECK(due[0].date == second);
    CHECK(due[0].object.sequence == 1);
    CHECK(due[0].object.is_update);

    // It has been told: nothing more is due to her, and the next change counts on from it for everybody.
    invite.emitted[0] = got(Told::invited, 1);
    invite.views[last.email] = remote;
    CHECK(
        next_series_invites(Told::invited, remote, invite.emitted.data(), invite, kNow, Repeat::no).empty());
    const auto moved = told(invite, "place 1\n", {{kFirst, {"date 6\n", false}}}, kNow);
    CHECK(moved.dates.at(kFirst).sequence == 2);

    // She comes after all, while the first date changes: that goes first.
    const SeriesView both{{}, {{kFirst, std::nullopt}, {second, std::nullopt}}};
    const auto back = next_series_invites(Told::invited, both, moved.emitted.data(), moved, kNow, Repeat::no);
    REQUIRE(back.size() == 2);
    CHECK(back[0].date == kFirst);
    CHECK(back[1].date == second);
    CHECK(back[1].object.sequence == 3);

    // A date that changes for all carries her way with it; nobody who is not invited hears of theirs.
    const auto all = told(invite, "place 1\n", {{second, {"date 7\n", false}}}, kNow);
    CHECK(next_series_invites(Told::invited, both, all.emitted.data(), all, kNow, Repeat::no).size() == 1);
    CHECK_FALSE(
        next_series_invites(Told::dropped, both, invite.emitted.data(), invite, kNow, Repeat::no)[0].date);
}
