#include <cstdint>
#include <string>

#include <catch2/catch.hpp>

#include "instance.h"
#include "office.h"
#include "planning/rotation.h"
#include "planning/solve.h"

using namespace tiffin;
using namespace tiffin::planning;

/// The plans below are the same bytes whatever the compiler, its optimization and the machine: every build
/// that runs these tests checks that (on_every_compiler.sh beside them makes four). Whoever betters the
/// search changes them on purpose, and takes over the digests that the failures print, which must be the same
/// from each build.

namespace {

/// FNV-1a.
std::string digest(const std::string& text) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001B3U;
    std::string digits;
    for (unsigned shift = 64; shift > 0; shift -= 4)
        digits += "0123456789abcdef"[(hash >> (shift - 4)) & 15U];
    return digits;
}

std::string number(Index index) {
    return index == kNone ? "-" : std::to_string(index);
}

std::string solution_of(const std::string& instance) {
    const auto [programme, horizon] = office::read_instance(TESTS_FOLDER "/planning/instances/" + instance);
    const Problem problem = pose(programme, horizon, office::reference_order());
    const auto solution = solve(problem, office::reference_order(), {100'000, 7});
    std::string text;
    for (const Duty& duty : solution.duties) text += number(duty.presenter) + "," + number(duty.topic) + "\n";
    for (const Level level : office::reference_order())
        text += std::to_string(solution.score[level]) + "," + std::to_string(solution.bound[level]) + "\n";
    return digest(text);
}

/// With absences, rules, a past and plans to be kept; some co-present.
std::string plan_of(std::uint64_t seed) {
    office::Spice spice{10 + seed * 5, 20 + seed * 10, 1 + seed % 3};
    spice.has_rules = seed % 2 == 0;
    spice.has_past = true;
    spice.has_commitments = seed % 3 == 0;
    auto programme = office::random_programme(seed, spice);
    if (seed % 2 == 1) programme.series[0].rules.presenters = 2;
    PlanOptions options;
    options.explained = 3;
    options.effort = {500, 20'000};
    const auto plan = make_plan(programme, office::day("2026-07-01"), options);
    std::string text;
    for (const auto& choice : plan.choices) {
        text += std::to_string(choice.slot) + ":";
        for (const std::size_t member : choice.presenters) text += " " + std::to_string(member);
        for (const auto& one : choice.considered) text += "," + std::to_string(one.member);
        text += "\n";
    }
    for (const auto& account : office::accounts_after(programme, plan))
        text += std::to_string(account.balance()) + "\n";
    for (const auto& measure : plan.measures)
        text += std::to_string(measure.value) + "," + std::to_string(measure.bound) + "\n";
    return digest(text);
}

}  // namespace

TEST_CASE("every build makes the same plans of the reference instances, byte for byte") {
    CHECK(solution_of("r01") == "9e437139324a4ca8");
    CHECK(solution_of("r03") == "8ba66be4b1d1f8b6");
    CHECK(solution_of("r07") == "0f4a42fccfdb9c89");
    CHECK(solution_of("r11") == "e4786400bbd91aa2");
}

TEST_CASE("every build makes the same plans of random programmes, byte for byte") {
    CHECK(plan_of(1) == "7c749c64efbe095d");
    CHECK(plan_of(2) == "291e6a9e32133a7e");
    CHECK(plan_of(3) == "261a97b1680410a0");
    CHECK(plan_of(4) == "c2a9b91b7cf1143c");
}
