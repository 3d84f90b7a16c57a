#include <set>

#include <catch2/catch.hpp>

#include "domain/names.h"
#include "domain/person.h"
#include "domain/series.h"
#include "domain/session.h"

using namespace tiffin;

namespace {

/// Each value's word is the one that scripts and the database rely on, is read back, and is no other's.
template <class Enum, class Parse>
void check_words(const std::vector<std::pair<Enum, std::string_view>>& expected, Parse parse) {
    std::set<std::string_view> seen;
    for (const auto& [value, word] : expected) {
        INFO(word);
        CHECK(to_string(value) == word);
        CHECK(parse(word) == value);
        CHECK(seen.insert(word).second);
        CHECK_FALSE(parse(std::string(word) + " ").has_value());
        CHECK_FALSE(parse(std::string("X") + std::string(word.substr(1))).has_value());
    }
    CHECK_FALSE(parse("").has_value());
}

}  // namespace

TEST_CASE("the words of a series") {
    check_words<HolidayPolicy>({{HolidayPolicy::skip, "skip"},
                                {HolidayPolicy::next, "next"},
                                {HolidayPolicy::previous, "previous"},
                                {HolidayPolicy::ask, "ask"}},
                               parse_holiday_policy);
    check_words<Lunch>({{Lunch::none, "none"},
                        {Lunch::catered, "catered"},
                        {Lunch::bring_your_own, "bring-your-own"},
                        {Lunch::potluck, "potluck"}},
                       parse_lunch);
    check_words<Formality>({{Formality::informal, "informal"}, {Formality::prepared, "prepared"}},
                           parse_formality);
    check_words<TopicPolicy>({{TopicPolicy::any, "any"}, {TopicPolicy::work, "work"}}, parse_topic_policy);
}

TEST_CASE("the words of a session") {
    check_words<SessionState>({{SessionState::open, "open"},
                               {SessionState::planned, "planned"},
                               {SessionState::confirmed, "confirmed"},
                               {SessionState::announced, "announced"},
                               {SessionState::held, "held"},
                               {SessionState::postponed, "postponed"},
                               {SessionState::cancelled, "cancelled"}},
                              parse_session_state);
    check_words<Role>({{Role::presenter, "presenter"},
                       {Role::co_presenter, "co-presenter"},
                       {Role::host, "host"},
                       {Role::moderator, "moderator"}},
                      parse_role);
}

TEST_CASE("a value without a word has none") {
    constexpr Names<Role, 1> kOne{{{Role::host, "host"}}};
    CHECK(name_of(kOne, Role::presenter).empty());
    CHECK(value_of(kOne, "host") == Role::host);
    CHECK_FALSE(value_of(kOne, "presenter").has_value());
}

TEST_CASE("somebody is a member from the day they joined to the day they left") {
    using namespace std::chrono;
    Person ana;
    CHECK(membership(ana) == DateRange{});
    ana.joined = Date{2027y / 1 / 4};
    CHECK_FALSE(membership(ana).contains(2027y / 1 / 3));
    CHECK(membership(ana).contains(2027y / 1 / 4));
    CHECK(membership(ana).last == kLatestDate);
    ana.left = Date{2027y / 1 / 4};
    CHECK(membership(ana).contains(2027y / 1 / 4));
    CHECK_FALSE(membership(ana).contains(2027y / 1 / 5));
    ana.joined.reset();
    CHECK(membership(ana).first == kEarliestDate);
}
