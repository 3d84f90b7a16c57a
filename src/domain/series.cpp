#include "domain/series.h"

#include <array>
#include <utility>

namespace tiffin {

namespace {

template <class Enum, std::size_t N>
using Names = std::array<std::pair<Enum, std::string_view>, N>;

constexpr Names<HolidayPolicy, 4> kHolidayPolicies{{{HolidayPolicy::skip, "skip"},
                                                    {HolidayPolicy::next, "next"},
                                                    {HolidayPolicy::previous, "previous"},
                                                    {HolidayPolicy::ask, "ask"}}};
constexpr Names<Lunch, 4> kLunches{{{Lunch::none, "none"},
                                    {Lunch::catered, "catered"},
                                    {Lunch::bring_your_own, "bring-your-own"},
                                    {Lunch::potluck, "potluck"}}};
constexpr Names<Formality, 2> kFormalities{
    {{Formality::informal, "informal"}, {Formality::prepared, "prepared"}}};
constexpr Names<TopicPolicy, 2> kTopicPolicies{{{TopicPolicy::any, "any"}, {TopicPolicy::work, "work"}}};

template <class Enum, std::size_t N>
std::string_view name_of(const Names<Enum, N>& names, Enum value) {
    for (const auto& [candidate, name] : names) {
        if (candidate == value) return name;
    }
    return {};
}

template <class Enum, std::size_t N>
std::optional<Enum> value_of(const Names<Enum, N>& names, std::string_view text) {
    for (const auto& [value, name] : names) {
        if (name == text) return value;
    }
    return std::nullopt;
}

}  // namespace

std::string_view to_string(HolidayPolicy policy) { return name_of(kHolidayPolicies, policy); }
std::string_view to_string(Lunch lunch) { return name_of(kLunches, lunch); }
std::string_view to_string(Formality formality) { return name_of(kFormalities, formality); }
std::string_view to_string(TopicPolicy policy) { return name_of(kTopicPolicies, policy); }
std::optional<HolidayPolicy> parse_holiday_policy(std::string_view text) { return value_of(kHolidayPolicies, text); }
std::optional<Lunch> parse_lunch(std::string_view text) { return value_of(kLunches, text); }
std::optional<Formality> parse_formality(std::string_view text) { return value_of(kFormalities, text); }
std::optional<TopicPolicy> parse_topic_policy(std::string_view text) { return value_of(kTopicPolicies, text); }

}  // namespace tiffin
