#include "wishes.h"

#include <utility>
#include <vector>

namespace tiffin::planning::office {

namespace {

const Date kFrom = day("2026-07-01");

/// Topics, pins and announcements for a programme that has none.
void add_wishes(Programme& programme, Dice& dice, std::size_t topics, bool has_fixed) {
    programme.topics.clear();
    for (std::size_t i = 0; i < topics; ++i) {
        TopicInPlan topic;
        for (std::size_t person = 0; person < programme.members.size(); ++person) {
            if (dice.roll(3) == 0) topic.presenters.push_back(person);
        }
        topic.votes = static_cast<int>(dice.roll(9));
        topic.format = std::string(1, static_cast<char>('a' + dice.roll(3)));
        topic.tag = std::string(1, static_cast<char>('a' + dice.roll(4)));
        programme.topics.push_back(topic);
    }
    std::vector<char> is_pinned(topics, 0);
    for (auto& slot : programme.slots) {
        slot.topic.reset();
        if (slot.date < kFrom) continue;
        slot.state = SlotState::open;
        slot.presenters.clear();
        const std::size_t topic = dice.roll(topics);
        const std::size_t roll = dice.roll(has_fixed ? 9 : 8);
        if (roll == 8) {
            slot.state = SlotState::fixed;
            slot.presenters = {dice.roll(programme.members.size())};
            const std::size_t other = dice.roll(programme.members.size());
            if (other != slot.presenters.front() && dice.roll(3) == 0) slot.presenters.push_back(other);
            if (is_pinned[topic] != 0) continue;
            slot.topic = topic;
            programme.topics[topic].given = true;
            is_pinned[topic] = 1;
        }
        if (roll < 2) slot.announced = {dice.roll(programme.members.size()), topic};
        if (roll != 2) continue;
        slot.pinned.presenter = dice.roll(programme.members.size());
        if (dice.roll(2) == 0 && is_pinned[topic] == 0) {
            slot.pinned.topic = topic;
            is_pinned[topic] = 1;
        }
    }
}

}  // namespace

DateRange horizon_of(const Programme& programme) {
    return {kFrom, programme.slots.back().date};
}

Programme random_wishes(std::uint64_t seed) {
    Spice spice{4 + seed % 12, 6 + seed % 24, 1 + seed % 3};
    spice.has_rules = seed % 4 != 0;
    spice.has_past = seed % 2 == 0;
    auto programme = random_programme(seed, spice);
    Dice dice(seed + 1000);
    add_wishes(programme, dice, spice.slots * 3 / 2, true);
    for (auto& series : programme.series) {
        series.rules.soft_gap_days = 2 * series.rules.min_gap_days;
        series.rules.topic_required = dice.roll(3) != 0;
    }
    return programme;
}

LevelOrder random_order(Dice& dice, LevelOrder order) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[dice.roll(i)]);
    return order;
}

Programme tiny_programme(std::uint64_t seed) {
    Dice dice(seed);
    auto programme = weekly(3 + dice.roll(2), 4, kFrom);
    for (auto& member : programme.members) {
        member.team = dice.roll(2) == 0 ? "red" : "blue";
        if (dice.roll(3) == 0) member.away = {{kFrom, kFrom + std::chrono::days{dice.roll(20)}}};
        if (dice.roll(3) == 0) member.max_per_year = 1;
        if (dice.roll(4) == 0) member.on_duty = {kFrom + std::chrono::days{7}};
    }
    auto& rules = programme.series[0].rules;
    rules.min_gap_days = static_cast<int>(dice.roll(3)) * 7;
    rules.soft_gap_days = 2 * rules.min_gap_days;
    rules.team_run = static_cast<int>(dice.roll(3));
    rules.topic_required = true;
    add_wishes(programme, dice, 6, false);
    return programme;
}

}  // namespace tiffin::planning::office
