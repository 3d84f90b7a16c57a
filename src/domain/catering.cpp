#include "domain/catering.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace tiffin {

namespace {

/// What people write who eat what is served.
constexpr std::array<std::string_view, 6> kNothingSpecial{"", "-", "none", "no", "n/a", "any"};

std::string_view trim(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\n");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\n") - begin + 1);
}

std::string lower_case(std::string_view text) {
    std::string made(text);
    for (char& c : made) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return made;
}

int& count_of(Portions& portions, const Eater& eater) {
    if (!eater.answer) return portions.silent;
    return *eater.answer == Answer::yes ? portions.yes : portions.maybe;
}

/// Who of them is expected, rounded up.
int heads(int yes, int maybe, int silent, const ShowRates& rates) {
    return (yes * rates.yes + maybe * rates.maybe + silent * rates.silent + 99) / 100;
}

/// Those who may come: a rate of 0 says that nobody of them does.
int possible(const Portions& portions, const ShowRates& rates) {
    return (rates.yes > 0 ? portions.yes : 0) + (rates.maybe > 0 ? portions.maybe : 0) +
           (rates.silent > 0 ? portions.silent : 0);
}

}  // namespace

CateringOrder order_for(const std::vector<Eater>& eaters, const ShowRates& rates, std::optional<int> places) {
    std::map<std::string, Portions> diets;
    CateringOrder order;
    const auto taken = std::count_if(eaters.begin(), eaters.end(),
                                     [](const Eater& eater) { return eater.answer == Answer::yes; });
    const bool is_full = places && taken >= *places;
    for (const auto& eater : eaters) {
        if (eater.answer == Answer::no || (is_full && eater.answer != Answer::yes)) continue;
        auto key = diet_key(eater.diet);
        auto& portions = diets.try_emplace(key, Portions{.diet = key}).first->second;
        ++count_of(portions, eater);
    }
    auto& served = diets.try_emplace("").first->second;
    int special = 0;
    for (auto& [key, portions] : diets) {
        order.yes += portions.yes;
        order.maybe += portions.maybe;
        order.silent += portions.silent;
        if (key.empty()) continue;
        portions.ordered = possible(portions, rates);
        special += portions.ordered;
    }
    order.expected = heads(order.yes, order.maybe, order.silent, rates);
    served.ordered = heads(served.yes, served.maybe, served.silent, rates);
    if (places && !is_full) {
        order.expected = std::min(order.expected, *places);
        served.ordered = std::min(served.ordered, *places);
    }
    order.ordered = served.ordered + special;
    for (auto& [key, portions] : diets) order.diets.push_back(std::move(portions));
    return order;
}

FrozenOrder freeze(const CateringOrder& order, Instant now) {
    FrozenOrder frozen{.frozen = now};
    for (const auto& portions : order.diets) {
        if (portions.ordered > 0) frozen.portions.emplace(portions.diet, portions.ordered);
    }
    return frozen;
}

int delta(const CateringOrder& order, const FrozenOrder& told) {
    int portions = order.ordered;
    for (const auto& [diet, ordered] : told.portions) portions -= ordered;
    return portions;
}

std::string diet_key(std::string_view diet) {
    std::set<std::string> parts;
    while (!diet.empty()) {
        const auto end = std::min(diet.find_first_of(",;+&"), diet.size());
        auto part = lower_case(trim(diet.substr(0, end)));
        if (std::find(kNothingSpecial.begin(), kNothingSpecial.end(), part) == kNothingSpecial.end())
            parts.insert(std::move(part));
        diet.remove_prefix(std::min(end + 1, diet.size()));
    }
    std::string key;
    for (const auto& part : parts) key += (key.empty() ? "" : " + ") + part;
    return key;
}

}  // namespace tiffin
