#include "domain/told_order.h"

#include <charconv>
#include <numeric>

namespace tiffin {

namespace {

/// Cuts `text` at the first `end`, which goes too; what stood before it.
std::string_view take(std::string_view& text, char end) {
    const auto taken = text.substr(0, text.find(end));
    text.remove_prefix(std::min(taken.size() + 1, text.size()));
    return taken;
}

int number(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

}  // namespace

int heads(const ToldOrder& order) {
    return std::accumulate(order.portions.begin(), order.portions.end(), 0,
                           [](int sum, const auto& portions) { return sum + portions.second; });
}

std::string render_told_order(const ToldOrder& order) {
    std::string text = "date " + render_date(order.date) + "\nstart " + render_time_of_day(order.start) +
                       "\nplace " + order.place + "\n";
    for (const auto& [diet, ordered] : order.portions)
        text += "portions " + std::to_string(ordered) + " " + diet + "\n";
    return text;
}

ToldOrder parse_told_order(std::string_view text) {
    ToldOrder order;
    while (!text.empty()) {
        auto value = take(text, '\n');
        const auto fact = take(value, ' ');
        if (fact == "date") order.date = parse_iso_date(value).value_or(Date{});
        if (fact == "start") order.start = parse_time_of_day(value).value_or(TimeOfDay{});
        if (fact == "place") order.place = value;
        if (fact != "portions") continue;
        const int ordered = number(take(value, ' '));
        order.portions.emplace(value, ordered);
    }
    return order;
}

std::vector<PortionChange> changes(const ToldOrder& told, const ToldOrder& now) {
    auto more = now.portions;
    for (const auto& [diet, ordered] : told.portions) more[diet] -= ordered;
    std::vector<PortionChange> found;
    for (const auto& [diet, count] : more) {
        if (count != 0) found.push_back({diet, count});
    }
    return found;
}

}  // namespace tiffin
