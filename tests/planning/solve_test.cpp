#include "planning/solve.h"

#include <algorithm>
#include <cstdlib>

#include <catch2/catch.hpp>

#include "exhaustion.h"
#include "instance.h"
#include "office.h"
#include "referee.h"
#include "wishes.h"

using namespace tiffin;
using namespace tiffin::planning;
using office::horizon_of;
using office::random_order;
using office::random_wishes;
using office::tiny_programme;

namespace {

void check_score(const Programme& programme, const Problem& problem, const Solution& solution) {
    const auto verdict = office::judge(programme, horizon_of(programme), solution.duties);
    REQUIRE(verdict.breaches == std::vector<std::string>{});
    REQUIRE(solution.score.open == verdict.open);
    const auto inexact = kTurn * static_cast<std::int64_t>(programme.members.size());
    REQUIRE(std::abs(office::squares_of(problem, solution.score) - verdict.sum_of_squares) <= inexact);
    for (const Level level : {Level::changes, Level::spread, Level::variety, Level::demand}) {
        CAPTURE(index_of(level));
        REQUIRE(solution.score[level] == verdict.levels[index_of(level)]);
    }
}

}  // namespace

TEST_CASE("plans keep the hard rules and are worth what they say") {
    for (std::uint64_t seed = 1; seed <= 80; ++seed) {
        CAPTURE(seed);
        office::Dice dice(seed);
        const auto programme = random_wishes(seed);
        const Problem problem = pose(programme, horizon_of(programme), office::reference_order());
        check_score(programme, problem, solve(problem, random_order(dice), {20'000, seed}));
    }
}

TEST_CASE("no plan is better than its bounds") {
    int proven = 0;
    for (std::uint64_t seed = 1; seed <= 80; ++seed) {
        CAPTURE(seed);
        const auto programme = random_wishes(seed);
        const Problem problem = pose(programme, horizon_of(programme), office::reference_order());
        const auto solution = solve(problem, office::reference_order(), {20'000, seed});
        REQUIRE(solution.score.open >= solution.bound.open);
        for (const Level level : office::reference_order())
            REQUIRE(solution.score[level] >= solution.bound[level]);
        if (solution.is_proven(Level::fairness, office::reference_order())) ++proven;
    }
    CHECK(proven > 5);
}

TEST_CASE("steadiness tells whether somebody's balance ever reaches a full turn") {
    int steady = 0;
    int unsteady = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        CAPTURE(seed);
        auto programme = office::random_programme(seed, {3 + seed % 9, 8 + seed % 30, 1 + seed % 2});
        const Problem problem = pose(programme, horizon_of(programme), usual_order());
        const LevelOrder order = seed % 2 == 0 ? usual_order() : LevelOrder{Level::fairness};
        const auto solution = solve(problem, order, {2'000, seed});
        if (solution.score.open > 0) continue;
        for (std::size_t i = 0; i < problem.sessions.size(); ++i)
            programme.slots[problem.sessions[i].slot].presenters = {solution.duties[i].presenter};
        const bool is_steady = office::worst_prefix(programme) < kTurn;
        REQUIRE((solution.score[Level::steadiness] == 0) == is_steady);
        ++(is_steady ? steady : unsteady);
    }
    CHECK(steady > 20);
    CHECK(unsteady > 20);
}

/// Of 40 programmes so many may be missed: the search proves nothing, and where a minimum gap and a team's
/// run leave no way by few changes it can end short of the best.
TEST_CASE("tiny programmes are planned as well as can be") {
    int missed = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        const auto programme = tiny_programme(seed);
        const Problem problem = pose(programme, horizon_of(programme), office::reference_order());
        const auto solution = solve(problem, office::reference_order(), {50'000, seed});
        check_score(programme, problem, solution);
        const auto verdict = office::judge(programme, horizon_of(programme), solution.duties);
        if (office::is_better(office::Exhaustion(programme).best(office::reference_order()), verdict,
                              office::reference_order()))
            ++missed;
    }
    CHECK(missed <= 1);
}

TEST_CASE("what is said to be proven is so") {
    int proven = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        const auto programme = tiny_programme(seed);
        const Problem problem = pose(programme, horizon_of(programme), office::reference_order());
        const auto solution = solve(problem, office::reference_order(), {5'000, seed});
        const auto best = office::Exhaustion(programme).best(office::reference_order());
        REQUIRE(best.open >= solution.bound.open);
        if (best.open != solution.bound.open) continue;
        REQUIRE(best.levels[index_of(Level::changes)] >= solution.bound[Level::changes]);
        if (!solution.is_proven(Level::fairness, office::reference_order())) continue;
        ++proven;
        REQUIRE(best.levels[index_of(Level::changes)] == solution.score[Level::changes]);
        REQUIRE(best.sum_of_squares == office::squares_of(problem, solution.score));
    }
    CHECK(proven > 10);
}

TEST_CASE("the order of the levels decides what is given up for what") {
    int missed = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        office::Dice dice(seed);
        const auto programme = tiny_programme(seed);
        const auto order = random_order(dice);
        const auto solution =
            solve(pose(programme, horizon_of(programme), office::reference_order()), order, {50'000, seed});
        const auto verdict = office::judge(programme, horizon_of(programme), solution.duties);
        if (office::is_better(office::Exhaustion(programme).best(order), verdict, order)) ++missed;
    }
    CHECK(missed <= 2);  // the stages are made for the usual order
}

TEST_CASE("reference instances reach their optimum on every level") {
    struct Optimum {
        std::string name;
        std::vector<double> levels;  ///< in the order of the reference
    };
    for (const auto& [name, levels] :
         {Optimum{"r01", {1, 20.948333, 6, 4, 1711}}, Optimum{"r03", {2, 26.28889, 5, 6, 5834}}}) {
        CAPTURE(name);
        const auto [programme, horizon] = office::read_instance(TESTS_FOLDER "/planning/instances/" + name);
        const Problem problem = pose(programme, horizon, office::reference_order());
        const auto solution = solve(problem, office::reference_order(), {2'500'000});
        const auto verdict = office::judge(programme, horizon, solution.duties);
        CHECK(verdict.breaches == std::vector<std::string>{});
        CHECK(verdict.open == 0);
        for (std::size_t rank = 0; rank < levels.size(); ++rank) {
            CAPTURE(rank);
            const Level level = office::reference_order()[rank];
            const double value = level == Level::fairness
                                     ? static_cast<double>(verdict.sum_of_squares) / 1e12
                                     : static_cast<double>(verdict.levels[index_of(level)]);
            CHECK(value == Approx(levels[rank]).margin(1e-5));
        }
    }
}

/// 25 is proven; exchanges of two or three sessions alone end at 26 … 30.
TEST_CASE("spread comes within one turn of its optimum at 50 people, whatever the seed") {
    const auto [programme, horizon] = office::read_instance(TESTS_FOLDER "/planning/instances/r11");
    const Problem problem = pose(programme, horizon, office::reference_order());
    for (const std::uint64_t seed : {1U, 3U}) {
        CAPTURE(seed);
        const auto solution = solve(problem, office::reference_order(), {1'000'000, seed});
        CHECK(solution.is_proven(Level::fairness, office::reference_order()));
        CHECK(solution.score[Level::spread] <= 26);
    }
}

TEST_CASE("the same seed gives the same plan, and another one may not") {
    const auto [programme, horizon] = office::read_instance(TESTS_FOLDER "/planning/instances/r03");
    const Problem problem = pose(programme, horizon, office::reference_order());
    const auto plan = [&](std::uint64_t seed) {
        return solve(problem, office::reference_order(), {20'000, seed}).duties;
    };
    CHECK(plan(1) == plan(1));
    bool differs = false;
    for (std::uint64_t seed = 2; seed < 6; ++seed) differs = differs || plan(seed) != plan(1);
    CHECK(differs);
}
