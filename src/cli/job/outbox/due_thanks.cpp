#include "cli/job/outbox/due_thanks.h"

#include <algorithm>

#include "calendar/zone.h"
#include "cli/job/outbox/due_orders.h"
#include "cli/job/outbox/said_once.h"
#include "cli/listing.h"
#include "storage/attendance.h"
#include "storage/messages.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

constexpr days kThanksDeadline{7};
/// Who was only just thanked is not reminded of what the thanks asked for.
constexpr std::chrono::hours kTimeToThink{12};

Instant morning_after(const Session& session, const SessionTimes& when, int after) {
    return std::max(when.end,
                    calendar::Zone::load(session.zone).to_instant(session.date + days{after}, kMorning));
}

/// When the message is due that the series sends so many days after; nothing: not yet, too late, or never.
std::optional<Instant> due_after(const DueDrafts& drafts, const Session& session, const SessionTimes& when,
                                 std::optional<int> after) {
    if (!after || when.end > drafts.now()) return std::nullopt;
    const auto due = morning_after(session, when, *after);
    return drafts.is_open(due, due + kThanksDeadline) ? std::optional(due) : std::nullopt;
}

std::vector<PersonId> without_presenters(const Session& session, std::vector<PersonId> people) {
    const auto presenting = presenters(session);
    std::erase_if(people, [&](PersonId id) {
        return std::find(presenting.begin(), presenting.end(), id) != presenting.end();
    });
    return people;
}

/// Who was there, as it was noted, but for those who present.
std::vector<PersonId> listeners(const DueDrafts& drafts, const Session& session) {
    std::vector<PersonId> people;
    for (const auto& there : storage::attendance(drafts.connection(), session.id))
        people.push_back(there.person);
    return without_presenters(session, std::move(people));
}

/// They, or where nobody was noted, who said that they would come.
std::vector<PersonId> audience(DueDrafts& drafts, const Session& session) {
    if (!storage::attendance(drafts.connection(), session.id).empty()) return listeners(drafts, session);
    std::vector<PersonId> people;
    for (const auto& [id, rsvp] : drafts.answers_to(session)) {
        if (rsvp.answer == Answer::yes) people.push_back(id);
    }
    return without_presenters(session, std::move(people));
}

Message message_of(MessageKind kind, Instant due) {
    return {.kind = kind, .due = due, .deadline = due + kThanksDeadline};
}

/// Once to each. `says` completes the key.
void draft(DueDrafts& drafts, Message message, const Session& session, const Recipient& recipient,
           const std::string& says, const std::function<void(mail::Values&)>& complete) {
    message.thread = thread_for(message.kind, session, recipient);
    const SaidOnce said(drafts.connection(), message.thread);
    if (!said.heard().empty()) return;
    message.key = said.key(message.thread + says);
    message.session = session.id;
    drafts.add(std::move(message), session, *times(session), recipient, complete);
}

}  // namespace

void draft_thanks(DueDrafts& drafts, SessionPreparation& preparation, const Session& session,
                  const SessionTimes& when) {
    const auto due =
        due_after(drafts, session, when, drafts.settings_of(session.series).number("thank_after"));
    if (!due) return;
    const auto steps = preparation.steps(session);
    const bool is_missing = std::any_of(steps.begin(), steps.end(), [&](const StepOfSession& step) {
        return is_asked_with_thanks(step, when) && !step.is_done;
    });
    for (const auto& recipient : drafts.recipients(session, StepOwner::presenter)) {
        draft(drafts, message_of(MessageKind::thank_you, *due), session, recipient,
              is_missing ? "" : "/complete", [&](mail::Values& values) {
                  const auto count = listeners(drafts, session).size();
                  values.named.emplace("audience", count == 0 ? "" : counted(count, "person", "people"));
                  values.named.emplace("material_missing", is_missing);
              });
    }
}

void draft_feedback_requests(DueDrafts& drafts, const Session& session, const SessionTimes& when) {
    const auto& settings = drafts.settings_of(session.series);
    const auto due = due_after(drafts, session, when, settings.number("feedback_after"));
    if (!due) return;
    for (const auto id : audience(drafts, session)) {
        const auto recipient = drafts.recipient(id);
        if (!recipient) continue;
        draft(drafts, message_of(MessageKind::feedback_request, *due), session, *recipient, "",
              [&](mail::Values& values) { values.named.emplace("form", settings.text("feedback_form")); });
    }
}

bool is_asked_with_thanks(const StepOfSession& step, const SessionTimes& when) {
    return step.name == "upload" && step.owner == StepOwner::presenter && step.due >= when.end;
}

bool thanks_come_first(DueDrafts& drafts, const Session& session, const SessionTimes& when,
                       const Recipient& recipient, bool before_due) {
    const auto after = drafts.settings_of(session.series).number("thank_after");
    if (!after) return false;
    if (before_due) return true;
    if (morning_after(session, when, *after) + kThanksDeadline <= drafts.now()) return false;
    const auto thanks = storage::messages_in_thread(drafts.connection(),
                                                    thread_for(MessageKind::thank_you, session, recipient));
    if (thanks.empty() || thanks.front().state == MessageState::prepared) return true;
    return thanks.front().sent && drafts.now() < *thanks.front().sent + kTimeToThink;
}

}  // namespace tiffin::cli
