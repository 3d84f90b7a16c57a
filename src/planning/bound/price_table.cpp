#include "planning/bound/price_table.h"

#include <algorithm>

namespace tiffin::planning {

PriceTable::PriceTable(const Problem& problem)
    : sessions_(problem.sessions.size()), topics_(problem.topics.size()), size_(of_open() + 1) {
    const auto widen = [&](Look look, Index value) {
        auto& width = width_[static_cast<std::size_t>(look)];
        if (value != kNone) width = std::max(width, std::size_t{value} + 1);
    };
    for (const auto& person : problem.people) widen(Look::team, person.team);
    for (const auto& topic : problem.topics) {
        widen(Look::format, topic.format);
        widen(Look::tag, topic.tag);
    }
    for (const auto& link : problem.chain) {
        widen(Look::team, link.team);
        widen(Look::format, link.format);
        widen(Look::tag, link.tag);
    }
    for (std::size_t kind = 0; kind < kLooks; ++kind) {
        ++width_[kind];
        begin_[kind] = size_;
        size_ += width_[kind] * problem.chain.size();
    }
}

}  // namespace tiffin::planning
