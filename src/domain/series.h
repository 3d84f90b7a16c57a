#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/id.h"

namespace tiffin {

/// What happens to an occurrence that falls on a holiday.
enum class HolidayPolicy { skip, next, previous, ask };
enum class Lunch { none, catered, bring_your_own, potluck };
enum class Formality { informal, prepared };
enum class TopicPolicy { any, work };
/// What people are invited to: each session as an event of its own, or the series as one recurring event.
enum class Invites { single, series };

std::string_view to_string(HolidayPolicy policy);
std::string_view to_string(Lunch lunch);
std::string_view to_string(Formality formality);
std::string_view to_string(TopicPolicy policy);
std::string_view to_string(Invites invites);
std::optional<HolidayPolicy> parse_holiday_policy(std::string_view text);
std::optional<Lunch> parse_lunch(std::string_view text);
std::optional<Formality> parse_formality(std::string_view text);
std::optional<TopicPolicy> parse_topic_policy(std::string_view text);
std::optional<Invites> parse_invites(std::string_view text);

/// A recurring schedule. One that is known only from an imported history has no rule, and then no start
/// either.
struct Series {
    SeriesId id{};
    std::string name{};
    std::string slug{};  ///< the name as people type it; unique
    std::string rule{};  ///< RFC 5545 RECUR without COUNT's or UNTIL's end when `last` holds it; empty: none
    Date first = kEarliestDate;  ///< the rule's DTSTART
    std::optional<Date> last{};  ///< set by `series end`
    std::optional<TimeOfDay> start{};
    std::chrono::minutes length{60};
    std::string zone{};  ///< IANA name
    std::string place{};
    std::string link{};
    Lunch lunch = Lunch::bring_your_own;
    Formality formality = Formality::informal;
    TopicPolicy topic_policy = TopicPolicy::any;
    std::optional<int> capacity{};         ///< places in person; nothing: for everybody
    std::optional<int> remote_capacity{};  ///< places of those who join remotely
    std::string
        audience{};      ///< who is invited: "everyone", or "team:NAME" and "site:NAME" separated by commas
    std::string pool{};  ///< who takes turns, written like the audience
    HolidayPolicy holidays = HolidayPolicy::skip;
    Invites invites = Invites::single;
    std::vector<DateRange> pauses{};
    std::optional<Date>
        laid_out_until{};  ///< its sessions are stored up to this day, whatever became of them

    bool operator==(const Series&) const = default;
};

}  // namespace tiffin
