#include "planning/explain.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace tiffin::planning {

namespace {

std::string count_of(int count, const std::string& unit) {
    return std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
}

std::string render_away(const std::optional<Date>& last_day) {
    return !last_day || *last_day == kLatestDate ? "away until further notice"
                                                 : "away until " + render_date(*last_day);
}

/// "3 within the gap of 21 days"; `last` is the decisive date where it is the only one.
std::string render_group(Verdict verdict, int people, int figure, const std::optional<Date>& only) {
    std::string number = std::to_string(people);
    switch (verdict) {
        case Verdict::not_here_yet:
            return number + " not here yet";
        case Verdict::left:
            return number + " left";
        case Verdict::away:
            return number + " " + (only ? render_away(only) : "away");
        case Verdict::declined:
            return number + " who declined";
        case Verdict::newcomer:
            return count_of(people, "newcomer") + (only ? " until " + render_date(*only) : "");
        case Verdict::busy_that_day:
            return number + " with another duty that day";
        case Verdict::gap:
            return number + " within the gap of " + count_of(figure, "day");
        case Verdict::max_per_year:
            return number + " with " + count_of(figure, "talk") + " this year";
        case Verdict::team_run:
            return number + " of a team with " + std::to_string(figure) + " in a row";
        case Verdict::no_topic:
            return number + " without a topic";
        case Verdict::not_in_pool:
        case Verdict::chosen:
        case Verdict::ranked:
            break;
    }
    return number;
}

std::string render_distance(Date turn, Date date, int gap) {
    const auto apart = static_cast<int>((turn < date ? date - turn : turn - date).count());
    return (turn < date ? "spoke on " : "speaks on ") + render_date(turn) + ", " + count_of(apart, "day") +
           (turn < date ? " before" : " after") + "; the gap is " + std::to_string(gap);
}

/// The most that a set of rules is made of: verdicts from not_here_yet to no_topic.
constexpr auto kFirstRule = static_cast<unsigned>(Verdict::not_here_yet);
constexpr auto kRules = static_cast<unsigned>(Verdict::no_topic) - kFirstRule + 1;

unsigned bit(Verdict verdict) {
    return 1U << (static_cast<unsigned>(verdict) - kFirstRule);
}

/// The fewest rules of which at least one excludes each, those that come first among equals.
unsigned smallest_set(const std::vector<unsigned>& excluded_by) {
    unsigned best = (1U << kRules) - 1;
    for (unsigned set = 0; set < (1U << kRules); ++set) {
        if (std::popcount(set) >= std::popcount(best)) continue;
        if (std::all_of(excluded_by.begin(), excluded_by.end(),
                        [&](unsigned rules) { return (rules & set) != 0; }))
            best = set;
    }
    return best;
}

using Rank = std::tuple<MicroTurns, Date, std::size_t>;

Rank rank(const Course& course, std::size_t member) {
    return {course.balance(member), course.last_turn(member), member};
}

std::optional<Date> last_turn(const Course& course, std::size_t member) {
    const Date last = course.last_turn(member);
    return last == kEarliestDate ? std::nullopt : std::optional(last);
}

constexpr std::size_t kRivals = 3;  ///< so many who owe more are asked why not they

}  // namespace

Explanation::Explanation(const Programme& programme, const Roster& roster, const LevelOrder& order,
                         Losses& losses, Losses& exchanges)
    : programme_(programme), roster_(roster), order_(order), losses_(losses), exchanges_(exchanges) {}

std::string Explanation::seats(std::size_t slot, const Course& course) {
    const auto& session = programme_.slots[slot];
    const auto& presenters = roster_.presenters(slot);
    std::string text;
    for (const std::size_t member : presenters) {
        if (!text.empty()) text += "; ";
        if (presenters.size() > 1) text += programme_.members[member].name + " ";
        const auto& before = session.presenters;
        const bool is_kept = session.state == SlotState::kept &&
                             std::find(before.begin(), before.end(), member) != before.end();
        const std::string balance = render_balance(course.balance(member), last_turn(course, member));
        const std::string other = is_kept ? "" : rival(slot, member, course);
        const std::string ground = is_kept                                              ? "kept"
                                   : course.balance(member) < 0 && other.empty()        ? "owes most"
                                   : other.empty() && is_only_one(slot, member, course) ? "the only one free"
                                                                                        : "next in turn";
        text += ground + ": " + balance + other;
    }
    return text;
}

/// "; Ben Okafor owes more, but same team as the session before: Sales" of whoever owes most of those who
/// could give the slot instead of the member.
std::string Explanation::rival(std::size_t slot, std::size_t member, const Course& course) {
    std::vector<std::size_t> rivals;
    for (const std::size_t other : course.pool()) {
        if (!course.is_here(other) || course.balance(other) >= course.balance(member)) continue;
        if (!roster_.has_turn(slot, other)) rivals.push_back(other);
    }
    const std::size_t asked = std::min(kRivals, rivals.size());
    std::partial_sort(
        rivals.begin(), rivals.begin() + static_cast<std::ptrdiff_t>(asked), rivals.end(),
        [&](std::size_t one, std::size_t other) { return rank(course, one) < rank(course, other); });
    for (std::size_t i = 0; i < asked; ++i) {
        const auto seen = consider(slot, rivals[i]);
        if (seen.verdict != Verdict::ranked || seen.why.empty()) continue;
        return "; " + programme_.members[rivals[i]].name + " owes more, but " + seen.why;
    }
    return {};
}

/// Others are there who owe more, and a rule is against each.
bool Explanation::is_only_one(std::size_t slot, std::size_t member, const Course& course) const {
    bool are_others = false;
    for (const std::size_t other : course.pool()) {
        if (!course.is_here(other) || roster_.has_turn(slot, other)) continue;
        if (roster_.allows(slot, other)) return false;
        are_others = are_others || course.balance(other) < course.balance(member);
    }
    return are_others;
}

std::vector<Consideration> Explanation::objections(std::size_t slot, std::size_t member) const {
    auto all = roster_.objections(slot, member);
    if (!losses_.has_topic(slot, member))
        all.push_back({.slot = slot, .member = member, .verdict = Verdict::no_topic});
    return all;
}

std::string Explanation::nobody(std::size_t slot) const {
    struct Group {
        int people = 0;
        std::optional<Date> decisive;
    };
    std::vector<std::vector<Consideration>> excluded;
    std::vector<std::vector<Consideration>>
        elsewhere;  // left or still to come: told only if there is nobody else
    for (const std::size_t member : programme_.series[programme_.slots[slot].series].pool) {
        if (roster_.has_turn(slot, member)) continue;
        auto found = objections(slot, member);
        if (found.empty()) continue;
        const bool is_away =
            found.front().verdict == Verdict::left || found.front().verdict == Verdict::not_here_yet;
        (is_away ? elsewhere : excluded).push_back(std::move(found));
    }
    if (excluded.empty()) excluded = std::move(elsewhere);
    std::vector<unsigned> excluded_by;
    for (const auto& found : excluded) {
        unsigned rules = 0;
        for (const auto& one : found) rules |= bit(one.verdict);
        excluded_by.push_back(rules);
    }
    const unsigned set = smallest_set(excluded_by);
    std::map<std::pair<Verdict, int>, Group> groups;
    for (const auto& found : excluded) {
        const auto& one = *std::find_if(found.begin(), found.end(), [&](const Consideration& rule) {
            return (bit(rule.verdict) & set) != 0;
        });
        auto& group = groups[{one.verdict, one.figure}];
        ++group.people;
        group.decisive = group.people == 1 ? one.decisive : std::nullopt;
    }
    std::string text;
    for (const auto& [key, group] : groups)
        text +=
            (text.empty() ? "" : ", ") + render_group(key.first, group.people, key.second, group.decisive);
    if (!text.empty()) return "nobody free: " + text;
    return roster_.presenters(slot).empty() ? "nobody in the pool" : "nobody else in the pool";
}

/// One who does not present it: the rule against them, or what the plan would lose. Whoever asks why means to
/// change what was planned, so that only what it costs besides decides for an exchange.
Consideration Explanation::consider(std::size_t slot, std::size_t member) {
    const auto against = objections(slot, member);
    Consideration seen = against.empty() ? Consideration{.slot = slot, .member = member} : against.front();
    auto loss = losses_.least(slot, member, Way::any);
    auto exchanged = exchanges_.least(slot, member, Way::exchange);
    if (exchanged && (!loss || is_better(exchanged->more, loss->more, changes_last(order_))))
        loss = std::move(exchanged);
    if (!loss) {
        if (!against.empty()) seen.why = render_verdict(programme_, seen);
        return seen;
    }
    return {.slot = slot,
            .member = member,
            .worse = loss->level,
            .by = loss->by,
            .exchange = loss->exchange,
            .why = loss->why};
}

std::vector<Consideration> Explanation::considered(std::size_t slot, const Course& course, std::size_t others,
                                                   const std::string& reason) {
    const auto& presenters = roster_.presenters(slot);
    std::vector<Consideration> chosen;
    std::vector<std::size_t> rest;
    const auto add = [&](std::vector<Consideration>& to, Consideration seen) {
        seen.balance = course.balance(seen.member);
        seen.last_turn = last_turn(course, seen.member);
        to.push_back(std::move(seen));
    };
    for (const std::size_t member : presenters)
        add(chosen, {.slot = slot, .member = member, .verdict = Verdict::chosen, .why = reason});
    for (std::size_t member = 0; member < programme_.members.size(); ++member) {
        if (!roster_.has_turn(slot, member)) rest.push_back(member);
    }
    const auto key = [&](std::size_t member) {
        const bool takes_part = course.is_here(member) && roster_.is_in_pool(slot, member);
        const auto& here = programme_.members[member].here;
        const bool is_around = roster_.is_in_pool(slot, member) && here.contains(programme_.slots[slot].date);
        return std::pair(takes_part || is_around ? 0 : 1, rank(course, member));
    };
    const std::size_t shown = presenters.empty() ? rest.size() : std::min(others, rest.size());
    std::partial_sort(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(shown), rest.end(),
                      [&](std::size_t one, std::size_t other) { return key(one) < key(other); });
    const auto last = std::max_element(chosen.begin(), chosen.end(), [](const auto& one, const auto& other) {
        return one.balance < other.balance;
    });
    const Consideration measure = last == chosen.end() ? Consideration{} : *last;
    for (std::size_t i = 0; i < shown; ++i) {
        auto seen = consider(slot, rest[i]);
        seen.balance = course.balance(rest[i]);
        seen.last_turn = last_turn(course, rest[i]);
        seen.why = render(seen, measure);
        chosen.push_back(std::move(seen));
    }
    return chosen;
}

/// With balance and last talk, but for those whom a rule excludes.
std::string Explanation::render(const Consideration& seen, const Consideration& chosen) const {
    if (seen.verdict != Verdict::ranked) return seen.why;
    const std::string balance = ": " + render_balance(seen.balance, seen.last_turn);
    if (!seen.why.empty()) return seen.why + balance;
    // Two balances that look alike need not be equal.
    const std::string as_good =
        "as good" + (seen.exchange ? " " + render_exchange(programme_, *seen.exchange) : "");
    const std::string a_little =
        render_turns(seen.balance) == render_turns(chosen.balance) ? "a little " : "";
    if (seen.balance > chosen.balance) return as_good + ", but owes " + a_little + "less" + balance;
    if (seen.balance < chosen.balance) return as_good + ", and owes " + a_little + "more" + balance;
    if (seen.last_turn > chosen.last_turn) return as_good + ", but spoke more recently" + balance;
    return as_good + "; equals go by name" + balance;
}

std::string render_balance(MicroTurns balance, const std::optional<Date>& last_turn) {
    return "balance " + render_turns(balance) + ", " +
           (last_turn ? "last talk " + render_date(*last_turn) : std::string("no talk yet"));
}

std::string render_verdict(const Programme& programme, const Consideration& consideration) {
    const Date date = programme.slots[consideration.slot].date;
    const auto& member = programme.members[consideration.member];
    const Date decisive = consideration.decisive.value_or(date);
    switch (consideration.verdict) {
        case Verdict::chosen:
            return "chosen: " + render_balance(consideration.balance, consideration.last_turn);
        case Verdict::ranked:
            return "could: " + render_balance(consideration.balance, consideration.last_turn);
        case Verdict::not_in_pool:
            return "takes no turns in " + programme.series[programme.slots[consideration.slot].series].name;
        case Verdict::not_here_yet:
            return "joins on " + render_date(decisive);
        case Verdict::left:
            return "left on " + render_date(decisive);
        case Verdict::away:
            return render_away(consideration.decisive);
        case Verdict::declined:
            return "declined";
        case Verdict::newcomer:
            return "newcomer, to be asked from " + render_date(decisive) + " on, after " +
                   count_of(consideration.figure, "week");
        case Verdict::busy_that_day:
            return "has another duty that day";
        case Verdict::gap:
            return render_distance(decisive, date, consideration.figure);
        case Verdict::max_per_year:
            return "has " + count_of(consideration.figure, "talk") + " in " + render_date(date).substr(0, 4) +
                   ", the most allowed";
        case Verdict::team_run:
            return "team " + member.team + " would have more than " +
                   count_of(consideration.figure, "session") + " in a row";
        case Verdict::no_topic:
            return "has no topic to give here";
    }
    return {};
}

}  // namespace tiffin::planning
