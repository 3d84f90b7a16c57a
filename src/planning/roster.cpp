#include "planning/roster.h"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace tiffin::planning {

namespace {

using std::chrono::days;

std::vector<std::size_t> number_teams(const std::vector<Member>& members) {
    std::map<std::string, std::size_t> numbers{{"", 0}};
    std::vector<std::size_t> teams;
    teams.reserve(members.size());
    for (const auto& member : members)
        teams.push_back(numbers.emplace(member.team, numbers.size()).first->second);
    return teams;
}

/// The last day of the absences that contain `day` or follow it without a gap.
Date last_day_away(const Member& member, Date day) {
    auto absences = member.away;
    std::sort(absences.begin(), absences.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    Date last = day;
    for (const auto& absence : absences) {
        if (absence.first <= last + days{1}) last = std::max(last, absence.last);
    }
    return last;
}

bool same_year(Date a, Date b) {
    return first_of_year(a) == first_of_year(b);
}

bool is_earlier(const Turn& turn, const Turn& other) {
    return turn.date != other.date ? turn.date < other.date : turn.slot < other.slot;
}

auto first_turn_from(const std::vector<Turn>& turns, Date day) {
    return std::lower_bound(turns.begin(), turns.end(), Turn{day, 0}, is_earlier);
}

}  // namespace

Roster::Roster(const Programme& programme, const Presence& presence, std::size_t begin)
    : programme_(programme),
      presence_(presence),
      begin_(begin),
      pools_(programme.series),
      team_(number_teams(programme.members)),
      series_slots_(programme.series.size()),
      place_(programme.slots.size(), 0),
      presenters_(programme.slots.size()),
      turns_(programme.members.size()),
      topics_(programme, presenters_) {
    for (const std::size_t series : pools_.first_series) {
        in_pool_.emplace_back(programme.members.size(), false);
        for (const std::size_t member : programme.series[series].pool) in_pool_.back()[member] = true;
    }
    for (const auto& member : programme.members) max_per_year_.push_back(member.max_per_year);
    for (const auto& series : programme.series) {
        const auto& limit = series.rules.max_per_year;
        if (!limit) continue;
        for (const std::size_t member : series.pool)
            max_per_year_[member] = std::min(max_per_year_[member].value_or(*limit), *limit);
    }
    for (const auto& series : programme.series)
        widest_gap_ = std::max(widest_gap_, series.rules.min_gap_days);
    for (std::size_t slot = 0; slot < programme.slots.size(); ++slot) {
        if (programme.slots[slot].state == SlotState::off) continue;
        auto& row = series_slots_[programme.slots[slot].series];
        place_[slot] = row.size();
        row.push_back(slot);
    }
}

void Roster::seat(std::size_t slot, std::size_t member) {
    const auto& session = programme_.slots[slot];
    presenters_[slot].push_back(member);
    const Turn turn{session.date, slot};
    auto& turns = turns_[member];
    turns.insert(std::upper_bound(turns.begin(), turns.end(), turn, is_earlier), turn);
    const bool is_planned = session.state == SlotState::open || session.state == SlotState::kept;
    if (slot >= begin_ && is_planned && programme_.series[session.series].rules.topic_required)
        topics_.match(slot);
}

void Roster::unseat(std::size_t slot, std::size_t member) {
    auto& presenters = presenters_[slot];
    presenters.erase(std::find(presenters.begin(), presenters.end(), member));
    auto& turns = turns_[member];
    turns.erase(
        std::find_if(turns.begin(), turns.end(), [slot](const Turn& turn) { return turn.slot == slot; }));
    if (topics_.topic_of(slot) && !topics_.is_pinned(slot) && !topics_.is_covered(slot)) {
        topics_.release(slot);
        topics_.match(slot);
    }
}

bool Roster::has_turn(std::size_t slot, std::size_t member) const {
    const auto& presenters = presenters_[slot];
    return std::find(presenters.begin(), presenters.end(), member) != presenters.end();
}

bool Roster::is_present(std::size_t slot, std::size_t member) const {
    const auto ranges = presence_.of(member);
    return std::any_of(ranges.begin(), ranges.end(),
                       [slot](const IndexRange& range) { return range.begin <= slot && slot < range.end; });
}

bool Roster::is_in_pool(std::size_t slot, std::size_t member) const {
    return in_pool_[pools_.of_series[programme_.slots[slot].series]][member];
}

Consideration Roster::judge(std::size_t slot, std::size_t member) const {
    auto found = judge_person(slot, member);
    if (found.verdict != Verdict::ranked) return found;
    const bool is_required = programme_.series[programme_.slots[slot].series].rules.topic_required;
    if ((is_required || topics_.is_pinned(slot)) && !topics_.could_give(slot, member)) {
        found.verdict = Verdict::no_topic;
    }
    return found;
}

Consideration Roster::judge_person(std::size_t slot, std::size_t member) const {
    auto found = judge_presence(slot, member);
    if (found.verdict == Verdict::ranked) found = judge_turns(slot, member);
    if (found.verdict == Verdict::ranked) found = judge_year(slot, member);
    if (found.verdict == Verdict::ranked) found = judge_team(slot, member);
    return found;
}

std::vector<Consideration> Roster::objections(std::size_t slot, std::size_t member) const {
    std::vector<Consideration> all;
    for (const auto judge :
         {&Roster::judge_presence, &Roster::judge_turns, &Roster::judge_year, &Roster::judge_team}) {
        const auto found = (this->*judge)(slot, member);
        if (found.verdict != Verdict::ranked) all.push_back(found);
    }
    return all;
}

Consideration Roster::judge_team(std::size_t slot, std::size_t member) const {
    Consideration found{.slot = slot, .member = member};
    const int most = programme_.series[programme_.slots[slot].series].rules.team_run;
    if (most > 0 && team_run(slot, member).size() + 1 > static_cast<std::size_t>(most)) {
        found.verdict = Verdict::team_run;
        found.figure = most;
    }
    return found;
}

Consideration Roster::judge_presence(std::size_t slot, std::size_t member) const {
    const auto& person = programme_.members[member];
    const auto& session = programme_.slots[slot];
    const int weeks = programme_.series[session.series].rules.newcomer_weeks;
    Consideration found{.slot = slot, .member = member};
    if (!is_in_pool(slot, member)) {
        found.verdict = Verdict::not_in_pool;
    } else if (session.date < person.here.first) {
        found.verdict = Verdict::not_here_yet;
        found.decisive = person.here.first;
    } else if (person.here.last < session.date) {
        found.verdict = Verdict::left;
        found.decisive = person.here.last;
    } else if (!is_present(slot, member)) {
        found.verdict = Verdict::away;
        found.decisive = last_day_away(person, session.date);
    } else if (std::find(session.declined.begin(), session.declined.end(), member) !=
               session.declined.end()) {
        found.verdict = Verdict::declined;
    } else if (const Date joined = last_joined(person, session.date);
               joined != kEarliestDate && session.date < joined + days{7 * weeks}) {
        found.verdict = Verdict::newcomer;
        found.decisive = joined + days{7 * weeks};
        found.figure = weeks;
    }
    return found;
}

Consideration Roster::judge_turns(std::size_t slot, std::size_t member) const {
    const auto& session = programme_.slots[slot];
    const int gap = programme_.series[session.series].rules.min_gap_days;
    Consideration found{.slot = slot, .member = member};
    const auto& other_duties = programme_.members[member].on_duty;
    if (std::binary_search(other_duties.begin(), other_duties.end(), session.date)) {
        found.verdict = Verdict::busy_that_day;
        found.decisive = session.date;
        return found;
    }
    const auto& turns = turns_[member];
    const days reach{std::max(widest_gap_, 1)};
    for (auto turn = first_turn_from(turns, session.date - reach + days{1});
         turn != turns.end() && turn->date < session.date + reach; ++turn) {
        const auto apart = turn->date < session.date ? session.date - turn->date : turn->date - session.date;
        const int wanted =
            std::max(gap, programme_.series[programme_.slots[turn->slot].series].rules.min_gap_days);
        if (apart == days{0}) {
            found.verdict = Verdict::busy_that_day;
            found.decisive = turn->date;
            return found;
        }
        if (apart < days{wanted} && found.verdict == Verdict::ranked) {
            found.verdict = Verdict::gap;
            found.decisive = turn->date;
            found.figure = wanted;
        }
    }
    return found;
}

Consideration Roster::judge_year(std::size_t slot, std::size_t member) const {
    const auto& session = programme_.slots[slot];
    Consideration found{.slot = slot, .member = member};
    const auto& most = max_per_year_[member];
    int turns = 0;
    const auto& all = turns_[member];
    for (auto turn = first_turn_from(all, first_of_year(session.date));
         turn != all.end() && same_year(turn->date, session.date); ++turn) {
        ++turns;
    }
    if (most && turns + 1 > *most) {
        found.verdict = Verdict::max_per_year;
        found.figure = *most;
    }
    return found;
}

bool Roster::shows_team(std::size_t slot, std::size_t team) const {
    return std::any_of(presenters_[slot].begin(), presenters_[slot].end(),
                       [&](std::size_t member) { return team_[member] == team; });
}

std::vector<std::size_t> Roster::team_run(std::size_t slot, std::size_t member) const {
    std::vector<std::size_t> run;
    const std::size_t team = team_[member];
    if (team == 0) return run;
    const auto& row = series_slots_[programme_.slots[slot].series];
    for (std::size_t i = place_[slot]; i > 0 && shows_team(row[i - 1], team); --i) run.push_back(row[i - 1]);
    for (std::size_t i = place_[slot] + 1; i < row.size() && shows_team(row[i], team); ++i)
        run.push_back(row[i]);
    return run;
}

std::optional<Date> Roster::last_turn(std::size_t member, Date before) const {
    const auto turn = first_turn_from(turns_[member], before);
    return turn == turns_[member].begin() ? std::nullopt : std::optional(std::prev(turn)->date);
}

bool Roster::is_within_soft_gap(std::size_t slot, std::size_t member) const {
    if (turns_[member].empty()) return false;
    const auto& session = programme_.slots[slot];
    const days gap{programme_.series[session.series].rules.soft_gap_days};
    const auto turn = first_turn_from(turns_[member], session.date - gap + days{1});
    return turn != turns_[member].end() && turn->date < session.date + gap;
}

}  // namespace tiffin::planning
