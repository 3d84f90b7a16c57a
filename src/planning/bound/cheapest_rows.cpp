#include "planning/bound/cheapest_rows.h"

#include <algorithm>

namespace tiffin::planning {

CheapestRows::CheapestRows(const Problem& problem, const Draft& empty, const PriceTable& table,
                           bool may_be_open)
    : problem_(problem), table_(table), choices_(problem.chain.size()) {
    learn_people();
    for (Index place = 0; place < problem.chain.size(); ++place) {
        const Index session = problem.chain[place].session;
        if (session != kNone && !problem.sessions[session].is_fixed) {
            add_looks_of(session, may_be_open);
            continue;
        }
        const auto& link = empty.link(place);
        looks_[0].push_back({link.team});
        looks_[1].push_back({link.format});
        looks_[2].push_back({link.tag});
    }
}

/// The looks of what each person can give, each once.
void CheapestRows::learn_people() {
    for (const auto& person : problem_.people) {
        Looks looks = {{{person.team}, {}, {}}};
        for (const Index topic : person.topics) {
            looks[1].push_back(problem_.topics[topic].format);
            looks[2].push_back(problem_.topics[topic].tag);
        }
        for (auto& some : looks) keep_once(some);
        of_person_.push_back(std::move(looks));
    }
}

void CheapestRows::keep_once(std::vector<Index>& some) {
    std::sort(some.begin(), some.end());
    some.erase(std::unique(some.begin(), some.end()), some.end());
}

void CheapestRows::add_looks_of(Index session, bool may_be_open) {
    const auto& rules = problem_.sessions[session];
    const bool is_pinned = rules.pinned_topic != kNone;
    const bool may_lack_topic = may_be_open || (!is_pinned && !rules.needs_topic);
    Looks found;
    if (may_be_open) found[0].push_back(kNone);
    for (std::size_t kind = 1; may_lack_topic && kind < kLooks; ++kind) found[kind].push_back(kNone);
    if (is_pinned) {
        found[1].push_back(problem_.topics[rules.pinned_topic].format);
        found[2].push_back(problem_.topics[rules.pinned_topic].tag);
    }
    for (Index person = 0; person < problem_.people.size(); ++person) {
        if (!problem_.may_take(person, session)) continue;
        for (std::size_t kind = 0; kind < (is_pinned ? 1 : kLooks); ++kind) {
            const auto& some = of_person_[person][kind];
            found[kind].insert(found[kind].end(), some.begin(), some.end());
        }
    }
    for (std::size_t kind = 0; kind < kLooks; ++kind) {
        if (found[kind].empty()) found[kind].push_back(kNone);
        keep_once(found[kind]);
        looks_[kind].push_back(std::move(found[kind]));
    }
}

Cost CheapestRows::choose(Look look, const std::vector<Cost>& prices, std::vector<Cost>& slopes) {
    const auto& looks = looks_[static_cast<std::size_t>(look)];
    const Cost repeat = prices[table_.of(Level::variety)];
    // Two neighbours of the past repeat what no plan changes.
    const auto counts = [&](std::size_t place) {
        return problem_.chain[place].session != kNone || problem_.chain[place - 1].session != kNone;
    };
    const auto price = [&](std::size_t place, Index value) {
        const Index session = problem_.chain[place].session;
        const bool is_chosen = session != kNone && !problem_.sessions[session].is_fixed && value != kNone;
        return is_chosen ? prices[table_.of(look, static_cast<Index>(place), value)] : 0;
    };
    const auto cheapest = [](const std::vector<Choice>& choices) {
        return static_cast<std::size_t>(
            std::min_element(choices.begin(), choices.end(),
                             [](const Choice& one, const Choice& other) { return one.cost < other.cost; }) -
            choices.begin());
    };
    choices_[0].assign(looks[0].size(), {});
    for (std::size_t place = 1; place < looks.size(); ++place) {
        const auto& before = choices_[place - 1];
        const std::size_t best = cheapest(before);
        auto& now = choices_[place];
        now.assign(looks[place].size(), {});
        for (std::size_t i = 0; i < now.size(); ++i) {
            const Index value = looks[place][i];
            now[i] = {before[best].cost, best};
            if (value != kNone && value == looks[place - 1][best] && counts(place)) {
                now[i].cost += repeat;
                for (std::size_t other = 0; other < before.size(); ++other) {
                    if (other != best && before[other].cost < now[i].cost)
                        now[i] = {before[other].cost, other};
                }
            }
            now[i].cost += price(place, value);
        }
    }
    const std::size_t last = looks.size() - 1;
    std::size_t at = cheapest(choices_[last]);
    const Cost cost = choices_[last][at].cost;
    for (std::size_t place = last; place > 0; --place) {
        const std::size_t before = choices_[place][at].before;
        const Index value = looks[place][at];
        slopes[table_.of(look, static_cast<Index>(place), value)] += 1;
        if (value != kNone && value == looks[place - 1][before] && counts(place))
            slopes[table_.of(Level::variety)] += 1;
        at = before;
    }
    return cost;
}

}  // namespace tiffin::planning
