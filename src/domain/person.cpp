#include "domain/person.h"

#include <algorithm>

namespace tiffin {

std::string_view why_absent(const Person& person, const std::vector<Absence>& absences, Date day) {
    if (!membership(person).contains(day)) return "is not in the programme";
    const auto found = std::find_if(absences.begin(), absences.end(),
                                    [&](const Absence& absence) { return absence.dates.contains(day); });
    if (found == absences.end()) return "";
    return found->had_left ? "is not in the programme" : "is away";
}

}  // namespace tiffin
