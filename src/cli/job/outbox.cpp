#include "cli/job/outbox.h"

#include <algorithm>
#include <set>
#include <string>

#include "cli/job/due_invites.h"
#include "cli/job/due_messages.h"
#include "cli/job/due_series.h"
#include "cli/job/prepare_invites.h"
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

void fit_outbox(Invocation& invocation, storage::UnitOfWork& work, const mail::Templates& texts,
                const OutboxScope& scope) {
    std::optional<std::set<std::string>> threads;
    if (scope.takes_place_only) threads = waiting_threads(work.connection());
    if (scope.has(MessageKind::invite)) {
        fit_series_invites(invocation, work);
        prepare_invites(invocation, work, due_invites(invocation, {.threads = threads}));
    }
    const auto due = due_messages(
        invocation, work, texts, [&](MessageKind kind) { return scope.has(kind); }, scope.most_late);
    for (const auto id : due.needless) storage::drop(work, id, kNoLongerNeeded);
    for (const auto& message : due.fresh) {
        if (threads && !threads->contains(message.thread)) continue;
        storage::insert(work, message);
        if (const auto told = due.told.find(message.id); told != due.told.end())
            storage::record(work, message.id, told->second);
    }
}

}  // namespace tiffin::cli
