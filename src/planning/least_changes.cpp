#include "planning/least_changes.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include "planning/draft.h"

namespace tiffin::planning {

namespace {

constexpr std::size_t kMostOthers = 6;
constexpr std::size_t kMostTried = 20'000;  ///< of the ways to settle a group

/// One way to treat a session: what stays of it, and the changes that this takes.
struct Option {
    Index presenter = kNone;
    Index topic = kNone;
    std::int64_t changes = 0;
};

struct Node {
    Index session = kNone;
    bool is_settled = false;  ///< fixed or pinned
    Index stayer = kNone;     ///< who may stay there
    std::vector<Option> options;
};

class Chooser {
  public:
    Chooser(const Problem& problem, bool all_given)
        : problem_(problem),
          all_given_(all_given),
          empty_(problem),
          node_of_(problem.sessions.size(), kNone) {
        for (Index session = 0; session < problem.sessions.size(); ++session) add_node(session);
        group_.resize(nodes_.size());
        std::iota(group_.begin(), group_.end(), Index{0});
        chosen_.resize(nodes_.size(), 0);
        is_decided_.resize(nodes_.size(), 0);
        runs_of_.resize(nodes_.size());
        link_people();
        link_topics();
        link_teams();
    }

    LeastChanges choose() {
        std::map<Index, std::vector<Index>> groups;
        for (Index node = 0; node < nodes_.size(); ++node) groups[root(node)].push_back(node);
        LeastChanges least;
        for (const auto& [first, group] : groups) settle(group, least);
        return least;
    }

  private:
    [[nodiscard]] const Problem::Session& rules(Index node) const {
        return problem_.sessions[nodes_[node].session];
    }

    void add_node(Index session) {
        const auto& rules = problem_.sessions[session];
        Node node{session, rules.is_fixed || rules.pinned_presenter != kNone, rules.pinned_presenter, {}};
        if (node.is_settled) {
            node.options = {{rules.pinned_presenter, rules.pinned_topic, 0}};
            if (!rules.is_fixed) node.options.front().changes = changes(rules, node.options.front());
            if (!rules.is_fixed && !all_given_) node.options.push_back({kNone, kNone, changes(rules, {})});
        } else if (rules.announced_presenter != kNone || rules.announced_topic != kNone) {
            add_options(rules, session, node);
        }
        if (node.options.empty()) return;
        node_of_[session] = static_cast<Index>(nodes_.size());
        nodes_.push_back(std::move(node));
    }

    static std::int64_t changes(const Problem::Session& rules, const Option& option) {
        return (rules.announced_presenter != kNone && rules.announced_presenter != option.presenter ? 1 : 0) +
               (rules.announced_topic != kNone && rules.announced_topic != option.topic ? 1 : 0);
    }

    /// As much as one session allows, the fewest changes first.
    void add_options(const Problem::Session& rules, Index session, Node& node) const {
        const Index person = rules.announced_presenter;
        const Index topic = rules.announced_topic;
        const bool may_stay = person != kNone && can_take(person, session);
        const bool topic_fits =
            topic != kNone && (rules.pinned_topic == kNone || rules.pinned_topic == topic);
        if (may_stay) node.stayer = person;
        if (may_stay && topic_fits && problem_.can_give(person, topic)) add(person, topic, node);
        if (may_stay) add(person, kNone, node);
        if (topic_fits) add_others(topic, session, person, node);
        add(kNone, kNone, node);
    }

    /// The topic stays with somebody else: each of a few, or of many anybody.
    void add_others(Index topic, Index session, Index person, Node& node) const {
        std::vector<Index> others;
        for (const Index other : problem_.topics[topic].presenters) {
            if (other != person && can_take(other, session)) others.push_back(other);
        }
        if (others.size() > kMostOthers) others.assign(1, kNone);
        for (const Index other : others) add(other, topic, node);
    }

    void add(Index person, Index topic, Node& node) const {
        node.options.push_back({person, topic, 0});
        node.options.back().changes = changes(problem_.sessions[node.session], node.options.back());
    }

    [[nodiscard]] bool can_take(Index person, Index session) const {
        return problem_.may_take(person, session) && empty_.since_last(person, session).broken == 0;
    }

    Index root(Index node) {
        while (group_[node] != node) node = group_[node] = group_[group_[node]];
        return node;
    }
    void join(Index one, Index other) { group_[root(one)] = root(other); }

    void link_people() {
        std::map<Index, std::vector<Index>> by_person;
        for (Index node = 0; node < nodes_.size(); ++node) {
            for (const auto& option : nodes_[node].options) {
                if (option.presenter == kNone) continue;
                auto& nodes = by_person[option.presenter];
                if (nodes.empty() || nodes.back() != node) nodes.push_back(node);
            }
        }
        for (const auto& [person, nodes] : by_person) {
            for (std::size_t i = 0; i < nodes.size(); ++i) {
                for (std::size_t j = i + 1; j < nodes.size() && is_too_near(nodes[i], nodes[j]); ++j)
                    join(nodes[i], nodes[j]);
            }
            std::map<Index, std::vector<Index>> by_year;
            for (const Index node : nodes) by_year[rules(node).year].push_back(node);
            for (const auto& [year, same] : by_year) {
                if (static_cast<std::int64_t>(same.size()) <= problem_.room[person * problem_.years + year])
                    continue;
                for (const Index node : same) join(node, same.front());
            }
        }
    }

    void link_topics() {
        std::map<Index, Index> first;
        for (Index node = 0; node < nodes_.size(); ++node) {
            for (const auto& option : nodes_[node].options) {
                if (option.topic != kNone) join(node, first.emplace(option.topic, node).first->second);
            }
        }
    }

    /// Neighbours that could be too many of one team. Where several present, any of them may be of it: left
    /// alone.
    void link_teams() {
        for (std::size_t place = 0; place < problem_.chain.size(); ++place) {
            std::vector<Index> run;
            const auto most = static_cast<std::size_t>(std::max(0, problem_.chain[place].team_run));
            const Index team = team_at(place);
            for (std::size_t i = place;
                 most > 0 && team != kNone && team_at(i) == team && i < place + most + 1; ++i) {
                run.push_back(problem_.chain[i].session == kNone ? kNone
                                                                 : node_of_[problem_.chain[i].session]);
            }
            if (run.size() <= most || most == 0) continue;
            std::erase(run, kNone);
            for (const Index node : run) join(node, run.front());
            for (const Index node : run) runs_of_[node].push_back(run);
        }
    }

    /// The team of who was there or may stay.
    [[nodiscard]] Index team_at(std::size_t place) const {
        if (place >= problem_.chain.size() || problem_.chain[place].seats > 1) return kNone;
        const auto& link = problem_.chain[place];
        if (link.session == kNone) return link.team;
        const Index node = node_of_[link.session];
        return node == kNone || nodes_[node].stayer == kNone ? kNone
                                                             : problem_.people[nodes_[node].stayer].team;
    }

    [[nodiscard]] bool is_too_near(Index one, Index other) const {
        return rules(other).day - rules(one).day < std::max(rules(one).min_gap, rules(other).min_gap);
    }

    [[nodiscard]] const Option& option(Index node) const { return nodes_[node].options[chosen_[node]]; }
    [[nodiscard]] bool keeps(Index node) const {
        return is_decided_[node] != 0 && option(node).presenter == nodes_[node].stayer;
    }

    /// True if what the node was given is at odds with no node of the group that is decided. What is fixed
    /// is so whatever rule it breaks.
    [[nodiscard]] bool fits(Index node, const std::vector<Index>& group) const {
        const auto& mine = option(node);
        for (const Index other : group) {
            if (other == node || is_decided_[other] == 0) continue;
            if (nodes_[node].is_settled && nodes_[other].is_settled) continue;
            const auto& theirs = option(other);
            if (mine.topic != kNone && mine.topic == theirs.topic) return false;
            if (mine.presenter == kNone || mine.presenter != theirs.presenter) continue;
            if (nodes_[node].session < nodes_[other].session ? is_too_near(node, other)
                                                             : is_too_near(other, node)) {
                return false;
            }
        }
        if (mine.presenter == kNone || nodes_[node].is_settled) return true;
        const auto is_full = [&](const auto& run) {
            return std::all_of(run.begin(), run.end(), [&](Index one) { return keeps(one); });
        };
        const auto kept = std::count_if(group.begin(), group.end(), [&](Index one) {
            return is_decided_[one] != 0 && option(one).presenter == mine.presenter &&
                   rules(one).year == rules(node).year;
        });
        return std::none_of(runs_of_[node].begin(), runs_of_[node].end(), is_full) &&
               kept <= problem_.room[mine.presenter * problem_.years + rules(node).year];
    }

    /// The fewest changes of the group; none keeps the presenter of `without`.
    std::int64_t least(const std::vector<Index>& group, Index without) {
        best_ = std::numeric_limits<std::int64_t>::max();
        tried_ = 0;
        without_ = without;
        for (const Index node : group) is_decided_[node] = 0;
        // What is settled comes first: it has no choice.
        order_ = group;
        std::stable_sort(order_.begin(), order_.end(), [&](Index one, Index other) {
            return nodes_[one].is_settled && !nodes_[other].is_settled;
        });
        search(0, 0);
        return best_;
    }

    void search(std::size_t next, std::int64_t changes) {
        if (changes >= best_ || ++tried_ > kMostTried) return;
        if (next == order_.size()) {
            best_ = changes;
            return;
        }
        const Index node = order_[next];
        const auto& options = nodes_[node].options;
        for (chosen_[node] = 0; chosen_[node] < options.size(); ++chosen_[node]) {
            if (node == without_ && option(node).presenter == nodes_[node].stayer) continue;
            is_decided_[node] = 1;
            if (fits(node, order_)) search(next + 1, changes + option(node).changes);
            is_decided_[node] = 0;
        }
    }

    void settle(const std::vector<Index>& group, LeastChanges& all) {
        const std::int64_t fewest = least(group, kNone);
        const bool is_exact = tried_ <= kMostTried;
        for (const Index node : group) {
            const auto& options = nodes_[node].options;
            if (!is_exact) {
                all.changes += std::min_element(options.begin(), options.end(), [](auto& one, auto& other) {
                                   return one.changes < other.changes;
                               })->changes;
            }
            if (rules(node).is_fixed || nodes_[node].stayer == kNone) continue;
            // Where there are too many ways to tell who stays, nobody is sure to but those who are pinned.
            const bool is_sure = nodes_[node].is_settled && all_given_;
            if (is_sure || (is_exact && least(group, node) > fewest && tried_ <= kMostTried))
                all.kept.push_back(nodes_[node].stayer);
        }
        if (is_exact) all.changes += fewest;
    }

    const Problem& problem_;
    bool all_given_;
    const Draft empty_;
    std::vector<Node> nodes_;
    std::vector<Index> node_of_;  ///< by session
    std::vector<Index> group_;    ///< by node: towards the one that stands for its group
    std::vector<std::vector<std::vector<Index>>> runs_of_;  ///< by node: those that may not all keep theirs
    std::vector<std::size_t> chosen_;                       ///< by node: the option
    std::vector<char> is_decided_;
    std::vector<Index> order_;
    std::int64_t best_ = 0;
    std::size_t tried_ = 0;
    Index without_ = kNone;
};

}  // namespace

LeastChanges least_changes(const Problem& problem, bool all_given) {
    return Chooser(problem, all_given).choose();
}

}  // namespace tiffin::planning
