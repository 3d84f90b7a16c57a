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
        Date first = random_day();
        for (std::size_t i = dice.roll(3); i > 0; --i) {
            member.weights.push_back({first, static_cast<Hundredths>(dice.roll(200) + 1)});
            first += std::chrono::days{static_cast<int>(dice.roll(40)) + 1};
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

TEST_CASE("parts are owed by weight, from its day on") {
    auto programme = office::weekly(3, 2, day("2027-01-07"));
    programme.members[0].weights = {{day("2027-01-10"), 50}};
    programme.slots[0].presenters = {1};
    programme.slots[1].presenters = {2};
    const auto found = accounts(programme, all_slots);
    CHECK(found[0].share == kTurn / 3 + kTurn / 5);
    CHECK(found[1].share == kTurn / 3 + 2 * kTurn / 5);
}

TEST_CASE("balances come to nothing together, however many sessions have parts that are no whole numbers") {
    auto programme = office::weekly(7, 3000, day("2027-01-07"), 1);
    for (std::size_t i = 0; i < programme.slots.size(); ++i)
        programme.slots[i].presenters = {i % 7, (i + 3) % 7};
    programme.members[3].weights = {{day("2028-01-01"), 33}};
    programme.members[5].away = {{day("2029-01-01"), day("2029-03-01")}};
    MicroTurns sum = 0;
    for (const auto& account : accounts(programme, all_slots)) sum += account.balance();
    CHECK(std::abs(sum) <= 4);  // half a millionth of a turn for each person
}

TEST_CASE("whoever rejoins begins at zero, and others owe what they owed") {
    auto programme = office::weekly(3, 4, day("2027-01-07"));
    programme.members[1].away = {{day("2027-01-15"), day("2027-01-27")}};  // 1, 2 and not 3
    for (auto& slot : programme.slots) slot.presenters = {0};
    programme.slots[0].presenters = {1};
    const auto kept = accounts(programme, all_slots);
    programme.members[1].rejoined = {day("2027-01-28")};
    const auto anew = accounts(programme, all_slots);
    CHECK(anew[0].balance() == kept[0].balance());
    CHECK(anew[1].turns == kept[1].turns);
    CHECK(anew[1].share == kept[1].share);
    CHECK(anew[1].ended == kTurn - 2 * (kTurn / 3) - 1);
    CHECK(anew[1].balance() == -kTurn / 3);
    // Until then nothing is known of it.
    const auto counts = [](const Slot& slot) { return slot.date < day("2027-01-28"); };
    CHECK(accounts(programme, counts, day("2027-01-27"))[1].ended == 0);
    CHECK(accounts(programme, counts, day("2027-01-28"))[1].balance() == 0);
}

TEST_CASE("a session of the past is owed on the terms on which it was held") {
    auto programme = office::weekly(4, 2, day("2027-01-07"));
    programme.slots[0].presenters = {0, 1};
    programme.slots[1].presenters = {0, 1};
    programme.series[0].rules.co_presenter_turn = CoPresenterTurn::full;
    programme.series[0].pool = {0, 1};
    programme.terms = {{{0, 1, 2, 3}, CoPresenterTurn::split}};
    programme.slots[0].terms = 0;
    const auto found = accounts(programme, all_slots);
    CHECK(found[0].turns == kTurn / 2 + kTurn);
    CHECK(found[0].share == kTurn / 4 + kTurn);
    CHECK(found[3].share == kTurn / 4);
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
            REQUIRE(std::abs(found[i].share - plain[i].share) <=
                    static_cast<MicroTurns>(programme.slots.size()));
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
