#include "domain/weight.h"

#include <algorithm>
#include <charconv>

namespace tiffin {

namespace {

constexpr std::string_view kBetween = "; ";
constexpr std::string_view kFrom = " from ";

std::optional<Weight> parse_one(std::string_view text) {
    const auto from = text.find(kFrom);
    const auto weight = parse_weight(text.substr(0, from));
    if (!weight) return std::nullopt;
    if (from == std::string_view::npos) return Weight{kEarliestDate, *weight};
    const auto day = parse_iso_date(text.substr(from + kFrom.size()));
    return day ? std::optional(Weight{*day, *weight}) : std::nullopt;
}

}  // namespace

Hundredths weight_on(const std::vector<Weight>& weights, Date day) {
    Hundredths weight = kWhole;
    for (const auto& one : weights) {
        if (one.first <= day) weight = one.hundredths;
    }
    return weight;
}

std::vector<Weight> with_weight(std::vector<Weight> weights, Weight from) {
    std::erase_if(weights, [&](const Weight& one) { return one.first >= from.first; });
    if (weight_on(weights, from.first) != from.hundredths) weights.push_back(from);
    return weights;
}

std::string render_weight(Hundredths weight) {
    std::string text = std::to_string(weight / 100);
    const int decimals = weight % 100;
    if (decimals == 0) return text;
    text += decimals < 10 ? ".0" : ".";
    text += std::to_string(decimals % 10 == 0 ? decimals / 10 : decimals);
    return text;
}

std::optional<Hundredths> parse_weight(std::string_view text) {
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    std::string digits(whole);
    const auto decimals = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole.size() > 2 || decimals.size() > 2 || (whole.empty() && decimals.empty())) return std::nullopt;
    digits += decimals;
    digits.resize(whole.size() + 2, '0');
    const bool is_number =
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number) return std::nullopt;
    Hundredths weight = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), weight);
    return weight >= 1 && weight <= kMostWeight ? std::optional(weight) : std::nullopt;
}

std::string render_weights(const std::vector<Weight>& weights) {
    std::string text;
    for (const auto& one : weights) {
        if (!text.empty()) text += kBetween;
        text += render_weight(one.hundredths);
        if (one.first != kEarliestDate) text += std::string(kFrom) + render_date(one.first);
    }
    return text;
}

std::optional<std::vector<Weight>> parse_weights(std::string_view text) {
    std::vector<Weight> weights;
    while (!text.empty()) {
        const auto end = text.find(kBetween);
        const auto one = parse_one(text.substr(0, end));
        if (!one || (!weights.empty() && one->first <= weights.back().first)) return std::nullopt;
        weights.push_back(*one);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + kBetween.size());
    }
    return weights;
}

}  // namespace tiffin
