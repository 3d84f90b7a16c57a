#include "planning/bound/price_bound.h"

#include <catch2/catch.hpp>

#include "exhaustion.h"
#include "instance.h"
#include "planning/bounds.h"
#include "planning/solve.h"
#include "wishes.h"

using namespace tiffin;
using namespace tiffin::planning;
using office::Exhaustion;

namespace {

constexpr std::uint64_t kWork = 30'000;

/// What is known of any plan without a look at it.
Score nothing_known(const Problem& problem) {
    Score score;
    score[Level::fairness] = -sum_of_squares(problem, 0);
    return score;
}

Score score_of(const Problem& problem, const office::Verdict& verdict) {
    Score score;
    score.open = verdict.open;
    score.levels = verdict.levels;
    score[Level::fairness] = verdict.sum_of_squares;
    for (const auto& person : problem.people) score[Level::fairness] -= person.balance * person.balance;
    score[Level::fairness] /= kTurn;
    return score;
}

/// True if `one` is as good as `other` on all levels before `level`, and leaves as many open.
bool is_as_good(const Score& one, const Score& other, const LevelOrder& order, Level level) {
    if (one.open > other.open) return false;
    for (const Level before : order) {
        if (before == level) break;
        if (one[before] > other[before]) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("no plan of all that there are is better than the bounds that prices give") {
    int raised = 0;
    int reached = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        office::Dice dice(seed);
        const auto programme = office::tiny_programme(seed);
        const Problem problem = pose(programme, office::horizon_of(programme), office::reference_order());
        const auto order = seed % 2 == 0 ? office::reference_order() : office::random_order(dice);
        const Exhaustion all(programme);
        for (int i = 0; i < 4; ++i) {
            const auto& verdict = i == 0 ? all.best(order) : all.verdicts()[dice.roll(all.verdicts().size())];
            const Score score = score_of(problem, verdict);
            const Score known = nothing_known(problem);
            const Score bound = bound_by_prices(problem, order, score, known, kWork).score;
            for (const Level level : order) {
                CAPTURE(to_string(level));
                for (const auto& other : all.verdicts()) {
                    const Score one = score_of(problem, other);
                    if (is_as_good(one, score, order, level)) REQUIRE(one[level] >= bound[level]);
                }
                REQUIRE(bound[level] >= known[level]);
                if (bound[level] > known[level]) ++raised;
                if (i == 0 && bound[level] > known[level] && bound[level] == score[level]) ++reached;
            }
        }
    }
    CHECK(raised > 200);
    CHECK(reached > 50);
}

TEST_CASE("no plan that a search finds is better than the bounds of another") {
    int compared = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        office::Dice dice(seed);
        const auto programme = office::random_wishes(seed);
        const auto& order = seed % 3 == 0 ? usual_order() : office::random_order(dice);
        const Problem problem = pose(programme, office::horizon_of(programme), order);
        std::vector<Score> scores;
        for (const std::uint64_t moves : {0U, 300U, 3'000U, 20'000U})
            scores.push_back(solve(problem, order, {moves, seed}).score);
        for (const Score& score : scores) {
            const Score bound = bound_by_prices(problem, order, score, nothing_known(problem), kWork).score;
            for (const Level level : order) {
                CAPTURE(to_string(level));
                for (const Score& other : scores) {
                    if (!is_as_good(other, score, order, level)) continue;
                    REQUIRE(other[level] >= bound[level]);
                    ++compared;
                }
            }
        }
    }
    CHECK(compared > 500);
}

/// Of r07 an exact solver proves 13 close turns, 1 repeat and 14570 in 69 s.
TEST_CASE("prices prove, or nearly prove, what is optimal") {
    struct Known {
        std::string name;
        Score best;
        Score least;  ///< that the bounds reach
    };
    const auto levels = [](std::int64_t changes, std::int64_t spread, std::int64_t variety,
                           std::int64_t demand) {
        Score score;
        score[Level::changes] = changes;
        score[Level::spread] = spread;
        score[Level::variety] = variety;
        score[Level::demand] = demand;
        return score;
    };
    for (auto [name, best, least] : {Known{"r01", levels(1, 6, 4, 1711), levels(1, 6, 3, 1600)},
                                     Known{"r03", levels(2, 5, 6, 5834), levels(2, 5, 5, 4500)},
                                     Known{"r07", levels(2, 13, 1, 14570), levels(2, 12, 0, 13800)}}) {
        CAPTURE(name);
        const auto [programme, horizon] = office::read_instance(TESTS_FOLDER "/planning/instances/" + name);
        const Problem problem = pose(programme, horizon, office::reference_order());
        // A short search reaches the fairness that is optimal.
        best[Level::fairness] = solve(problem, office::reference_order(), {300'000}).score[Level::fairness];
        const Score bound =
            bound_by_prices(problem, office::reference_order(), best, nothing_known(problem), 3'000'000)
                .score;
        for (const Level level : office::reference_order()) {
            CAPTURE(to_string(level), bound[level]);
            if (level != Level::fairness) CHECK(bound[level] >= least[level]);
            CHECK(bound[level] <= best[level]);
        }
    }
}

namespace {

/// Small enough to try all its plans, with everything that a programme can have.
class SmallProgramme {
  public:
    explicit SmallProgramme(std::uint64_t seed) : dice_(seed) {}

    Programme make() {
        add_members();
        for (std::size_t i = 0; i < 1 + dice_.roll(2); ++i) add_series();
        add_topics();
        for (std::size_t week = dice_.roll(4); week > 0; --week) add_past(week);
        const int every = chance(3) ? 1 : chance(3) ? 120 : 7;
        for (int i = 0; i < 6 && seats_ < 3; ++i) add_slots(kFrom + std::chrono::days{every * i});
        return programme_;
    }

    static inline const Date kFrom = office::day("2026-10-01");

  private:
    bool chance(std::size_t sides) { return dice_.roll(sides) == 0; }
    std::string word(std::size_t sides) { return chance(4) ? "" : std::string(1, "abc"[dice_.roll(sides)]); }
    std::size_t anybody() { return dice_.roll(programme_.members.size()); }
    Date soon() { return kFrom + std::chrono::days{dice_.roll(30)}; }

    void add_members() {
        programme_.members = office::people(2 + dice_.roll(3));
        for (auto& member : programme_.members) {
            member.team = word(2);
            if (chance(4)) member.here.first = soon() - std::chrono::days{10};
            const Date away = soon();
            if (chance(4)) member.away = {{away, away + std::chrono::days{dice_.roll(15)}}};
            if (chance(3)) member.max_per_year = static_cast<int>(dice_.roll(3));
            if (chance(5)) member.on_duty = {soon()};
            if (chance(5)) member.rejoined = {soon()};
        }
    }

    void add_series() {
        SeriesInPlan series;
        for (std::size_t i = 0; i < programme_.members.size(); ++i) {
            if (!chance(5)) series.pool.push_back(i);
        }
        auto& rules = series.rules;
        rules.min_gap_days = static_cast<int>(dice_.roll(3) * 7 + dice_.roll(2));
        rules.soft_gap_days = rules.min_gap_days * static_cast<int>(dice_.roll(3));
        if (chance(3)) rules.max_per_year = static_cast<int>(1 + dice_.roll(2));
        rules.team_run = static_cast<int>(dice_.roll(3));
        rules.newcomer_weeks = chance(4) ? static_cast<int>(dice_.roll(4)) : 0;
        rules.topic_required = chance(2);
        rules.presenters = chance(3) ? static_cast<int>(2 + dice_.roll(2)) : 1;
        rules.co_presenter_turn = chance(3) ? CoPresenterTurn::full : CoPresenterTurn::split;
        programme_.series.push_back(series);
    }

    void add_topics() {
        for (std::size_t i = dice_.roll(5); i > 0; --i) {
            TopicInPlan topic;
            for (std::size_t person = 0; person < programme_.members.size(); ++person) {
                if (chance(2)) topic.presenters.push_back(person);
            }
            topic.votes = static_cast<int>(chance(3) ? dice_.roll(1000) : dice_.roll(9));
            topic.format = word(2);
            topic.tag = word(2);
            programme_.topics.push_back(topic);
        }
        is_used_.assign(programme_.topics.size(), 0);
    }

    void add_past(std::size_t week) {
        for (std::size_t series = 0; series < programme_.series.size(); ++series) {
            Slot slot = office::given(kFrom - std::chrono::days{7 * week}, {anybody()});
            slot.series = series;
            programme_.slots.push_back(slot);
        }
    }

    void add_slots(Date date) {
        for (std::size_t series = 0; series < programme_.series.size(); ++series) {
            Slot slot;
            slot.series = series;
            slot.date = date;
            slot.state = SlotState::open;
            const std::size_t topic = dice_.roll(std::max<std::size_t>(1, programme_.topics.size()));
            const bool has_topic = topic < programme_.topics.size() && is_used_[topic] == 0;
            const std::size_t roll = dice_.roll(10);
            if (roll < 2) {
                slot.state = roll == 0 ? SlotState::fixed : SlotState::kept;
                slot.presenters = {anybody()};
                if (has_topic && chance(2)) {
                    slot.topic = topic;
                    programme_.topics[topic].given = true;
                    is_used_[topic] = 1;
                }
            } else if (roll < 4) {
                slot.announced.presenter = anybody();
                if (has_topic) slot.announced.topic = topic;
            } else if (roll == 4 && has_topic) {
                slot.pinned.topic = topic;
                is_used_[topic] = 1;
            }
            if (chance(6)) slot.declined = {anybody()};
            programme_.slots.push_back(slot);
            if (slot.state != SlotState::fixed)
                seats_ += static_cast<std::size_t>(programme_.series[series].rules.presenters);
        }
    }

    office::Dice dice_;
    Programme programme_;
    std::vector<char> is_used_;  ///< by topic
    std::size_t seats_ = 0;
};

/// What every plan is worth that the draft allows.
std::vector<Score> all_scores(const Problem& problem, Draft& draft, Index session) {
    if (session == problem.sessions.size()) return {draft.score()};
    const auto& rules = problem.sessions[session];
    auto scores = all_scores(problem, draft, session + 1);
    if (rules.is_fixed || draft.lacks_lead(session)) return scores;
    for (Index person = 0; person < problem.people.size(); ++person) {
        if (!problem.may_take(person, session) || !draft.fits(session, person)) continue;
        std::vector<Index> topics{rules.pinned_topic};
        if (rules.pinned_topic == kNone && rules.seat == 0) {
            if (rules.needs_topic) topics.clear();
            for (const Index topic : problem.people[person].topics) {
                if (draft.holder(topic) == kNone) topics.push_back(topic);
            }
        }
        for (const Index topic : topics) {
            draft.place(session, {person, topic});
            const auto more = all_scores(problem, draft, session + 1);
            scores.insert(scores.end(), more.begin(), more.end());
            draft.clear(session);
        }
    }
    return scores;
}

}  // namespace

TEST_CASE("no bound is above what some plan reaches, whatever a programme has") {
    int raised = 0;
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        CAPTURE(seed);
        office::Dice dice(seed);
        const auto programme = SmallProgramme(seed).make();
        LevelOrder order = office::random_order(dice, usual_order());
        if (seed % 3 == 0) order.resize(1 + dice.roll(order.size()));
        const Problem problem = pose(programme, {SmallProgramme::kFrom, programme.slots.back().date}, order);
        Draft draft(problem);
        // Where what is fixed breaks gaps already, a draft allows more between than the rules do.
        bool breaks_gaps = false;
        for (Index person = 0; person < problem.people.size(); ++person)
            breaks_gaps = breaks_gaps || draft.near(person, kNone, kNone).broken > 0;
        if (breaks_gaps) continue;
        const auto scores = all_scores(problem, draft, 0);
        for (int i = 0; i < 3; ++i) {
            const Score& score = scores[dice.roll(scores.size())];
            const Score known = Bounds(problem, order).of(score);
            const Score bound = bound_by_prices(problem, order, score, known, kWork).score;
            for (const Level level : order) {
                CAPTURE(to_string(level));
                for (const Score& other : scores) {
                    if (other.open == score.open && is_as_good(other, score, order, level))
                        REQUIRE(other[level] >= bound[level]);
                }
                if (bound[level] > known[level]) ++raised;
            }
        }
    }
    CHECK(raised > 200);
}
