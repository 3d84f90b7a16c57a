#include "domain/catering.h"

#include <random>

#include <catch2/catch.hpp>

using namespace tiffin;

namespace {

std::vector<Eater> many(int count, std::optional<Answer> answer, const std::string& diet = {}) {
    return std::vector<Eater>(static_cast<std::size_t>(count), Eater{answer, diet});
}

std::vector<Eater> operator+(std::vector<Eater> a, const std::vector<Eater>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

}  // namespace

TEST_CASE("heads are expected by the show rates and rounded up") {
    const auto order = order_for(
        many(10, Answer::yes) + many(5, Answer::maybe) + many(20, std::nullopt) + many(3, Answer::no),
        {90, 50, 10});
    CHECK(order.expected == 14);  // 9 + 2.5 + 2
    CHECK(order.ordered == 14);
    CHECK(order.yes == 10);
    CHECK(order.maybe == 5);
    CHECK(order.silent == 20);
    CHECK(order.diets == std::vector<Portions>{{"", 10, 5, 20, 14}});
    CHECK(order_for({}, {90, 50, 10}).ordered == 0);
}

TEST_CASE("special diets are never scaled down, and combinations stay together") {
    const auto order = order_for(many(8, Answer::yes) + many(2, Answer::yes, "vegan") +
                                     many(1, Answer::maybe, "No nuts, vegan") +
                                     many(1, std::nullopt, "vegan ; no nuts") + many(1, Answer::no, "kosher"),
                                 {50, 50, 10});
    CHECK(order.expected == 6);
    CHECK(order.diets ==
          std::vector<Portions>{{"", 8, 0, 0, 4}, {"no nuts + vegan", 0, 1, 1, 2}, {"vegan", 2, 0, 0, 2}});
    CHECK(order.ordered == 8);
}

TEST_CASE("special diets take no meal from those without one") {
    const auto order = order_for(many(10, std::nullopt, "vegetarian") + many(2, Answer::yes), {100, 50, 10});
    CHECK(order.expected == 3);
    CHECK(order.diets == std::vector<Portions>{{"", 2, 0, 0, 2}, {"vegetarian", 0, 0, 10, 10}});
    CHECK(order.ordered == 12);
}

TEST_CASE("who is known not to come at a rate of 0 is ordered nothing") {
    const auto order = order_for(many(3, std::nullopt, "vegan") + many(1, Answer::yes), {100, 50, 0});
    CHECK(order.expected == 1);
    CHECK(order.diets == std::vector<Portions>{{"", 1, 0, 0, 1}, {"vegan", 0, 0, 3, 0}});
}

TEST_CASE("one diet, however it is written") {
    for (const auto* text :
         {"vegan, no nuts", "No Nuts;VEGAN", " no nuts + vegan ", "vegan & no nuts, vegan"}) {
        INFO(text);
        CHECK(diet_key(text) == "no nuts + vegan");
    }
    for (const auto* text : {"", " ", "none", "-", "N/A", "none, -"}) {
        INFO(text);
        CHECK(diet_key(text).empty());
    }
}

TEST_CASE("no order is smaller than what is expected, or than the special diets of those who said yes") {
    std::mt19937 random(3);
    const std::vector<std::string> diets{"", "vegan", "halal", "vegan, halal"};
    for (int round = 0; round < 500; ++round) {
        std::vector<Eater> eaters;
        int special = 0;
        for (auto i = random() % 30; i > 0; --i) {
            const auto kind = random() % 4;
            Eater eater{kind == 3 ? std::nullopt : std::optional(static_cast<Answer>(kind)),
                        diets[random() % 4]};
            special += eater.answer == Answer::yes && !eater.diet.empty() ? 1 : 0;
            eaters.push_back(std::move(eater));
        }
        const ShowRates rates{1 + static_cast<int>(random() % 100), static_cast<int>(random() % 101),
                              static_cast<int>(random() % 101)};
        const auto order = order_for(eaters, rates);
        int sum = 0, special_ordered = 0;
        for (const auto& portions : order.diets) {
            sum += portions.ordered;
            if (portions.diet.empty()) continue;
            special_ordered += portions.ordered;
            CHECK(portions.ordered >= portions.yes);
        }
        CHECK(sum == order.ordered);
        CHECK(order.ordered >= order.expected);
        CHECK(special_ordered >= special);
        CHECK(order.ordered <= static_cast<int>(eaters.size()));
    }
}

TEST_CASE("what the caterer was told is compared with what is needed now") {
    const auto before = order_for(many(3, Answer::yes) + many(1, Answer::yes, "vegan"), {100, 50, 0});
    const auto told = freeze(before, Instant{});
    CHECK(told.portions == std::map<std::string, int>{{"", 3}, {"vegan", 1}});
    CHECK(delta(before, told) == 0);
    CHECK(delta(order_for(many(6, Answer::yes), {100, 50, 0}), told) == 2);
    CHECK(delta(order_for({}, {100, 50, 0}), told) == -4);
}
