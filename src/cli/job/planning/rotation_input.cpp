#include "cli/job/planning/rotation_input.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "cli/audience.h"
#include "cli/job/answers/answers.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "domain/person.h"
#include "domain/session_layout.h"
#include "domain/session_life.h"
#include "domain/swap.h"
#include "storage/drop_outs.h"
#include "storage/held_terms.h"
#include "storage/holidays.h"
#include "storage/people.h"
#include "storage/series.h"
#include "storage/sessions.h"
#include "storage/swaps.h"
#include "storage/topics.h"
#include "text/fold.h"

namespace tiffin::cli {

using planning::Slot;
using planning::SlotState;

planning::Rules rules(const config::Settings& settings) {
    planning::Rules rules;
    rules.min_gap_days = settings.number("min_gap").value_or(0);
    rules.soft_gap_days = settings.number("soft_gap").value_or(0);
    rules.max_per_year = settings.number("max_per_year");
    rules.team_run = settings.number("team_run").value_or(0);
    rules.newcomer_weeks = settings.number("newcomer_weeks").value_or(0);
    rules.presenters = std::max(1, settings.number("presenters").value_or(1));
    rules.co_presenter_turn = settings.text("co_presenter_turn") == "full" ? planning::CoPresenterTurn::full
                                                                           : planning::CoPresenterTurn::split;
    rules.topic_required = settings.text("topic_required") == "yes";
    return rules;
}

namespace {

/// Positions of ids in the planner's vectors.
using Positions = std::unordered_map<std::int64_t, std::size_t>;

class Builder {
  public:
    Builder(Invocation& invocation, PlanScope scope)
        : invocation_(invocation),
          connection_(invocation.connection()),
          scope_(std::move(scope)),
          today_(invocation.today()) {}

    RotationInput build() {
        add_members();
        tell_namesakes_apart();
        add_series();
        add_topics();
        add_slots();
        add_other_duties();
        credit_swaps();
        add_terms();
        return std::move(input_);
    }

    RotationInput build_turns() {
        add_members();
        add_series();
        add_turns();
        credit_swaps();
        add_terms();
        return std::move(input_);
    }

  private:
    void add_members() {
        auto& members = input_.programme.members;
        storage::for_each_person(connection_, [&](Person& person) {
            member_of_.emplace(person.id.value, members.size());
            keys_.emplace_back(person);
            input_.emails.push_back(std::move(person.email));
            members.push_back({.id = person.id,
                               .name = std::move(person.name),
                               .team = std::move(person.team),
                               .here = membership(person),
                               .away = {},
                               .on_duty = {}});
        });
        storage::for_each_absence(connection_, [&](PersonId person, DateRange dates) {
            members[member_of_.at(person.value)].away.push_back(dates);
        });
        storage::for_each_weight(connection_, [&](PersonId person, Weight weight) {
            members[member_of_.at(person.value)].weights.push_back(weight);
        });
        storage::for_each_restart(connection_, [&](PersonId person, Date day) {
            members[member_of_.at(person.value)].rejoined.push_back(day);
        });
        for (auto& member : members) std::sort(member.rejoined.begin(), member.rejoined.end());
    }

    void tell_namesakes_apart() {
        for (const auto& name : storage::shared_names(connection_)) {
            for (const auto& person : storage::people_named(connection_, name))
                input_.programme.members[member_of_.at(person.id.value)].name =
                    shown_name(connection_, person);
        }
    }

    void add_series() {
        for (const auto& series : storage::all_series(connection_)) {
            series_of_.emplace(series.id.value, input_.programme.series.size());
            planning::SeriesInPlan added{
                series.id, series.name, {}, rules(invocation_.settings_of(series.id))};
            const Audience pool(series.pool);
            for (std::size_t member = 0; member < keys_.size(); ++member) {
                if (pool.contains(keys_[member])) added.pool.push_back(member);
            }
            input_.programme.series.push_back(std::move(added));
            stored_series_.push_back(series);
        }
    }

    void add_topics() {
        for (const auto& topic : storage::all_topics(connection_)) {
            if (topic.presenters.empty()) {
                input_.requests.emplace(topic.id, topic.title);
                continue;
            }
            planning::TopicInPlan added{topic.id, topic.title, {}, false};
            added.format = topic.format;
            if (!topic.tags.empty()) added.tag = text::fold(topic.tags.front());
            for (const auto person : topic.presenters)
                added.presenters.push_back(member_of_.at(person.value));
            std::sort(added.presenters.begin(), added.presenters.end());
            topic_of_.emplace(topic.id.value, input_.programme.topics.size());
            input_.programme.topics.push_back(std::move(added));
        }
    }

    void add_slots() {
        for (const auto& holiday : storage::holidays(connection_, {today_, kLatestDate}))
            holidays_.emplace(holiday.date, holiday.name);
        for (const auto& [session, person] : declined(invocation_))
            declined_[session].push_back(member_of_.at(person.value));
        for (const auto& one : storage::drop_outs_from(connection_, today_))
            dropped_out_[one.session].push_back(member_of_.at(one.person.value));
        input_.sessions = storage::sessions(connection_, {});
        std::stable_sort(
            input_.sessions.begin(), input_.sessions.end(), [&](const Session& a, const Session& b) {
                return a.date != b.date ? a.date < b.date
                                        : series_of_.at(a.series.value) < series_of_.at(b.series.value);
            });
        input_.programme.slots.reserve(input_.sessions.size());
        for (const auto& session : input_.sessions) input_.programme.slots.push_back(slot(session));
    }

    /// Who hosts or moderates has a duty that day as well.
    void add_other_duties() {
        for (const auto& session : input_.sessions) {
            if (session.date < today_ || is_called_off(session)) continue;
            for (const auto& duty : session.assignments) {
                if (duty.role == Role::host || duty.role == Role::moderator)
                    input_.programme.members[member_of_.at(duty.person.value)].on_duty.push_back(
                        session.date);
            }
        }
    }

    void add_turns() {
        auto& slots = input_.programme.slots;
        const auto turns = storage::turns(connection_);
        slots.reserve(turns.size());
        for (const auto& turn : turns) {
            const auto presenter = member_of_.at(turn.presenter.value);
            if (!slots.empty() && slots.back().session == turn.session) {
                slots.back().presenters.push_back(presenter);
                continue;
            }
            const bool given = took_place(turn.state, turn.date, today_);
            slots.push_back({.session = turn.session,
                             .name = {},
                             .series = series_of_.at(turn.series.value),
                             .date = turn.date,
                             .state = given ? SlotState::given : SlotState::fixed,
                             .presenters = {presenter},
                             .remark = {}});
        }
    }

    /// Who gets the turns of duties that were exchanged.
    void credit_swaps() {
        const auto swaps = storage::swaps(connection_);
        if (swaps.empty()) return;
        std::unordered_map<std::int64_t, Slot*> slots;
        for (auto& slot : input_.programme.slots) slots.emplace(slot.session.value, &slot);
        const auto& members = input_.programme.members;
        const auto presenters_of = [&](SessionId session) {
            std::vector<PersonId> people;
            const auto slot = slots.find(session.value);
            // What the plan may still change is nobody's promise.
            const bool stands = slot != slots.end() && (slot->second->state == SlotState::given ||
                                                        slot->second->state == SlotState::fixed);
            if (!stands) return people;
            for (const auto member : slot->second->presenters) people.push_back(members[member].id);
            return people;
        };
        for (const auto& [session, people] : credits(swaps, presenters_of)) {
            for (const auto person : people)
                slots.at(session.value)->credited.push_back(member_of_.at(person.value));
        }
    }

    /// On what terms sessions of the past were held, where their series has others by now.
    void add_terms() {
        auto& programme = input_.programme;
        std::unordered_map<std::int64_t, storage::HeldTerms> kept;
        storage::for_each_terms(connection_, [&](SessionId session, const storage::HeldTerms& terms) {
            kept.emplace(session.value, terms);
        });
        if (kept.empty()) return;
        std::map<std::pair<std::string, std::int64_t>, std::size_t> numbers;  // of turn and roll
        std::map<std::int64_t, std::vector<std::size_t>> pools{{0, everybody()}};
        for (const auto& [roll, people] : storage::rolls(connection_))
            pools.emplace(roll.value, members(people));
        for (auto& slot : programme.slots) {
            const auto found = kept.find(slot.session.value);
            if (found == kept.end() || slot.date >= today_) continue;
            const auto& terms = found->second;
            const auto roll = terms.roll.value_or(RollId{}).value;
            const auto turn = terms.co_presenter_turn == "full" ? planning::CoPresenterTurn::full
                                                                : planning::CoPresenterTurn::split;
            const auto& series = programme.series[slot.series];
            if (turn == series.rules.co_presenter_turn && pools.at(roll) == series.pool) continue;
            const auto [number, is_new] =
                numbers.try_emplace({terms.co_presenter_turn, roll}, programme.terms.size());
            if (is_new) programme.terms.push_back({pools.at(roll), turn});
            slot.terms = number->second;
        }
    }

    [[nodiscard]] std::vector<std::size_t> everybody() const {
        std::vector<std::size_t> all(keys_.size());
        for (std::size_t member = 0; member < all.size(); ++member) all[member] = member;
        return all;
    }

    [[nodiscard]] std::vector<std::size_t> members(const std::vector<PersonId>& people) const {
        std::vector<std::size_t> found;
        for (const auto person : people) found.push_back(member_of_.at(person.value));
        std::sort(found.begin(), found.end());
        return found;
    }

    Slot slot(const Session& session) {
        const auto series = series_of_.at(session.series.value);
        Slot slot{.session = session.id,
                  .name = session_name(stored_series_[series], session.date),
                  .series = series,
                  .date = session.date,
                  .presenters = {},
                  .remark = {}};
        for (const auto person : presenters(session)) slot.presenters.push_back(member_of_.at(person.value));
        if (const auto found = declined_.find(session.id); found != declined_.end())
            slot.declined = found->second;
        if (const auto found = dropped_out_.find(session.id); found != dropped_out_.end()) {
            for (const auto member : found->second) {  // unless they present it after all
                const auto& has = slot.presenters;
                if (std::find(has.begin(), has.end(), member) == has.end()) slot.declined.push_back(member);
            }
        }
        slot.state = state(session, slot);
        if (session.topic) {
            const auto topic = topic_of_.find(session.topic->value);
            if (topic != topic_of_.end()) {
                slot.topic = topic->second;
                if (slot.state != SlotState::off) input_.programme.topics[topic->second].given = true;
            }
        }
        return slot;
    }

    SlotState state(const Session& session, Slot& slot) const {
        if (took_place(session, today_)) return SlotState::given;
        if (is_called_off(session)) return SlotState::off;
        if (session.date < today_) return SlotState::off;
        // It counts as given from tomorrow on, but is nobody's to plan any more.
        if (is_over(session, invocation_)) return slot.presenters.empty() ? SlotState::off : SlotState::fixed;
        const auto until = scope_.until.find(session.series);
        const bool in_scope = scope_.session ? *scope_.session == session.id
                                             : until != scope_.until.end() && session.date <= until->second;
        // A presenter who does not come is replaced, whatever people were told.
        const bool free = is_left_to_the_plan(session) || is_missed(slot);
        if (shows_video(session)) return SlotState::off;
        if (slot.presenters.empty()) return in_scope ? open_state(session, slot) : SlotState::off;
        slot.may_be_exchanged = !in_scope && is_left_to_the_plan(session);
        return free && in_scope ? SlotState::kept : SlotState::fixed;
    }

    static bool is_missed(const Slot& slot) {
        return std::any_of(slot.presenters.begin(), slot.presenters.end(), [&](std::size_t member) {
            return std::find(slot.declined.begin(), slot.declined.end(), member) != slot.declined.end();
        });
    }

    SlotState open_state(const Session& session, Slot& slot) const {
        const auto holiday = holidays_.find(session.date);
        const bool ask = stored_series_[slot.series].holidays == HolidayPolicy::ask;
        if (holiday == holidays_.end() || !ask || session.moved) return SlotState::open;
        slot.remark = "falls on " + holiday->second + ": move, cancel or assign it";
        return SlotState::held_back;
    }

    Invocation& invocation_;
    storage::Connection& connection_;
    PlanScope scope_;
    Date today_;
    RotationInput input_;
    std::vector<AudienceKeys> keys_;  // in the order of the members
    std::vector<Series> stored_series_;
    std::map<Date, std::string> holidays_;
    std::map<SessionId, std::vector<std::size_t>> declined_;
    std::map<SessionId, std::vector<std::size_t>> dropped_out_;
    Positions member_of_;
    Positions series_of_;
    Positions topic_of_;
};

}  // namespace

std::optional<TopicId> RotationInput::topic_of(const planning::Choice& choice) const {
    const auto& wanted = sessions[choice.slot].topic;
    if (wanted && requests.count(*wanted) > 0) return wanted;
    return choice.topic ? std::optional(programme.topics[*choice.topic].id) : std::nullopt;
}

std::optional<std::string> RotationInput::title_of(const planning::Choice& choice) const {
    const auto topic = topic_of(choice);
    if (!topic) return std::nullopt;
    const auto request = requests.find(*topic);
    return request == requests.end() ? programme.topics[*choice.topic].title : request->second;
}

RotationInput rotation_input(Invocation& invocation, const PlanScope& scope) {
    return Builder(invocation, scope).build();
}

RotationInput rotation_turns(Invocation& invocation) {
    return Builder(invocation, {}).build_turns();
}

}  // namespace tiffin::cli
