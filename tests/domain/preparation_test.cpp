#include "domain/preparation.h"

#include <catch2/catch.hpp>

using namespace tiffin;
using namespace std::chrono;

namespace {

const Instant kStart = Date{2027y / February / 18} + 11h + 30min;

PreparedFacts facts(std::string format = {}) {
    return {.format = std::move(format), .start = kStart, .end = kStart + 1h};
}

std::vector<PreparationStep> plan(std::string_view text) {
    auto steps = parse_preparation(text);
    REQUIRE(steps.has_value());
    return *std::move(steps);
}

std::vector<std::string> names(const std::vector<StepOfSession>& steps) {
    std::vector<std::string> found;
    for (const auto& step : steps) found.push_back(step.name + (step.is_done ? "!" : ""));
    return found;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a plan is read as people write it") {
    CHECK(plan("title -21d presenter, slides -1d (talk workshop),link -1h organizer , photo +1d host") ==
          std::vector<PreparationStep>{{"title", -21 * 24h, StepOwner::presenter, {}},
                                       {"slides", -24h, StepOwner::presenter, {"talk", "workshop"}},
                                       {"link", -1h, StepOwner::organizer, {}},
                                       {"photo", 24h, StepOwner::host, {}}});
    CHECK(plan("none").empty());
    CHECK(names(preparation(plan("standard"), {}, facts("discussion"))) == Names{"title", "link"});
}

TEST_CASE("what is no plan is none") {
    for (const auto* text : {"", ",", "title", "title soon", "title 21d", "title -21d boss",
                             "title -21d presenter now", "title -1d, title -2d", "ti/tle -1d", "title -1d (",
                             "title -1d ()", "title -1d (talk) x", "title -1d )talk("}) {
        INFO(text);
        CHECK(!parse_preparation(text));
    }
}

TEST_CASE("steps stand in the order in which they are due, for topics of their formats") {
    const auto steps = plan("upload +2d, link -1h organizer, slides -1d (talk workshop), title -21d");
    CHECK(names(preparation(steps, {}, facts())) == Names{"title", "slides", "link", "upload"});
    CHECK(names(preparation(steps, {}, facts("workshop"))) == Names{"title", "slides", "link", "upload"});
    CHECK(names(preparation(steps, {}, facts("brainstorm"))) == Names{"title", "link", "upload"});
    const auto made = preparation(steps, {}, facts());
    CHECK(made[0].due == kStart - days{21});
    CHECK(made[0].deadline == kStart);
    CHECK(made[3].due == kStart + 1h + days{2});
    CHECK(made[3].deadline == kStart + 1h + days{16});
}

TEST_CASE("what is there is done by itself") {
    auto known = facts();
    known.has_topic = known.has_meeting = known.has_material = true;
    const auto steps = preparation(plan("upload +2d, link -1h, slides -1d, title -21d"), {}, known);
    CHECK(names(steps) == Names{"title!", "slides", "link!", "upload!"});
    CHECK(steps[0].is_by_itself);
}

TEST_CASE("a session has steps more, fewer, at other times, by others, and done") {
    const auto steps = plan("title -21d, slides -1d");
    CHECK(names(preparation(steps, {{"slides", StepState::done, {}, {}}}, facts())) ==
          Names{"title", "slides!"});
    CHECK(names(preparation(steps, {{"title", StepState::left_out, {}, {}}}, facts())) == Names{"slides"});
    CHECK(names(preparation(steps, {{"cups", StepState::open, -48h, StepOwner::host}}, facts())) ==
          Names{"title", "cups", "slides"});
    const auto later = preparation(steps, {{"title", StepState::open, 1h, StepOwner::organizer}}, facts());
    CHECK(names(later) == Names{"slides", "title"});
    CHECK(later[1].due == kStart + 2h);
    CHECK(later[1].owner == StepOwner::organizer);
    // Of a plan that has it no more.
    CHECK(names(preparation({}, {{"title", StepState::done, {}, {}}}, facts())).empty());
    CHECK(names(preparation(steps, {{"slides", StepState::open, {}, {}}}, facts())) ==
          Names{"title", "slides"});
    CHECK(names(preparation(steps, {{"cups", StepState::left_out, -48h, {}}}, facts())) ==
          Names{"title", "slides"});
}
