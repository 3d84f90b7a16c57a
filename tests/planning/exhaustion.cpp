#include "exhaustion.h"

#include <algorithm>
#include <tuple>

#include "wishes.h"

namespace tiffin::planning::office {

Exhaustion::Exhaustion(const Programme& programme) : programme_(programme), duties_(programme.slots.size()) {
    try_from(0);
    const auto key = [](const Verdict& verdict) {
        return std::tie(verdict.open, verdict.sum_of_squares, verdict.levels);
    };
    std::sort(verdicts_.begin(), verdicts_.end(),
              [&](const Verdict& one, const Verdict& other) { return key(one) < key(other); });
    const auto end =
        std::unique(verdicts_.begin(), verdicts_.end(),
                    [&](const Verdict& one, const Verdict& other) { return key(one) == key(other); });
    verdicts_.erase(end, verdicts_.end());
}

const Verdict& Exhaustion::best(const LevelOrder& order) const {
    return *std::min_element(
        verdicts_.begin(), verdicts_.end(),
        [&](const Verdict& one, const Verdict& other) { return is_better(one, other, order); });
}

void Exhaustion::try_from(std::size_t session) {
    if (session == duties_.size()) {
        auto verdict = judge(programme_, horizon_of(programme_), duties_);
        if (verdict.breaches.empty()) verdicts_.push_back(std::move(verdict));
        return;
    }
    duties_[session] = {};
    try_from(session + 1);
    for (Index topic = 0; topic < programme_.topics.size(); ++topic) {
        for (const std::size_t person : programme_.topics[topic].presenters) {
            duties_[session] = {static_cast<Index>(person), topic};
            try_from(session + 1);
        }
    }
}

std::int64_t value_of(const Verdict& verdict, Level level) {
    return level == Level::fairness ? verdict.sum_of_squares : verdict.levels[index_of(level)];
}

bool is_better(const Verdict& one, const Verdict& other, const LevelOrder& order) {
    if (one.open != other.open) return one.open < other.open;
    for (const Level level : order) {
        if (value_of(one, level) != value_of(other, level))
            return value_of(one, level) < value_of(other, level);
    }
    return false;
}

}  // namespace tiffin::planning::office
