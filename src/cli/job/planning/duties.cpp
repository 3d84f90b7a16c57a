#include "cli/job/planning/duties.h"

#include <algorithm>

#include "cli/lookup.h"
#include "cli/session_table.h"
#include "domain/session_layout.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

std::string verb_of(Role role) {
    if (role == Role::host) return " hosts ";
    return role == Role::moderator ? " moderates " : " presents ";
}

}  // namespace

std::string warn_of_duties(Invocation& invocation, const Person& person,
                           const std::vector<DateRange>& affected, const std::string& otherwise) {
    const auto is_affected = [&](const Session& session) {
        return std::any_of(affected.begin(), affected.end(),
                           [&](const DateRange& dates) { return dates.contains(session.date); });
    };
    const auto who = shown_name(invocation.connection(), person);
    std::string by_hand;
    bool plan_helps = false;
    for (const auto& session : storage::sessions(
             invocation.connection(), {.dates = {invocation.today(), kLatestDate}, .person = person.id})) {
        if (is_called_off(session) || is_over(session, invocation) || !is_affected(session)) continue;
        const auto name = session_name(series_of(invocation.connection(), session), session.date);
        for (const auto& assignment : session.assignments) {
            if (assignment.person != person.id) continue;
            const bool presents = assignment.role == Role::presenter || assignment.role == Role::co_presenter;
            const bool plan_mends = presents && is_left_to_the_plan(session);
            const auto command = "tiffin session assign " + name + " --" +
                                 std::string(to_string(presents ? Role::presenter : assignment.role)) +
                                 " PERSON";
            if (plan_mends) plan_helps = true;
            if (!plan_mends && by_hand.empty()) by_hand = command;
            invocation.warn(
                who + verb_of(assignment.role) + name + "; " +
                (plan_mends ? "tiffin plan finds somebody else" : command + " names somebody else"));
        }
    }
    if (plan_helps) return "tiffin plan";
    return by_hand.empty() ? otherwise : by_hand;
}

}  // namespace tiffin::cli
