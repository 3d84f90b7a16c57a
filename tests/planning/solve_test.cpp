#include "planning/solve.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include <catch2/catch.hpp>

#include "instance.h"
#include "office.h"
#include "referee.h"

using namespace tiffin;
using namespace tiffin::planning;
using office::day;

namespace {

const Date kFrom = day("2026-07-01");

DateRange horizon_of(const Programme& programme) {
    return {kFrom, programme.slots.back().date};
}

/// Topics, pins and announcements for a programme that has none.
void add_wishes(Programme& programme, office::Dice& dice, std::size_t topics, bool has_fixed) {
    programme.topics.clear();
    for (std::size_t i = 0; i < topics; ++i) {
        TopicInPlan topic;
        for (std::size_t person = 0; person < programme.members.size(); ++person) {
            if (dice.roll(3) == 0) topic.presenters.push_back(person);
        }
        topic.votes = static_cast<int>(dice.roll(9));
        topic.format = std::string(1, static_cast<char>('a' + dice.roll(3)));
        topic.tag = std::string(1, static_cast<char>('a' + dice.roll(4)));
        programme.topics.push_back(topic);
    }
    std::vector<char> is_pinned(topics, 0);
    for (auto& slot : programme.slots) {
        slot.topic.reset();
        if (slot.date < kFrom) continue;
        slot.state = SlotState::open;
        slot.presenters.clear();
        const std::size_t topic = dice.roll(topics);
        const std::size_t roll = dice.roll(has_fixed ? 9 : 8);
        if (roll == 8) {
            slot.state = SlotState::fixed;
            slot.presenters = {dice.roll(programme.members.size())};
            const std::size_t other = dice.roll(programme.members.size());
            if (other != slot.presenters.front() && dice.roll(3) == 0) slot.presenters.push_back(other);
            if (is_pinned[topic] != 0) continue;
            slot.topic = topic;
            programme.topics[topic].given = true;
            is_pinned[topic] = 1;
        }
        if (roll < 2) slot.announced = {dice.roll(programme.members.size()), topic};
        if (roll != 2) continue;
        slot.pinned.presenter = dice.roll(programme.members.size());
        if (dice.roll(2) == 0 && is_pinned[topic] == 0) {
            slot.pinned.topic = topic;
            is_pinned[topic] = 1;
        }
    }
}

Programme random_wishes(std::uint64_t seed) {
    office::Spice spice{4 + seed % 12, 6 + seed % 24, 1 + seed % 3};
    spice.has_rules = seed % 4 != 0;
    spice.has_past = seed % 2 == 0;
    auto programme = office::random_programme(seed, spice);
    office::Dice dice(seed + 1000);
    add_wishes(programme, dice, spice.slots * 3 / 2, true);
    for (auto& series : programme.series) {
        series.rules.soft_gap_days = 2 * series.rules.min_gap_days;
        series.rules.topic_required = dice.roll(3) != 0;
    }
    return programme;
}

LevelOrder random_order(office::Dice& dice) {
    LevelOrder order = office::reference_order();
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice.roll(i)]);
    return order;
}

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

/// Tries every plan there is.
class Exhaustion {
  public:
    Exhaustion(const Programme& programme, LevelOrder order)
        : programme_(programme),
          order_(std::move(order)),
          sessions_(programme.slots.size()),
          duties_(sessions_) {
        try_from(0);
    }

    [[nodiscard]] const office::Verdict& best() const { return best_; }
    [[nodiscard]] bool is_better_than(const office::Verdict& other) const { return is_less(best_, other); }

  private:
    bool is_less(const office::Verdict& one, const office::Verdict& other) const {
        if (one.open != other.open) return one.open < other.open;
        for (const Level level : order_) {
            const bool is_fairness = level == Level::fairness;
            const auto mine = is_fairness ? one.sum_of_squares : one.levels[index_of(level)];
            const auto theirs = is_fairness ? other.sum_of_squares : other.levels[index_of(level)];
            if (mine != theirs) return mine < theirs;
        }
        return false;
    }

    void try_from(std::size_t session) {
        if (session == sessions_) {
            const auto verdict = office::judge(programme_, horizon_of(programme_), duties_);
            if (verdict.breaches.empty() && (is_first_ || is_less(verdict, best_))) best_ = verdict;
            is_first_ = is_first_ && !verdict.breaches.empty();
            return;
        }
        duties_[session] = {};
        try_from(session + 1);
        for (Index topic = 0; topic < programme_.topics.size(); ++topic) {
            for (const std::size_t person : programme_.topics[topic].presenters) {
                duties_[session] = {static_cast<Index>(person), topic};
                try_from(session + 1);
            }
        }
    }

    const Programme& programme_;
    LevelOrder order_;
    std::size_t sessions_;
    std::vector<Duty> duties_;
    office::Verdict best_;
    bool is_first_ = true;
};

Programme tiny_programme(std::uint64_t seed) {
    office::Dice dice(seed);
    auto programme = office::weekly(3 + dice.roll(2), 4, kFrom);
    for (auto& member : programme.members) {
        member.team = dice.roll(2) == 0 ? "red" : "blue";
        if (dice.roll(3) == 0) member.away = {{kFrom, kFrom + std::chrono::days{dice.roll(20)}}};
        if (dice.roll(3) == 0) member.max_per_year = 1;
        if (dice.roll(4) == 0) member.on_duty = {kFrom + std::chrono::days{7}};
    }
    auto& rules = programme.series[0].rules;
    rules.min_gap_days = static_cast<int>(dice.roll(3)) * 7;
    rules.soft_gap_days = 2 * rules.min_gap_days;
    rules.team_run = static_cast<int>(dice.roll(3));
    rules.topic_required = true;
    add_wishes(programme, dice, 6, false);
    return programme;
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
        if (Exhaustion(programme, office::reference_order()).is_better_than(verdict)) ++missed;
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
        const auto best = Exhaustion(programme, office::reference_order()).best();
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
        if (Exhaustion(programme, order).is_better_than(verdict)) ++missed;
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
