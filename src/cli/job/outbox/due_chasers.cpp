#include "cli/job/outbox/due_chasers.h"

#include <algorithm>
#include <limits>

#include "calendar/zone.h"
#include "cli/job/answers/answers.h"
#include "cli/job/answers/seating.h"
#include "cli/job/invites/invite_thread.h"
#include "cli/job/outbox/due_orders.h"
#include "cli/job/outbox/message_text.h"
#include "cli/job/outbox/said_once.h"
#include "storage/messages.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

/// Who was invited only just has this long to answer before anybody asks.
constexpr std::chrono::hours kTimeToAnswer{24};

/// As the series has it; where it has nothing of its own, only where heads are counted.
std::optional<int> days_to_chase(DueDrafts& drafts, const Session& session) {
    const auto& settings = drafts.settings_of(session.series);
    const auto& series = drafts.names().series(session.series);
    const bool is_counted = series.lunch == Lunch::catered || series.capacity;
    if (settings.value("chase_before").origin == config::Origin::built_in && !is_counted) return std::nullopt;
    return settings.number("chase_before");
}

bool has_duty(const Session& session, PersonId person) {
    const auto& duties = session.assignments;
    return std::any_of(duties.begin(), duties.end(),
                       [&](const Assignment& duty) { return duty.person == person; });
}

/// With a yes they would wait for a place.
bool would_wait(DueDrafts& drafts, const Session& session, PersonId person) {
    const auto& series = drafts.names().series(session.series);
    if (!series.capacity && !series.remote_capacity) return false;
    auto with_theirs = drafts.answers_to(session);
    auto& rsvp = with_theirs[person];
    rsvp.person = person;
    rsvp.answer = Answer::yes;
    rsvp.order = std::numeric_limits<std::int64_t>::max();
    const auto taken = seating(series, session, with_theirs);
    const auto* seat = seat_of(taken, person);
    return seat != nullptr && seat->waiting;
}

/// What waits in the outbox nobody can have answered.
bool has_invite_waiting(const DueDrafts& drafts, const Unanswered& silent) {
    const auto told =
        storage::messages_in_thread(drafts.connection(), thread_of(silent.session.id, silent.email));
    return !told.empty() && told.front().state == MessageState::prepared;
}

/// For this day; an older tiffin named no day in its keys.
bool is_chased(const DueDrafts& drafts, const SaidOnce& said, const std::string& thread,
               const std::string& says, Instant deadline) {
    const auto heard = said.heard();
    if (std::find(heard.begin(), heard.end(), says) != heard.end()) return true;
    const auto before = storage::messages_in_thread(drafts.connection(), thread);
    return std::any_of(before.begin(), before.end(), [&](const Message& each) {
        return each.key == thread && was_heard(each) && each.deadline == deadline;
    });
}

void draft_chaser(DueDrafts& drafts, const Unanswered& silent) {
    const auto& session = silent.session;
    const auto before = days_to_chase(drafts, session);
    const auto when = times(session);
    if (!before || !when || presenters(session).empty() || has_duty(session, silent.person.id)) return;
    const auto zone = calendar::Zone::load(session.zone);
    // The lunch is ordered by what is known then.
    const bool is_catered = drafts.names().series(session.series).lunch == Lunch::catered;
    const auto freeze = is_catered ? drafts.settings_of(session.series).number("freeze_days").value_or(0) : 0;
    const auto reply_by = session.date - days{1 + freeze};
    const auto chased = std::min(session.date - days{*before}, reply_by - days{1});
    const auto due = std::max(zone.to_instant(chased, kMorning), silent.invited + kTimeToAnswer);
    const auto deadline = zone.to_instant(session.date, TimeOfDay{});
    if (!drafts.is_open(due, deadline) || has_invite_waiting(drafts, silent)) return;
    const Recipient recipient{silent.person.id, {silent.person.name, silent.email}};
    const auto thread = thread_for(MessageKind::chaser, session, recipient);
    const auto says = thread + "/" + render_date(session.date);
    const SaidOnce said(drafts.connection(), thread);
    if (is_chased(drafts, said, thread, says, deadline)) return;
    drafts.add({.kind = MessageKind::chaser,
                .key = said.key(says),
                .thread = thread,
                .session = session.id,
                .due = due,
                .deadline = deadline},
               session, *when, recipient, [&](mail::Values& values) {
                   const bool is_soon = reply_by <= drafts.invocation().today();
                   values.named.emplace("reply_by",
                                        is_soon ? std::string("the end of today") : long_date(reply_by));
                   if (!is_catered) values.named.insert_or_assign("lunch", std::string());
                   values.named.emplace("is_full", would_wait(drafts, session, silent.person.id));
               });
}

}  // namespace

void draft_chasers(DueDrafts& drafts) {
    for (const auto& silent : unanswered(drafts.invocation(), {})) draft_chaser(drafts, silent);
}

}  // namespace tiffin::cli
