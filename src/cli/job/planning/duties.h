#pragma once

#include <string>
#include <vector>

#include "cli/invocation.h"
#include "domain/person.h"

namespace tiffin::cli {

/// Names the coming sessions in which somebody has a duty on a day that `affected` names; returns what helps,
/// or `otherwise` where there are none.
std::string warn_of_duties(Invocation& invocation, const Person& person,
                           const std::vector<DateRange>& affected,
                           const std::string& otherwise = "tiffin status");

}  // namespace tiffin::cli
