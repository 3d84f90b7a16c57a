#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "domain/date.h"
#include "domain/id.h"
#include "domain/weight.h"

namespace tiffin::planning {

/// What the rotation knows: people, series and every session past and coming. Indexes name the elements of
/// these vectors; nothing here reads a clock or a file.

struct Member {
    PersonId id;
    std::string name;
    std::string team;
    DateRange here;                     ///< joined … left
    std::vector<DateRange> away;        ///< may overlap, in any order
    std::vector<Date> on_duty{};        ///< hard: hosts or moderates that day, so presents nothing; ascending
    std::optional<int> max_per_year{};  ///< hard: beside the limits of the series
    std::vector<Weight> weights{};      ///< ascending; before the first, and without any, kWhole
    std::vector<Date> rejoined{};       ///< ascending: the days on which the balance began at zero again
};

/// When somebody joined who is there on the day: their first day, or when they last began anew.
inline Date last_joined(const Member& member, Date day) {
    Date joined = member.here.first;
    for (const Date again : member.rejoined) {
        if (again <= day) joined = again;
    }
    return joined;
}

enum class CoPresenterTurn { split, full };

/// The rules of one series. Days and weeks; nothing or 0 switches a rule off. Where turns in two series meet,
/// the wider gap holds; of the series whose pool somebody is in, the lowest maximum.
struct Rules {
    int min_gap_days = 0;               ///< hard: between two turns of one person, whatever the series
    int soft_gap_days = 0;              ///< wanted
    std::optional<int> max_per_year{};  ///< hard: turns of one person in a calendar year, in all series
    int team_run = 0;        ///< hard: at most so many sessions in a row by one team, cancelled ones left out
    int newcomer_weeks = 0;  ///< hard: nobody is asked in their first weeks
    bool topic_required = false;  ///< hard: presenters can give a topic that nobody has given
    int presenters = 1;           ///< wanted in each session
    CoPresenterTurn co_presenter_turn = CoPresenterTurn::split;
};

struct SeriesInPlan {
    SeriesId id;
    std::string name;
    std::vector<std::size_t> pool;  ///< members who take turns in it, ascending
    Rules rules;
};

enum class SlotState {
    given,      ///< it took place: its presenters gave their turns
    fixed,      ///< announced, confirmed or pinned: its presenters stay
    kept,       ///< planned earlier: stays unless a hard rule now forbids it
    open,       ///< to be filled
    off,        ///< cancelled or postponed: nobody owes, nobody gave
    held_back,  ///< to be left open, for the reason in `remark`
};

/// What is settled about a session before it is planned.
struct Settled {
    std::optional<std::size_t> presenter{};
    std::optional<std::size_t> topic{};
};

struct Slot {
    SessionId session;
    std::string name;  ///< "thursday-lunch/2027-02-18"
    std::size_t series = 0;
    Date date{};
    SlotState state = SlotState::open;
    std::vector<std::size_t> presenters;
    std::optional<std::size_t> topic{};
    std::string remark;
    Settled pinned{};     ///< hard: stays
    Settled announced{};  ///< a change is avoided
    /// Who gets the turns of a slot that is given or fixed, where duties were exchanged; empty: its
    /// presenters.
    std::vector<std::size_t> credited{};
    std::vector<std::size_t> declined{};  ///< hard: said that they do not come, and owe the turn still
    std::optional<std::size_t> terms{};   ///< in Programme::terms; nothing: as the series has it
    /// Fixed for this plan alone, planned by another: explanations may offer it in exchange.
    bool may_be_exchanged = false;
};

/// On what terms sessions of the past were owed, where their series has others now.
struct Terms {
    std::vector<std::size_t> pool;  ///< ascending
    CoPresenterTurn co_presenter_turn = CoPresenterTurn::split;
};

struct TopicInPlan {
    TopicId id;
    std::string title;
    std::vector<std::size_t> presenters;  ///< members who can give it, ascending
    bool given = false;                   ///< a session past or coming has it already
    int votes = 0;
    std::string format{};
    std::string tag{};
};

struct Programme {
    std::vector<Member> members;  ///< in a stable order, which breaks last ties
    std::vector<SeriesInPlan> series;
    std::vector<Slot> slots;          ///< ascending by date, then series
    std::vector<TopicInPlan> topics;  ///< oldest first
    std::vector<Terms> terms{};       ///< that slots name
};

/// How many a session is to have, at least one.
inline std::size_t wanted_presenters(const Programme& programme, const Slot& slot) {
    const int wanted = programme.series[slot.series].rules.presenters;
    return static_cast<std::size_t>(wanted < 1 ? 1 : wanted);
}

}  // namespace tiffin::planning
