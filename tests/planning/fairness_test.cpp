#include "planning/fairness.h"

#include <catch2/catch.hpp>

#include "office.h"

using namespace tiffin;
using namespace tiffin::planning;
using office::day;

namespace {

bool all_slots(const Slot&) {
    return true;
}

Programme random_programme(std::uint64_t seed) {
    office::Dice dice(seed);
    auto programme = office::weekly(3 + dice.roll(10), 5 + dice.roll(40), day("2026-01-05"), 3);
    for (auto& member : programme.members) {
        const auto random_day = [&] {
            return day("2025-12-20") + std::chrono::days{static_cast<int>(dice.roll(160))};
        };
        if (dice.roll(3) == 0) member.here.first = random_day();
        if (dice.roll(4) == 0) member.here.last = random_day();
        for (std::size_t i = dice.roll(4); i > 0; --i) {
            const Date first = random_day();
            member.away.push_back({first, first + std::chrono::days{static_cast<int>(dice.roll(30)) - 2}});
        }
    }
    programme.series.push_back(programme.series[0]);
    programme.series.push_back(programme.series[0]);
    programme.series[1].pool.pop_back();
    programme.series[1].rules.co_presenter_turn = CoPresenterTurn::full;
    for (auto& slot : programme.slots) {
        slot.series = dice.roll(3);
        slot.state = dice.roll(6) == 0 ? SlotState::off : SlotState::given;
        for (std::size_t i = dice.roll(4); i > 0; --i)
            slot.presenters.push_back(dice.roll(programme.members.size()));
    }
    return programme;
}

}  // namespace

TEST_CASE("members who are present owe equal parts of each session") {
    auto programme = office::weekly(4, 2, day("2027-01-07"));
    programme.members[3].away.push_back({day("2027-01-14"), day("2027-01-14")});
    programme.slots[0].presenters = {0};
    programme.slots[1].presenters = {1};
    const auto found = accounts(programme, all_slots);
    CHECK(found[0].turns == kTurn);
    CHECK(found[0].share == kTurn / 4 + kTurn / 3);
    CHECK(found[3].share == kTurn / 4);
    CHECK(found[3].balance() == -kTurn / 4);
}

TEST_CASE("a session without presenters, called off or not counted owes nothing") {
    auto programme = office::weekly(2, 3, day("2027-01-07"));
    programme.slots[1].presenters = {0};
    programme.slots[1].state = SlotState::off;
    programme.slots[2].presenters = {1};
    const auto found = accounts(programme, [](const Slot& slot) { return slot.date < day("2027-01-21"); });
    CHECK(found[0].balance() == 0);
    CHECK(found[1].share == 0);
}

TEST_CASE("joiners start at zero and leavers stop owing") {
    auto programme = office::weekly(3, 3, day("2027-01-07"));
    programme.members[1].here.first = day("2027-01-14");
    programme.members[2].here.last = day("2027-01-14");
    for (auto& slot : programme.slots) slot.presenters = {0};
    const auto found = accounts(programme, all_slots);
    CHECK(found[1].share == kTurn / 3 + kTurn / 2);
    CHECK(found[2].share == kTurn / 2 + kTurn / 3);
}

TEST_CASE("a presenter from outside the pool gets the turn but owes nothing") {
    auto programme = office::weekly(3, 1, day("2027-01-07"));
    programme.series[0].pool = {0, 1};
    programme.slots[0].presenters = {2};
    const auto found = accounts(programme, all_slots);
    CHECK(found[2].balance() == kTurn);
    CHECK(found[0].share == kTurn / 2);
}

TEST_CASE("co-presenters split a turn or each get one") {
    auto programme = office::weekly(4, 1, day("2027-01-07"));
    programme.slots[0].presenters = {0, 1, 2};
    auto found = accounts(programme, all_slots);
    CHECK(found[0].turns == kTurn / 3);
    CHECK(found[3].share == kTurn / 4);
    programme.series[0].rules.co_presenter_turn = CoPresenterTurn::full;
    found = accounts(programme, all_slots);
    CHECK(found[0].turns == kTurn);
    CHECK(found[3].share == 3 * kTurn / 4);
}

TEST_CASE("the turn of an exchanged duty is theirs who had it") {
    auto programme = office::weekly(3, 2, day("2027-01-07"));
    programme.slots[0].presenters = {1};
    programme.slots[0].credited = {0};
    programme.slots[1].presenters = {0};
    programme.slots[1].credited = {1};
    auto found = accounts(programme, [](const Slot& slot) { return slot.date < day("2027-01-14"); });
    CHECK(found[0].turns == kTurn);
    CHECK(found[1].turns == 0);
    found = accounts(programme, all_slots);
    CHECK(found[0].balance() == found[1].balance());
    const auto more = exchanged_turns(programme, [](const Slot& s) { return s.date > day("2027-01-07"); });
    CHECK(more == std::vector<MicroTurns>{-kTurn, kTurn, 0});
}

TEST_CASE("accounts by sweeps equal accounts slot by slot") {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const auto programme = random_programme(seed);
        const auto found = accounts(programme, all_slots);
        const auto plain = office::plain_accounts(programme, programme.slots.size());
        CAPTURE(seed);
        for (std::size_t i = 0; i < plain.size(); ++i) {
            REQUIRE(found[i].turns == plain[i].turns);
            REQUIRE(found[i].share == plain[i].share);
        }
    }
}

TEST_CASE("the last and the next turn lie on either side of a day") {
    auto programme = office::weekly(3, 4, day("2027-01-07"));
    programme.slots[0].presenters = {0};
    programme.slots[1].presenters = {0, 1};
    programme.slots[2].presenters = {1};
    programme.slots[2].state = SlotState::off;
    programme.slots[3].presenters = {1};
    const auto turns = turn_dates(programme, day("2027-01-14"));
    CHECK(turns[0].last == day("2027-01-07"));
    CHECK(turns[0].next == day("2027-01-14"));
    CHECK_FALSE(turns[1].last);
    CHECK(turns[1].next == day("2027-01-14"));
    CHECK_FALSE((turns[2].last || turns[2].next));
    CHECK(turn_dates(programme, day("2027-01-15"))[1].next == day("2027-01-28"));
}

TEST_CASE("the worst balance stands beside its bound") {
    const std::vector<Account> found{{0, 300'000}, {kTurn, 170'000}, {0, 830'000}, {9 * kTurn, 0}};
    const auto worst = worst_balance(found, {0, 1, 2});
    REQUIRE(worst);
    CHECK(worst->member == 1);
    CHECK(render_turns(worst->balance) == "0.83");
    CHECK(render_turns(balance_bound(12)) == "0.92");
    CHECK(balance_bound(1) == 0);
    CHECK_FALSE(worst_balance(found, {}));
}

TEST_CASE("turns are written with two decimals") {
    CHECK(render_turns(0) == "0.00");
    CHECK(render_turns(-4'999) == "0.00");
    CHECK(render_turns(-5'000) == "-0.01");
    CHECK(render_turns(1'995'000) == "2.00");
    CHECK(render_turns(-630'000) == "-0.63");
}
