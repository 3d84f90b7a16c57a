#include "cli/job/outbox/due_messages.h"

#include <algorithm>
#include <array>

#include "cli/job/outbox/due_chasers.h"
#include "cli/job/outbox/due_orders.h"
#include "cli/job/outbox/due_places.h"
#include "cli/job/outbox/due_reminders.h"
#include "cli/job/outbox/due_thanks.h"
#include "cli/job/outbox/message_text.h"
#include "cli/job/outbox/session_preparation.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

/// No step of a session so long ago, or so far ahead, is reminded of.
constexpr days kBack{60};
constexpr days kAhead{400};

constexpr std::array kKinds{MessageKind::reminder,     MessageKind::chaser,
                            MessageKind::waiting_list, MessageKind::catering_order,
                            MessageKind::thank_you,    MessageKind::feedback_request};

void draft_order(DueDrafts& drafts, const Session& session, const SessionTimes& when) {
    if (!drafts.has_thread(order_thread(session.id))) return;
    auto news = order_news(drafts.invocation(), drafts.work(), drafts.names(),
                           drafts.settings_of(session.series), session, when);
    if (news.waiting) drafts.want(*news.waiting);
    if (!news.due) return;
    auto& [message, text, caterer, told, values] = *news.due;
    values.named.emplace("organizer", name_of(drafts.organizer()));
    if (news.is_missed || drafts.is_new(message))
        drafts.note_told(drafts.prepare(std::move(message), text, caterer, values), told);
}

/// What of a place, or of the wait for one, its text names.
void complete(mail::Values& values, const PlaceNews& news, const Session& session) {
    const auto& seat = news.seat;
    const bool has_ways = !session.place.empty() && !session.link.empty();
    // Nothing to come to while they wait, and then what is for them.
    if (seat.waiting || seat.mode == Mode::remote) values.named.insert_or_assign("place", std::string());
    if (seat.waiting || (has_ways && seat.mode == Mode::in_person))
        values.named.insert_or_assign("link", std::string());
    values.named.emplace("had_place", news.had_place);
    values.named.emplace("is_waiting", seat.waiting.has_value());
    values.named.emplace("position", std::to_string(seat.waiting.value_or(0)));
    values.named.emplace("way", has_ways ? seat.mode == Mode::remote ? "remotely" : "in person" : "");
}

void draft_places(DueDrafts& drafts, const Session& session, const SessionTimes& when) {
    if (!is_announced(session) || when.start <= drafts.now()) return;
    for (const auto& news : place_news(drafts.connection(), drafts.names().series(session.series), session)) {
        drafts.want(news.key);
        const auto recipient = drafts.recipient(news.seat.person);
        if (news.is_prepared || !recipient) continue;
        drafts.add({.kind = MessageKind::waiting_list,
                    .key = news.key,
                    .thread = news.thread,
                    .session = session.id,
                    .due = drafts.now(),
                    .deadline = when.start},
                   session, when, *recipient, [&](mail::Values& values) { complete(values, news, session); });
    }
}

}  // namespace

DueMessages due_messages(Invocation& invocation, storage::UnitOfWork& work, const mail::Templates& texts,
                         const std::function<bool(MessageKind)>& wants,
                         const std::set<std::string>* threads) {
    std::vector<MessageKind> kinds;
    std::copy_if(kKinds.begin(), kKinds.end(), std::back_inserter(kinds), wants);
    if (kinds.empty()) return {};
    DueDrafts drafts(invocation, work, texts, threads);
    SessionPreparation preparation(invocation, drafts.names());
    const auto today = invocation.today();
    for (const auto& session :
         storage::sessions(work.connection(), {.dates = {today - kBack, today + kAhead}})) {
        const auto when = times(session);
        if (!when) continue;
        if (wants(MessageKind::catering_order)) draft_order(drafts, session, *when);
        if (is_called_off(session)) continue;
        if (wants(MessageKind::waiting_list)) draft_places(drafts, session, *when);
        if (presenters(session).empty()) continue;
        if (wants(MessageKind::reminder)) draft_reminders(drafts, preparation, session, *when);
        if (wants(MessageKind::thank_you)) draft_thanks(drafts, preparation, session, *when);
        if (wants(MessageKind::feedback_request)) draft_feedback_requests(drafts, session, *when);
    }
    if (wants(MessageKind::chaser)) draft_chasers(drafts);
    return drafts.take(kinds);
}

}  // namespace tiffin::cli
