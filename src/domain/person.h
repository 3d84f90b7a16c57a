#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/id.h"

namespace tiffin {

/// Somebody in the programme. Empty text means unknown.
struct Person {
    PersonId id{};
    std::string name{};
    std::string email{};
    std::string team{};
    std::string site{};
    std::string zone{};   ///< IANA name
    std::string hours{};  ///< working hours, "09:00-17:00"
    std::string diet{};
    std::optional<PersonId> manager{};
    std::optional<Date> joined{};  ///< nothing: has always been here
    std::optional<Date> left{};    ///< the last day here; nothing: still here

    bool operator==(const Person&) const = default;
};

/// From the day somebody joined to the day they left.
inline DateRange membership(const Person& person) {
    return {person.joined.value_or(kEarliestDate), person.left.value_or(kLatestDate)};
}

/// A range of dates on which a person is away; an unknown return is kLatestDate.
struct Absence {
    AbsenceId id{};
    PersonId person{};
    DateRange dates{};
    std::string note{};
    bool had_left = false;      ///< no member meanwhile: left and rejoined
    bool kept_balance = false;  ///< having rejoined; else it began at zero
};

/// Somebody belongs to the programme on that day, be they away or not.
bool is_member(const Person& person, const std::vector<Absence>& absences, Date day);
/// "is away" or "is not in the programme"; empty: somebody is here on that day.
std::string_view why_absent(const Person& person, const std::vector<Absence>& absences, Date day);

}  // namespace tiffin
