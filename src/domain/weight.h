#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"

namespace tiffin {

/// Parts of what is owed in equal parts, in hundredths of one.
using Hundredths = int;
constexpr Hundredths kWhole = 100;
constexpr Hundredths kMostWeight = 1000;

/// What somebody owes from a day on, compared with others.
struct Weight {
    Date first{};
    Hundredths hundredths = kWhole;

    bool operator==(const Weight&) const = default;
};

/// Of a list that ascends by day; kWhole before its first.
Hundredths weight_on(const std::vector<Weight>& weights, Date day);

/// The list with another weight from the day on: what it said of later days is gone.
std::vector<Weight> with_weight(std::vector<Weight> weights, Weight from);

/// "0.5", "1.25"
std::string render_weight(Hundredths weight);
/// More than nothing, at most 10, with at most two decimals.
std::optional<Hundredths> parse_weight(std::string_view text);

/// "0.5; 1 from 2027-03-01"; the weight from the beginning has no day. Empty: always kWhole.
std::string render_weights(const std::vector<Weight>& weights);
/// The same read again; days have to ascend. Nothing for any other text.
std::optional<std::vector<Weight>> parse_weights(std::string_view text);

}  // namespace tiffin
