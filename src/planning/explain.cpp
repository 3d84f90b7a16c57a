#include "planning/explain.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace tiffin::planning {

namespace {

std::string count_of(int count, const std::string& unit) {
    return std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
}

std::string render_away(const std::optional<Date>& last_day) {
    return !last_day || *last_day == kLatestDate ? "away until further notice"
                                                 : "away until " + render_date(*last_day);
}

std::string render_ground(const Programme& programme, const SeatNote& note, MicroTurns balance) {
    switch (note.ground) {
        case SeatNote::Ground::kept:
            return "kept";
        case SeatNote::Ground::owes_most:
            return balance < 0 ? "owes most" : "next in turn";
        case SeatNote::Ground::deadline:
            return "owes a full turn by " + render_date(programme.slots[note.slot].date);
        case SeatNote::Ground::to_fill:
            return "exchanged so that " + programme.slots[note.slot].name + " is filled";
        case SeatNote::Ground::to_balance:
            return "exchanged so that all stay within one turn";
    }
    return {};
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

}  // namespace

std::string render_seats(const Programme& programme, const Roster& roster, const Ledger& ledger,
                         std::size_t slot, const std::vector<SeatNote>& notes) {
    std::string text;
    for (const auto& note : notes) {
        const MicroTurns balance = ledger.before(slot, note.member);
        if (!text.empty()) text += "; ";
        if (notes.size() > 1) text += programme.members[note.member].name + " ";
        text += render_ground(programme, note, balance) + ": " +
                render_balance(balance, roster.last_turn(note.member, programme.slots[slot].date));
    }
    return text;
}

std::string render_nobody(const Programme& programme, const Roster& roster, std::size_t slot) {
    struct Group {
        int people = 0;
        std::optional<Date> decisive;
    };
    std::map<std::pair<Verdict, int>, Group> groups;
    for (const std::size_t member : programme.series[programme.slots[slot].series].pool) {
        const auto found = roster.judge(slot, member);
        if (roster.has_turn(slot, member)) continue;
        auto& group = groups[{found.verdict, found.figure}];
        ++group.people;
        group.decisive = group.people == 1 ? found.decisive : std::nullopt;
    }
    // Who has left or is still to come is worth a word only if there is nobody else.
    const bool has_others = std::any_of(groups.begin(), groups.end(), [](const auto& group) {
        return group.first.first != Verdict::left && group.first.first != Verdict::not_here_yet;
    });
    std::string text;
    for (const auto& [key, group] : groups) {
        const auto [verdict, figure] = key;
        if (has_others && (verdict == Verdict::left || verdict == Verdict::not_here_yet)) continue;
        text += (text.empty() ? "" : ", ") + render_group(verdict, group.people, figure, group.decisive);
    }
    return text.empty() ? "nobody in the pool" : "nobody free: " + text;
}

std::vector<Consideration> consider_all(const Programme& programme, const Roster& roster,
                                        const Ledger& ledger, std::size_t slot,
                                        const std::vector<std::size_t>& chosen) {
    std::vector<Consideration> all;
    all.reserve(programme.members.size());
    for (std::size_t member = 0; member < programme.members.size(); ++member) {
        auto found = roster.judge(slot, member);
        if (std::find(chosen.begin(), chosen.end(), member) != chosen.end()) {
            found = {slot, member, Verdict::chosen, 0, std::nullopt, std::nullopt, 0};
        }
        found.balance = ledger.before(slot, member);
        found.last_turn = roster.last_turn(member, programme.slots[slot].date);
        all.push_back(found);
    }
    const auto key = [](const Consideration& one) {
        const bool is_ranked = one.verdict == Verdict::ranked;
        return std::tuple(one.verdict, is_ranked ? one.balance : 0,
                          is_ranked ? one.last_turn.value_or(kEarliestDate) : kEarliestDate, one.member);
    };
    std::sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    return all;
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
