#include "config/settings.h"

#include <set>

#include <catch2/catch.hpp>

#include "domain/failure.h"

using namespace tiffin;
using namespace tiffin::config;

namespace {

bool takes(const std::string& key, const std::string& value) {
    const auto* definition = find_definition(key);
    REQUIRE(definition != nullptr);
    return !objection(*definition, value).has_value();
}

}  // namespace

TEST_CASE("every kind of setting takes what it names and says why not") {
    for (const std::string good : {"Ana <ana@x.example>", "ana@x.example"}) CHECK(takes("organizer", good));
    for (const std::string bad : {"", "Ana", "Ana <>", "a@x.example, b@x.example"})
        CHECK_FALSE(takes("organizer", bad));

    for (const std::string good : {"0", "12", "522", "007"}) CHECK(takes("horizon_weeks", good));
    for (const std::string bad :
         {"", "-1", "+1", "1.0", "1e3", " 1", "1 ", "3w", "523", "99999999999999999999", "0x10"}) {
        INFO(bad);
        CHECK_FALSE(takes("horizon_weeks", bad));
    }

    for (const std::string good : {"0", "10", "10d", "3w", "0w", "10000d"}) CHECK(takes("min_gap", good));
    for (const std::string bad :
         {"", "d", "w", "-3d", "3m", "3 w", "3wd", "w3", "10001", "2000w", "2147483647w"}) {
        INFO(bad);
        CHECK_FALSE(takes("min_gap", bad));
    }

    CHECK(takes("co_presenter_turn", "full"));
    for (const std::string bad : {"", "Full", "half", "split,full"})
        CHECK_FALSE(takes("co_presenter_turn", bad));
    CHECK(objection(*find_definition("co_presenter_turn"), "half")->remedy == "write split or full");

    CHECK(takes("zone", "Europe/Berlin"));  // whether there is such a zone, only the calendar knows
}

TEST_CASE("every default is one that its setting takes, and every setting says what it is for") {
    std::set<std::string_view> seen;
    for (const auto& definition : definitions()) {
        INFO(definition.key);
        CHECK(seen.insert(definition.key).second);
        CHECK_FALSE(definition.help.empty());
        if (!definition.built_in.empty()) CHECK_FALSE(objection(definition, definition.built_in).has_value());
        CHECK((definition.kind == Kind::choice) == !definition.choices.empty());
        CHECK(find_definition(definition.key) == &definition);
    }
    CHECK(find_definition("nothing") == nullptr);
    CHECK(environment_name("min_gap") == "TIFFIN_MIN_GAP");
}

TEST_CASE("a later origin wins: default, file, programme, series, environment") {
    Settings settings;
    CHECK(settings.text("newcomer_weeks") == "4");
    CHECK(settings.value("newcomer_weeks").origin == Origin::built_in);
    CHECK(settings.text("zone").empty());

    const std::vector<std::pair<Origin, std::string>> origins = {{Origin::file, "config file"},
                                                                 {Origin::programme, "programme"},
                                                                 {Origin::series, "series"},
                                                                 {Origin::environment, "environment"}};
    int value = 10;
    for (const auto& [origin, word] : origins) {
        settings.apply(origin, {{"newcomer_weeks", std::to_string(++value)}}, "somewhere");
        CHECK(settings.text("newcomer_weeks") == std::to_string(value));
        CHECK(settings.value("newcomer_weeks").origin == origin);
        CHECK(to_string(settings.value("newcomer_weeks").origin) == word);
        CHECK(settings.value("presenters").origin == Origin::built_in);
    }
    CHECK(to_string(Origin::built_in) == "default");
    // What an origin does not name it leaves.
    settings.apply(Origin::environment, {}, "the environment");
    CHECK(settings.text("newcomer_weeks") == std::to_string(value));
}

TEST_CASE("days are counted, and what is not set is nothing") {
    Settings settings;
    CHECK(settings.number("min_gap") == 0);
    CHECK_FALSE(settings.number("max_per_year").has_value());
    settings.apply(Origin::programme, {{"min_gap", "3w"}, {"soft_gap", "10d"}, {"max_per_year", "2"}},
                   "x.db");
    CHECK(settings.number("min_gap") == 21);
    CHECK(settings.number("soft_gap") == 10);
    CHECK(settings.number("max_per_year") == 2);
}

TEST_CASE(
    "a value that is refused names its place and the way out, and settings of later versions are left") {
    Settings settings;
    settings.apply(Origin::programme, {{"invented_in_2030", "x"}}, "x.db");
    const auto refusal = [&](Origin origin, const std::string& where, const std::string& name) {
        try {
            settings.apply(origin, {{"min_gap", "soon"}}, where);
        } catch (const Failure& failure) {
            CHECK(failure.status() == ExitStatus::configuration);
            CHECK(failure.what() == name + ": \"soon\" is no number of days");
            return failure.remedy();
        }
        return std::string("not refused");
    };
    CHECK(refusal(Origin::programme, "x.db", "x.db: min_gap") ==
          "write 10d or 3w: tiffin config set min_gap VALUE");
    CHECK(refusal(Origin::environment, "the environment", "TIFFIN_MIN_GAP") ==
          "write 10d or 3w, or unset it");
    CHECK(settings.text("min_gap") == "0");
}
