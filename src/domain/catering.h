#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/rsvp.h"

namespace tiffin {

/// Of a hundred who answered so, how many come.
struct ShowRates {
    int yes = 100;
    int maybe = 50;
    int silent = 0;
};

/// Somebody who may eat: invited, in person, with a place.
struct Eater {
    std::optional<Answer> answer{};  ///< nothing: silent
    std::string diet{};              ///< as they wrote it
};

/// People of one diet; an empty one is whatever is served.
struct Portions {
    std::string diet{};
    int yes = 0;
    int maybe = 0;
    int silent = 0;
    int ordered = 0;

    bool operator==(const Portions&) const = default;
};

/// What to order. No names: this goes to a caterer.
struct CateringOrder {
    std::vector<Portions> diets{};  ///< whatever is served first, then special diets by their words
    int yes = 0, maybe = 0, silent = 0;
    int expected = 0;  ///< heads, by the show rates, rounded up
    int ordered = 0;   ///< portions of all diets; never less than what is expected

    bool operator==(const CateringOrder&) const = default;
};

/// What a caterer was told: portions by diet.
struct FrozenOrder {
    Instant frozen{};
    std::map<std::string, int> portions{};
};

FrozenOrder freeze(const CateringOrder& order, Instant now);

/// Portions that the order has now and the caterer was not told of; below zero: too many.
int delta(const CateringOrder& order, const FrozenOrder& told);

/// Expected are those who said yes, maybe or nothing, each by their show rate. A special diet is ordered for
/// everybody who may come and has it, and never scaled down: nobody else's meal feeds them. Of all others
/// those who are expected get what is served, rounded up. Nobody is counted who said no, nor whose rate is 0.
/// Where there are `places`, nobody is expected beyond them: once all are taken by a yes, nobody else can
/// come.
CateringOrder order_for(const std::vector<Eater>& eaters, const ShowRates& rates,
                        std::optional<int> places = {});

/// "No nuts; VEGAN" → "no nuts + vegan": the parts of a diet in order, in small letters, each once. A
/// combination stays one, since one meal has to meet all of it. Nothing special ("none", "-") is empty.
std::string diet_key(std::string_view diet);

}  // namespace tiffin
