#include "planning/dive.h"

#include <catch2/catch.hpp>

#include "instance.h"
#include "planning/bounds.h"
#include "planning/first_draft.h"
#include "planning/solve.h"
#include "referee.h"
#include "wishes.h"

using namespace tiffin;
using namespace tiffin::planning;

TEST_CASE("plans by prices keep the hard rules, whichever level they are for") {
    int made = 0;
    int better = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        office::Dice dice(seed);
        const auto programme = office::random_wishes(seed);
        const auto order = seed % 3 == 0 ? usual_order() : office::random_order(dice);
        const Problem problem = pose(programme, office::horizon_of(programme), order);
        Draft best(problem);
        fill(problem, best);
        Dives dives(problem, order, seed);
        for (int i = 0; i < 12; ++i) {
            CAPTURE(i);
            const auto draft = dives.next(best, Bounds(problem, order).of(best.score()), 20'000);
            if (!draft) break;
            const auto verdict = office::judge(programme, office::horizon_of(programme), draft->duties());
            REQUIRE(verdict.breaches == std::vector<std::string>{});
            REQUIRE(verdict.open == draft->score().open);
            ++made;
            if (!is_better(draft->score(), best.score(), order)) continue;
            ++better;
            best = *draft;
        }
    }
    CHECK(made > 200);
    CHECK(better > 40);
}

/// Exchanges alone end 3 … 29 % above the proven optimum of demand.
TEST_CASE("prices lead close to the optimum where exchanges take long") {
    const auto [programme, horizon] = office::read_instance(TESTS_FOLDER "/planning/instances/r07");
    const Problem problem = pose(programme, horizon, office::reference_order());
    int close = 0;
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
        CAPTURE(seed);
        const auto solution = solve(problem, office::reference_order(), {500'000, seed});
        CHECK(solution.score[Level::changes] == 2);
        CHECK(solution.score[Level::spread] <= 13);
        CHECK(solution.score[Level::variety] <= 2);
        CHECK(solution.score[Level::demand] <= 16'027);  // 10 % above
        const bool is_fair = solution.score[Level::fairness] == -109'440'274;
        if (is_fair && solution.score[Level::demand] <= 15'298) ++close;  // 5 %
    }
    CHECK(close >= 2);
}
