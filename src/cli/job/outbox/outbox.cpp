#include "cli/job/outbox/outbox.h"

#include <algorithm>
#include <set>
#include <string>

#include "cli/job/invites/due_invites.h"
#include "cli/job/invites/due_series.h"
#include "cli/job/invites/prepare_invites.h"
#include "cli/job/outbox/due_messages.h"
#include "cli/listing.h"
#include "storage/catering.h"
#include "storage/messages.h"

namespace tiffin::cli {

namespace {

std::set<std::string> waiting_threads(storage::Connection& connection) {
    std::set<std::string> threads;
    storage::for_each_message(connection, {.states = {MessageState::prepared}},
                              [&](Message& message) { threads.insert(std::move(message.thread)); });
    return threads;
}

}  // namespace

bool OutboxScope::has(MessageKind kind) const {
    return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

Fitted fit_outbox(Invocation& invocation, storage::UnitOfWork& work, const mail::Templates& texts,
                  const OutboxScope& scope) {
    const storage::Ready ready{.now = invocation.now(), .kinds = scope.kinds};
    std::optional<Instant> earliest;
    if (scope.most_late) earliest = invocation.now() - *scope.most_late;
    Fitted fitted{.expired = storage::expire(work, ready, earliest)};
    std::optional<std::set<std::string>> threads;
    if (scope.takes_place_only) threads = waiting_threads(work.connection());
    if (threads && threads->empty()) return fitted;
    const storage::MessageFilter waiting{.states = {MessageState::prepared}, .kinds = scope.kinds};
    const auto before = storage::count_messages(work.connection(), waiting);
    if (scope.has(MessageKind::invite)) {
        fit_series_invites(invocation, work);
        prepare_invites(invocation, work, due_invites(invocation, {.threads = threads}));
    }
    const auto due = due_messages(
        invocation, work, texts, [&](MessageKind kind) { return scope.has(kind); },
        threads ? &*threads : nullptr);
    for (const auto id : due.needless) storage::drop(work, id, kNoLongerNeeded);
    for (const auto& message : due.fresh) storage::insert(work, message);
    for (const auto& [id, told] : due.told) storage::record(work, id, told);
    // What should have gone out while nothing ran is kept, and said, as such.
    fitted.expired += storage::expire(work, ready, earliest);
    const auto now = storage::count_messages(work.connection(), waiting);
    fitted.added = now > before ? now - before : 0;
    return fitted;
}

void warn_of_expired(Invocation& invocation, std::size_t expired) {
    if (expired == 0) return;
    invocation.warn(counted(expired, "message", "messages") +
                    " expired unsent; tiffin message list --state expired");
}

}  // namespace tiffin::cli
