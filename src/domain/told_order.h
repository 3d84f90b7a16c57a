#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"

namespace tiffin {

/// All that one message told a caterer of one session. No names of people.
struct ToldOrder {
    Date date{};
    TimeOfDay start{};
    std::string place{};
    std::map<std::string, int> portions{};  ///< by diet; none at all: nothing is wanted any more

    bool operator==(const ToldOrder&) const = default;
};

/// Portions of all diets.
int heads(const ToldOrder& order);

/// One line for each fact, "portions 2 no nuts + vegan".
std::string render_told_order(const ToldOrder& order);
/// What render_told_order() wrote.
ToldOrder parse_told_order(std::string_view text);

/// Portions of one diet that are wanted now beside what was told; below zero: fewer.
struct PortionChange {
    std::string diet{};  ///< empty: whatever is served
    int more = 0;

    bool operator==(const PortionChange&) const = default;
};
/// Of the diets that changed.
std::vector<PortionChange> changes(const ToldOrder& told, const ToldOrder& now);

}  // namespace tiffin
