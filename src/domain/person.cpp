#include "domain/person.h"

#include <algorithm>

namespace tiffin {

bool is_member(const Person& person, const std::vector<Absence>& absences, Date day) {
    return membership(person).contains(day) &&
           std::none_of(absences.begin(), absences.end(), [&](const Absence& absence) {
               return absence.had_left && absence.dates.contains(day);
           });
}

std::string_view why_absent(const Person& person, const std::vector<Absence>& absences, Date day) {
    if (!is_member(person, absences, day)) return "is not in the programme";
    const bool is_away = std::any_of(absences.begin(), absences.end(),
                                     [&](const Absence& absence) { return absence.dates.contains(day); });
    return is_away ? "is away" : "";
}

}  // namespace tiffin
