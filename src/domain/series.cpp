#include "domain/series.h"

#include "domain/names.h"

namespace tiffin {

namespace {

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
constexpr Names<Invites, 2> kInvites{{{Invites::single, "single"}, {Invites::series, "series"}}};

}  // namespace

std::string_view to_string(HolidayPolicy policy) {
    return name_of(kHolidayPolicies, policy);
}
std::string_view to_string(Lunch lunch) {
    return name_of(kLunches, lunch);
}
std::string_view to_string(Formality formality) {
    return name_of(kFormalities, formality);
}
std::string_view to_string(TopicPolicy policy) {
    return name_of(kTopicPolicies, policy);
}
std::string_view to_string(Invites invites) {
    return name_of(kInvites, invites);
}
std::optional<HolidayPolicy> parse_holiday_policy(std::string_view text) {
    return value_of(kHolidayPolicies, text);
}
std::optional<Lunch> parse_lunch(std::string_view text) {
    return value_of(kLunches, text);
}
std::optional<Formality> parse_formality(std::string_view text) {
    return value_of(kFormalities, text);
}
std::optional<TopicPolicy> parse_topic_policy(std::string_view text) {
    return value_of(kTopicPolicies, text);
}
std::optional<Invites> parse_invites(std::string_view text) {
    return value_of(kInvites, text);
}

}  // namespace tiffin
