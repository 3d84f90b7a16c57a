#include "planning/rotation.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "office.h"

using namespace tiffin;
using namespace tiffin::planning;
using office::day;

namespace {

using Names = std::string;

/// The presenters of each choice, "A B - CD".
Names names_of(const Programme& programme, const Plan& plan) {
    Names names;
    for (const auto& choice : plan.choices) {
        if (!names.empty()) names += " ";
        for (const std::size_t member : choice.presenters) names += programme.members[member].name;
        if (choice.presenters.empty()) names += "-";
    }
    return names;
}

Names plan_names(const Programme& programme, Date from = day("2027-01-07")) {
    return names_of(programme, make_plan(programme, from));
}

/// The clause about one member as seen from the first slot of the plan.
std::string verdict_on(const Programme& programme, std::size_t member) {
    const auto plan = make_plan(programme, day("2027-01-07"), {.explained = kEverybody});
    for (const auto& one : plan.choices.at(0).considered) {
        if (one.member == member) return render_verdict(programme, one);
    }
    return "not considered";
}

/// Everything that a plan says, as text.
std::string transcript(const Programme& programme, const Plan& plan) {
    std::string text;
    for (const auto& choice : plan.choices) {
        text +=
            programme.slots[choice.slot].name + "|" + choice.reason + "|" + (choice.changed ? "new" : "old");
        for (const std::size_t member : choice.presenters) text += "|" + std::to_string(member);
        for (const auto& one : choice.considered) {
            text += "|" + programme.members[one.member].name + " " + render_verdict(programme, one);
        }
        text += "\n";
    }
    return text;
}

Programme lunches(std::size_t people, std::size_t slots) {
    return office::weekly(people, slots, day("2027-01-07"));
}

void insert_past(Programme& programme, const std::vector<Slot>& past) {
    programme.slots.insert(programme.slots.begin(), past.begin(), past.end());
}

}  // namespace

TEST_CASE("equal people take turns in order") {
    const auto programme = lunches(3, 7);
    CHECK(plan_names(programme) == "A B C A B C A");
}

TEST_CASE("among equals the one whose last talk is longest ago goes first") {
    auto programme = lunches(3, 2);
    insert_past(programme, {office::given(day("2026-12-10"), {0}), office::given(day("2026-12-17"), {2}),
                            office::given(day("2026-12-24"), {1})});
    CHECK(plan_names(programme) == "A C");
}

TEST_CASE("who owes most goes first, and the reason says so") {
    auto programme = lunches(3, 2);
    insert_past(programme, {office::given(day("2026-12-24"), {0}), office::given(day("2026-12-31"), {1})});
    const auto plan = make_plan(programme, day("2027-01-07"));
    CHECK(names_of(programme, plan) == "C A");
    CHECK(plan.choices[0].reason == "owes most: balance -0.67, no talk yet");
    CHECK(plan.choices[1].reason == "next in turn: balance 0.00, last talk 2026-12-24");
    CHECK(office::accounts_after(programme, plan)[2].turns == kTurn);
}

TEST_CASE("somebody who owes more waits where the plan gets fairer") {
    auto programme = lunches(5, 2);
    const std::vector<std::vector<std::size_t>> pools{{0, 1, 2}, {0, 3}, {0, 2, 4}, {1, 4}, {3, 4}};
    programme.series.resize(pools.size());
    for (std::size_t i = 0; i < pools.size(); ++i) programme.series[i].pool = pools[i];
    programme.slots[1].series = 1;
    insert_past(programme, {office::given(day("2026-12-03"), {4}), office::given(day("2026-12-10"), {4}),
                            office::given(day("2026-12-17"), {4})});
    for (const std::size_t i : {0U, 1U, 2U}) programme.slots[i].series = i + 2;
    // A and D both need one of the two sessions, and D can only have the second.
    const auto plan = make_plan(programme, day("2027-01-07"));
    CHECK(names_of(programme, plan) == "A D");
    CHECK(plan.choices[0].reason ==
          "next in turn: balance -0.33, no talk yet; B owes more, but fairness would be worse by 0.67");
}

TEST_CASE("an absence keeps one's place") {
    auto programme = lunches(3, 5);
    insert_past(programme, {office::given(day("2026-12-24"), {0}), office::given(day("2026-12-31"), {1})});
    programme.members[2].away.push_back({day("2027-01-01"), day("2027-01-20")});
    CHECK(plan_names(programme) == "A B C A B");
    CHECK(verdict_on(programme, 2) == "away until 2027-01-20");
}

TEST_CASE("absences that touch are told as one") {
    auto programme = lunches(2, 1);
    programme.members[0].away = {{day("2027-01-10"), day("2027-01-15")},
                                 {day("2027-01-01"), day("2027-01-09")},
                                 {day("2027-01-17"), day("2027-01-20")}};
    CHECK(verdict_on(programme, 0) == "away until 2027-01-15");
    programme.members[0].away = {{day("2027-01-01"), kLatestDate}};
    CHECK(verdict_on(programme, 0) == "away until further notice");
}

TEST_CASE("joiners and leavers are asked only while they are here") {
    auto programme = lunches(3, 3);
    programme.members[0].here.first = day("2027-01-14");
    programme.members[1].here.last = day("2027-01-06");
    CHECK(plan_names(programme) == "C A C");
    CHECK(verdict_on(programme, 0) == "joins on 2027-01-14");
    CHECK(verdict_on(programme, 1) == "left on 2027-01-06");
}

TEST_CASE("a newcomer starts at zero and is not asked in the first weeks") {
    auto programme = lunches(2, 6);
    programme.series[0].rules.newcomer_weeks = 4;
    programme.members[0].here.first = day("2027-01-01");
    CHECK(plan_names(programme) == "B B B B A A");
    CHECK(verdict_on(programme, 0) == "newcomer, to be asked from 2027-01-29 on, after 4 weeks");
    programme.members[0].here.first = kEarliestDate;
    CHECK(plan_names(programme) == "A B A B A B");
}

TEST_CASE("only the pool takes turns") {
    auto programme = lunches(3, 3);
    programme.series[0].pool = {0, 2};
    CHECK(plan_names(programme) == "A C A");
    CHECK(verdict_on(programme, 1) == "takes no turns in lunch");
}

TEST_CASE("nobody has two sessions on one day") {
    auto programme = lunches(2, 2);
    programme.series.push_back(programme.series[0]);
    programme.slots[1].date = programme.slots[0].date;
    programme.slots[1].series = 1;
    programme.slots[0].state = SlotState::fixed;
    programme.slots[0].presenters = {1};
    CHECK(plan_names(programme) == "B A");
    programme.slots[0].state = SlotState::open;
    programme.slots[1].state = SlotState::fixed;
    programme.slots[1].presenters = {0};
    CHECK(plan_names(programme) == "B A");
    CHECK(verdict_on(programme, 0) == "has another duty that day");
}

TEST_CASE("who hosts or moderates presents nothing that day, and no more is changed for it") {
    auto programme = lunches(2, 2);
    programme.members[0].on_duty = {day("2027-01-07")};
    CHECK(plan_names(programme) == "B A");
    CHECK(verdict_on(programme, 0) == "has another duty that day");
    programme.slots[0].state = SlotState::kept;
    programme.slots[0].presenters = {0};
    CHECK(plan_names(programme) == "B A");
    programme.slots[0].state = SlotState::fixed;  // a person has decided so
    CHECK(plan_names(programme) == "A B");
}

TEST_CASE("the gap holds to talks before and after") {
    auto programme = lunches(2, 3);
    programme.series[0].rules.min_gap_days = 21;
    insert_past(programme, {office::given(day("2026-12-24"), {0})});
    programme.slots[3].state = SlotState::fixed;
    programme.slots[3].presenters = {1};
    const auto plan = make_plan(programme, day("2027-01-07"));
    CHECK(names_of(programme, plan) == "- A B");
    CHECK(plan.choices[0].reason == "nobody free: 2 within the gap of 21 days");
    CHECK(verdict_on(programme, 0) == "spoke on 2026-12-24, 14 days before; the gap is 21");
    CHECK(verdict_on(programme, 1) == "speaks on 2027-01-21, 14 days after; the gap is 21");
}

TEST_CASE("the wider gap of two series holds between them") {
    auto programme = lunches(1, 3);
    programme.series.push_back(programme.series[0]);
    programme.series[1].rules.min_gap_days = 14;
    programme.slots[1].series = 1;
    CHECK(plan_names(programme) == "A - A");
}

TEST_CASE("the yearly maximum counts the past and starts again each year") {
    auto programme = office::weekly(1, 3, day("2026-12-17"));
    programme.series[0].rules.max_per_year = 1;
    CHECK(plan_names(programme, day("2026-12-17")) == "A - -");
    programme.slots[2].date = day("2027-01-07");
    CHECK(plan_names(programme, day("2026-12-17")) == "A - A");
    programme.slots[0].state = SlotState::given;
    programme.slots[0].presenters = {0};
    const auto plan = make_plan(programme, day("2026-12-18"), {.explained = kEverybody});
    CHECK(names_of(programme, plan) == "- A");
    CHECK(plan.choices[0].reason == "nobody free: 1 with 1 talk this year");
    CHECK(render_verdict(programme, plan.choices[0].considered[0]) == "has 1 talk in 2026, the most allowed");
    programme.series[0].rules.max_per_year = 9;
    programme.members[0].max_per_year = 0;
    CHECK(plan_names(programme, day("2026-12-18")) == "- -");
}

TEST_CASE("a team has at most so many sessions in a row") {
    auto programme = lunches(4, 6);
    for (const std::size_t member : {0U, 1U, 2U}) programme.members[member].team = "Core";
    programme.members[3].team = "Web";
    programme.series[0].rules.team_run = 2;
    CHECK(plan_names(programme) == "A B D C D A");
    SECTION("a cancelled session does not part them") {
        programme.slots[2].state = SlotState::off;
        CHECK(plan_names(programme) == "A B D C D");
    }
    SECTION("later sessions count too") {
        programme.slots[1].state = SlotState::fixed;
        programme.slots[1].presenters = {0};
        programme.slots[2].state = SlotState::fixed;
        programme.slots[2].presenters = {1};
        CHECK(plan_names(programme).substr(0, 7) == "D A B D");
        CHECK(verdict_on(programme, 2) == "team Core would have more than 2 sessions in a row");
    }
    SECTION("people without a team are no team") {
        for (auto& member : programme.members) member.team.clear();
        CHECK(plan_names(programme) == "A B C D A B");
    }
}

TEST_CASE("a session can have several presenters") {
    auto programme = lunches(3, 3);
    programme.series[0].rules.presenters = 2;
    const auto plan = make_plan(programme, day("2027-01-07"));
    CHECK(names_of(programme, plan) == "AB CA BC");
    CHECK(plan.choices[0].reason ==
          "A next in turn: balance 0.00, no talk yet; B next in turn: balance 0.00, no talk yet");
    programme.members[1].here.last = day("2027-01-01");
    programme.members[2].here.last = day("2027-01-01");
    const auto alone = make_plan(programme, day("2027-01-07"));
    CHECK(names_of(programme, alone) == "A A A");
    CHECK(alone.choices[0].reason == "next in turn: balance 0.00, no talk yet; nobody free: 2 left");
}

TEST_CASE("fixed slots stay whatever they break, and the past is never touched") {
    auto programme = lunches(2, 3);
    programme.slots[1].state = SlotState::fixed;
    programme.slots[1].presenters = {1};
    programme.slots[1].remark = "announced";
    programme.members[1].away.push_back({day("2027-01-01"), day("2027-02-01")});
    const auto plan = make_plan(programme, day("2027-01-14"));
    REQUIRE(plan.choices.size() == 2);
    CHECK(plan.choices[0].presenters == std::vector<std::size_t>{1});
    CHECK(plan.choices[0].reason == "announced");
    CHECK_FALSE(plan.choices[0].changed);
}

TEST_CASE("slots that are off or given have no choice, and those held back stay open with their remark") {
    auto programme = lunches(2, 4);
    programme.slots[0].state = SlotState::off;
    programme.slots[1].state = SlotState::given;
    programme.slots[1].presenters = {0};
    programme.slots[2].state = SlotState::held_back;
    programme.slots[2].remark = "holiday: ask";
    const auto plan = make_plan(programme, day("2027-01-07"));
    CHECK(names_of(programme, plan) == "- B");
    CHECK(plan.choices[0].reason == "holiday: ask");
}

TEST_CASE("kept slots stay until a hard rule forbids a presenter") {
    auto programme = lunches(3, 3);
    programme.slots[1].state = SlotState::kept;
    programme.slots[1].presenters = {0};
    auto plan = make_plan(programme, day("2027-01-07"));
    CHECK(names_of(programme, plan) == "B A C");
    CHECK(plan.choices[1].reason == "kept: balance -0.33, no talk yet");
    CHECK_FALSE(plan.choices[1].changed);
    CHECK(names_of(programme, make_plan(programme, day("2027-01-07"), {.anew = true})) == "A B C");

    programme.members[0].away.push_back({day("2027-01-10"), day("2027-01-15")});
    plan = make_plan(programme, day("2027-01-07"));
    CHECK(names_of(programme, plan) == "A B C");
    CHECK(plan.choices[1].changed);
    CHECK(plan.choices[1].reason == "not A (away until 2027-01-15); owes most: balance -0.33, no talk yet");
}

TEST_CASE("of two kept slots that no longer go together the later one is opened") {
    auto programme = lunches(3, 2);
    programme.series[0].rules.min_gap_days = 14;
    for (auto& slot : programme.slots) {
        slot.state = SlotState::kept;
        slot.presenters = {2};
    }
    CHECK(plan_names(programme) == "C A");
}

TEST_CASE("an earlier choice moves where a slot would stay open otherwise") {
    auto programme = lunches(2, 2);
    programme.members[1].away.push_back({day("2027-01-14"), day("2027-01-14")});
    programme.series[0].rules.min_gap_days = 14;
    const auto plan = make_plan(programme, day("2027-01-07"));
    CHECK(names_of(programme, plan) == "B A");
    CHECK(plan.choices[0].reason == "next in turn: balance 0.00, no talk yet");
}

TEST_CASE("a team's earlier session moves where it blocks a later one") {
    auto programme = lunches(3, 2);
    programme.series[0].rules.team_run = 1;
    programme.members[0].team = programme.members[1].team = "Core";
    programme.members[2].away.push_back({day("2027-01-14"), day("2027-01-14")});
    CHECK(plan_names(programme) == "C A");
}

TEST_CASE("a kept presenter is exchanged only if a slot would stay open otherwise") {
    auto programme = lunches(2, 2);
    programme.members[1].away.push_back({day("2027-01-14"), day("2027-01-14")});
    programme.slots[0].state = SlotState::kept;
    programme.slots[0].presenters = {0};
    CHECK(plan_names(programme) == "A A");
    programme.series[0].rules.min_gap_days = 14;
    CHECK(plan_names(programme) == "B A");
}

TEST_CASE("a slot nobody may take is left open with the smallest reason") {
    auto programme = lunches(7, 1);
    programme.series[0].rules.min_gap_days = 21;
    programme.series[0].rules.newcomer_weeks = 4;
    insert_past(programme, {office::given(day("2026-12-24"), {0, 1, 2})});
    for (const std::size_t member : {3U, 4U}) {
        programme.members[member].away.push_back({day("2027-01-01"), day("2027-02-01")});
    }
    programme.members[5].here.first = day("2027-01-05");
    programme.members[6].here.last = day("2027-01-05");
    const auto plan = make_plan(programme, day("2027-01-07"));
    CHECK(plan.choices[0].presenters.empty());
    CHECK(plan.choices[0].reason ==
          "nobody free: 2 away, 1 newcomer until 2027-02-02, 3 within the gap of 21 days");
    programme.series[0].pool.clear();
    CHECK(make_plan(programme, day("2027-01-07")).choices[0].reason == "nobody in the pool");
}

TEST_CASE("presenters give their oldest topic, each topic once") {
    auto programme = lunches(2, 4);
    programme.topics = {{TopicId{1}, "given", {0}, true},
                        {TopicId{2}, "old", {0, 1}, false},
                        {TopicId{3}, "new", {0}, false}};
    const auto plan = make_plan(programme, day("2027-01-07"));
    CHECK(names_of(programme, plan) == "A B A B");
    // B has nothing but "old", so A gives "new".
    CHECK(plan.choices[0].topic == 2U);
    CHECK(plan.choices[1].topic == 1U);
    CHECK_FALSE(plan.choices[2].topic);
    CHECK_FALSE(plan.choices[3].topic);
}

TEST_CASE("a slot's own topic stays with somebody who can give it") {
    auto programme = lunches(3, 3);
    programme.topics = {{TopicId{1}, "Rust", {1}, true}};
    programme.slots[0].topic = 0;
    auto plan = make_plan(programme, day("2027-01-07"));
    CHECK(names_of(programme, plan) == "B A C");
    CHECK(plan.choices[0].topic == 0U);
    CHECK(verdict_on(programme, 0) == "has no topic to give here");

    programme.slots[0].state = SlotState::kept;
    programme.slots[0].presenters = {1};
    programme.members[1].away.push_back({day("2027-01-07"), day("2027-01-07")});
    plan = make_plan(programme, day("2027-01-07"));
    CHECK(names_of(programme, plan) == "A C B");
    CHECK_FALSE(plan.choices[0].topic);
    CHECK(plan.choices[2].topic == 0U);
}

TEST_CASE("where topics are required only their presenters are asked") {
    auto programme = lunches(3, 3);
    programme.series[0].rules.topic_required = true;
    programme.topics = {{TopicId{1}, "both", {0, 1}, false}, {TopicId{2}, "one", {0}, false}};
    const auto plan = make_plan(programme, day("2027-01-07"));
    CHECK(names_of(programme, plan) == "A B -");
    CHECK(plan.choices[0].topic == 1U);
    CHECK(plan.choices[1].topic == 0U);
    CHECK(plan.choices[2].reason == "nobody free: 3 without a topic");
}

TEST_CASE("all members are considered: the chosen, then the rest by what they owe") {
    auto programme = lunches(4, 1);
    insert_past(programme, {office::given(day("2026-12-31"), {0})});
    programme.members[2].away.push_back({day("2027-01-01"), day("2027-02-01")});
    const auto plan = make_plan(programme, day("2027-01-07"), {.explained = kEverybody});
    std::vector<std::string> told;
    for (const auto& one : plan.choices[0].considered) {
        told.push_back(programme.members[one.member].name + " " + render_verdict(programme, one));
    }
    CHECK(told == std::vector<std::string>{"B chosen: balance -0.25, no talk yet", "C away until 2027-02-01",
                                           "D could: balance -0.25, no talk yet",
                                           "A could: balance 0.75, last talk 2026-12-31"});
    CHECK(make_plan(programme, day("2027-01-07")).choices[0].considered.empty());
}

TEST_CASE("an old debt is worked off, but never against the gap") {
    auto programme = lunches(3, 6);
    programme.series[0].rules.min_gap_days = 14;
    std::vector<Slot> past;
    for (int week = 0; week < 12; ++week) {
        past.push_back(
            office::given(day("2026-09-03") + std::chrono::days{7 * week}, {week % 2 == 0 ? 0U : 1U}));
    }
    insert_past(programme, past);
    CHECK(plan_names(programme) == "C A C B C A");
}

TEST_CASE("the same programme gives the same plan, in whatever order its absences come") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        auto programme = office::random_programme(seed, {12, 30, 2, true, true, true});
        const Date from = day("2026-07-01");
        const auto first =
            transcript(programme, make_plan(programme, from, {.explained = kEverybody, .effort = kQuick}));
        REQUIRE(transcript(programme,
                           make_plan(programme, from, {.explained = kEverybody, .effort = kQuick})) == first);
        for (auto& member : programme.members) std::reverse(member.away.begin(), member.away.end());
        REQUIRE(transcript(programme,
                           make_plan(programme, from, {.explained = kEverybody, .effort = kQuick})) == first);
    }
}

TEST_CASE("nothing to plan is a plan") {
    CHECK(make_plan({}, day("2027-01-07")).choices.empty());
    CHECK(make_plan(lunches(3, 3), day("2028-01-01")).choices.empty());
    const auto plan = make_plan(lunches(0, 1), day("2027-01-07"));
    CHECK(plan.choices[0].reason == "nobody in the pool");
}

TEST_CASE("who gave somebody else's turn is asked as if both had given their own") {
    auto programme = lunches(2, 4);
    programme.slots[0] = office::given(day("2027-01-07"), {1});
    programme.slots[0].credited = {0};
    programme.slots[1].state = SlotState::fixed;
    programme.slots[1].presenters = {0};
    CHECK(plan_names(programme, day("2027-01-08")) == "A B B");  // without anything in return
    programme.slots[1].credited = {1};
    CHECK(plan_names(programme, day("2027-01-08")) == "A B A");
    const auto plan = make_plan(programme, day("2027-01-08"));
    const auto after = office::accounts_after(programme, plan);
    CHECK(after[0].balance() == after[1].balance());
}

TEST_CASE("what another plan filled is offered in exchange, and stays") {
    auto programme = lunches(3, 2);
    programme.slots[1].state = SlotState::fixed;
    programme.slots[1].presenters = {1};
    const auto ask = [&] {
        const auto plan = make_plan(programme, day("2027-01-07"), {.explained = kEverybody});
        REQUIRE(names_of(programme, plan) == "A B");
        return plan.choices[0].considered[1];
    };
    auto seen = ask();
    REQUIRE(seen.member == 1);
    CHECK_FALSE(seen.exchange);
    CHECK(seen.worse == Level::fairness);
    programme.slots[1].may_be_exchanged = true;
    seen = ask();
    CHECK(seen.exchange == 1U);
    CHECK(seen.worse == Level::changes);
    CHECK(seen.by == 1);
    CHECK(seen.why == "what was planned stays (in exchange for " + programme.slots[1].name +
                          "): balance 0.00, no talk yet");
}

TEST_CASE("of who is not there but stays it is said why") {
    auto programme = lunches(2, 2);
    programme.slots[0].state = SlotState::fixed;
    programme.slots[0].presenters = {0};
    programme.slots[1].state = SlotState::fixed;
    programme.slots[1].presenters = {1};
    programme.members[0].away = {{day("2027-01-01"), day("2027-01-10")}};
    programme.members[1].here.last = day("2027-01-08");
    const auto plan = make_plan(programme, day("2027-01-07"));
    CHECK(plan.choices[0].reason == "fixed; A: away until 2027-01-10");
    CHECK(plan.choices[1].reason == "fixed; B: left on 2027-01-08");
}

TEST_CASE("sessions that only one way through tight rules can fill are filled") {
    auto programme = office::weekly(4, 10, day("2027-01-06"));
    for (std::size_t i = 0; i < 4; ++i) programme.members[i].team = i < 3 ? "X" : "Y";
    auto& rules = programme.series[0].rules;
    rules.min_gap_days = 14;
    rules.team_run = 1;
    programme.members[0].away = {{day("2027-03-03"), day("2027-03-03")}};
    programme.members[1].away = {{day("2027-02-17"), day("2027-02-24")}};
    programme.members[2].away = {{day("2027-01-13"), day("2027-01-27")}};
    programme.members[3].away = {{day("2027-03-10"), day("2027-03-10")}};
    const auto plan = make_plan(programme, day("2027-01-06"));
    CAPTURE(names_of(programme, plan));
    CHECK(plan.open == 0);
    CHECK(office::breaches(office::with(programme, plan), day("2027-01-06")).empty());
}
