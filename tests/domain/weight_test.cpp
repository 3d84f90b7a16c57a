#include "domain/weight.h"

#include <catch2/catch.hpp>

using namespace tiffin;

namespace {
Date day(const char* text) {
    return parse_iso_date(text).value();
}
}  // namespace

TEST_CASE("weights are written as people write them") {
    for (const auto& [text, weight] :
         {std::pair{"1", 100}, {"0.5", 50}, {"0.05", 5}, {"1.25", 125}, {"10", 1000}, {"0.8", 80}}) {
        CHECK(parse_weight(text) == weight);
        CHECK(render_weight(weight) == text);
    }
    CHECK(parse_weight(".5") == 50);
    CHECK(parse_weight("0.50") == 50);
    for (const char* text : {"", ".", "0", "0.00", "-1", "10.01", "0.125", "half", "1,5", "100", "1e1"}) {
        INFO(text);
        CHECK_FALSE(parse_weight(text));
    }
}

TEST_CASE("a list of weights reads as it was written") {
    const std::vector<Weight> weights{{kEarliestDate, 50}, {day("2027-03-01"), 100}, {day("2028-01-01"), 25}};
    CHECK(render_weights(weights) == "0.5; 1 from 2027-03-01; 0.25 from 2028-01-01");
    CHECK(parse_weights(render_weights(weights)) == weights);
    CHECK(parse_weights("") == std::vector<Weight>{});
    for (const char* text : {"0.5 from", "0.5 from tomorrow", "1 from 2027-03-01; 0.5", "0.5 ; 1", "x"}) {
        INFO(text);
        CHECK_FALSE(parse_weights(text));
    }
    CHECK(weight_on(weights, day("2027-02-28")) == 50);
    CHECK(weight_on(weights, day("2027-03-01")) == 100);
    CHECK(weight_on({}, day("2027-03-01")) == kWhole);
}

TEST_CASE("a new weight holds from its day on, whatever was said of later ones") {
    const std::vector<Weight> weights{{kEarliestDate, 50}, {day("2027-03-01"), 80}};
    CHECK(with_weight(weights, {day("2027-02-01"), 100}) ==
          std::vector<Weight>{{kEarliestDate, 50}, {day("2027-02-01"), 100}});
    CHECK(with_weight(weights, {day("2027-02-01"), 50}) == std::vector<Weight>{{kEarliestDate, 50}});
    CHECK(with_weight(weights, {day("2027-04-01"), 80}) == weights);
    CHECK(with_weight({}, {day("2027-04-01"), kWhole}).empty());
}
