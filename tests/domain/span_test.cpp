#include "domain/span.h"

#include <catch2/catch.hpp>

using namespace tiffin;
using std::chrono::minutes;

TEST_CASE("spans and offsets are read as people write them") {
    CHECK(parse_span("90m") == minutes{90});
    CHECK(parse_span("12h") == minutes{720});
    CHECK(parse_span("2d") == minutes{2880});
    CHECK(parse_span("3w") == minutes{30'240});
    CHECK(parse_span("0d") == minutes{0});
    CHECK(parse_offset("-21d") == minutes{-30'240});
    CHECK(parse_offset("+2d") == minutes{2880});
    CHECK(parse_offset("-1h") == minutes{-60});
}

TEST_CASE("what is no span is none") {
    for (const auto* text :
         {"", "d", "2", "2 d", "-2d", "+2d", "2x", "2.5d", "99999999999d", "3661d", "--2d"}) {
        INFO(text);
        CHECK(!parse_span(text));
    }
    for (const auto* text : {"", "+", "-", "21d", "+-2d", "--2d", "+2"}) {
        INFO(text);
        CHECK(!parse_offset(text));
    }
}

TEST_CASE("spans are written in the largest unit that needs no fraction, and read again as the same") {
    CHECK(render_span(minutes{90}) == "90m");
    CHECK(render_span(minutes{120}) == "2h");
    CHECK(render_span(minutes{2880}) == "2d");
    CHECK(render_offset(minutes{-30'240}) == "-21d");
    CHECK(render_offset(minutes{2880}) == "+2d");
    for (int i = 0; i < 40'000; i += 7) {
        CHECK(parse_span(render_span(minutes{i})) == minutes{i});
        CHECK(parse_offset(render_offset(minutes{-i})) == minutes{-i});
    }
}
