#include "domain/id.h"

#include <random>
#include <type_traits>

#include <catch2/catch.hpp>

using namespace tiffin;

TEST_CASE("ids are twelve characters of lower-case Crockford base32") {
    CHECK(render_id(0) == "000000000000");
    CHECK(render_id(31) == "00000000000z");
    CHECK(render_id(32) == "000000000010");
    CHECK(render_id((std::int64_t{1} << 60) - 1) == "zzzzzzzzzzzz");
    CHECK(render_id(PersonId{10}) == "00000000000a");
}

TEST_CASE("every id is read back, at the edges and at random") {
    std::mt19937_64 random(20270218);
    for (int i = 0; i < 2000; ++i) {
        const auto value = static_cast<std::int64_t>(random() >> 4);
        CHECK(parse_id(render_id(value)) == value);
    }
    CHECK(parse_id("zzzzzzzzzzzz") == (std::int64_t{1} << 60) - 1);
    CHECK(parse_id("000000000000") == 0);
}

TEST_CASE("what is no id is refused") {
    for (const std::string text :
         {"", "0", "00000000000", "0000000000000", "00000000000i", "00000000000l", "00000000000o",
          "00000000000u", "00000000000Z", "00000000 000", "-00000000001", "00000000000\xc3"}) {
        INFO(text);
        CHECK_FALSE(parse_id(text).has_value());
    }
}

TEST_CASE("ids of different things are different types, and only 0 is none") {
    STATIC_REQUIRE_FALSE(std::is_convertible_v<PersonId, TopicId>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<std::int64_t, PersonId>);
    CHECK_FALSE(static_cast<bool>(PersonId{}));
    CHECK(static_cast<bool>(PersonId{1}));
    CHECK(PersonId{1} < PersonId{2});
}

TEST_CASE("calendars know an invite by its id") {
    const SessionId id{*parse_id("wa4b9neyea1c")};
    CHECK(calendar_uid(id) == "wa4b9neyea1c@tiffin");
    CHECK(id_of_uid(calendar_uid(id)) == id.value);
    for (const std::string other : {"", "@tiffin", "x@tiffin", "wa4b9neyea1c", "wa4b9neyea1c@tiffin.example"})
        CHECK_FALSE(id_of_uid(other));
}
