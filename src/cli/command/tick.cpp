#include "cli/command/tick.h"

#include "cli/invocation.h"
#include "cli/job/invites/invite_event.h"
#include "cli/job/outbox/message_choice.h"
#include "cli/job/outbox/message_text.h"
#include "cli/job/outbox/outbox.h"
#include "cli/job/outbox/sending.h"
#include "cli/listing.h"
#include "cli/values.h"
#include "storage/messages.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

/// What --only names; an invite stands for all that invites tell.
std::vector<MessageKind> kinds_of(const std::vector<std::string>& only) {
    std::vector<MessageKind> kinds;
    for (const auto& name : only) {
        kinds.push_back(*parse_message_kind(name));
        if (kinds.back() != MessageKind::invite) continue;
        kinds.push_back(MessageKind::update);
        kinds.push_back(MessageKind::cancellation);
    }
    return kinds;
}

class Tick final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.option("--only", "KIND", only_, "only messages of this kind")
            .one_of({"invite", "reminder", "chaser", "waiting-list", "catering-order", "thank-you",
                     "feedback-request"});
        declaration.option("--max-late", "TIME", max_late_,
                           "what is due for longer expires: 90m, 12h, 2d (never, but for its deadline)");
        sending_.declare(declaration);
        declaration.detail(
            "All that is due, once: prepares what is due into the outbox, lets expire what has become "
            "pointless, and hands the rest to the mail program that the config file names, each message "
            "once. Says and prints nothing when there is nothing to do, catches up after the machine was "
            "down, and may run as often as you like, also twice at once.");
        declaration.detail(
            "Without a mail program messages wait in the outbox: tiffin message list shows them, and -o "
            "puts them into a folder.");
        declaration.example("tiffin tick");
        declaration.example("tiffin tick -n");
        declaration.example("tiffin tick --only invite --max-late 2d -o ~/Maildir");
    }

    ExitStatus run(Invocation& invocation) override {
        static_cast<void>(organizer_of(invocation));
        const auto courier = sending_.courier(invocation);
        const auto kinds = kinds_of(only_);
        std::optional<std::chrono::seconds> most_late;
        if (max_late_) most_late = span(*max_late_, "--max-late");
        // A broken text is known before anything is prepared.
        const mail::Templates texts(user_templates(invocation.surroundings()));
        const auto prepared = prepare(invocation, texts, kinds, most_late);
        if (invocation.dry_run()) return ExitStatus::done;
        if (!courier) {
            if (prepared > 0) {
                invocation.warn(counted(prepared, "message waits", "messages wait") +
                                " in the outbox for a mail program; " + how_to_send(invocation));
            }
            return ExitStatus::done;
        }
        report_sent(invocation, dispatch(invocation, {.now = invocation.moment(), .kinds = kinds}, *courier));
        return ExitStatus::done;
    }

  private:
    /// How many; all in one unit of work.
    std::size_t prepare(Invocation& invocation, const mail::Templates& texts,
                        const std::vector<MessageKind>& kinds,
                        std::optional<std::chrono::seconds> most_late) const {
        auto& work = invocation.begin();
        const storage::MessageFilter waiting{.states = {MessageState::prepared}, .kinds = kinds};
        const auto fitted = fit_outbox(invocation, work, texts, {.kinds = kinds, .most_late = most_late});
        if (invocation.dry_run()) show_what_would_go(invocation, waiting);
        if (!invocation.dry_run()) invocation.commit();
        warn_of_expired(invocation, fitted.expired);
        return fitted.added;
    }

    static void show_what_would_go(Invocation& invocation, const storage::MessageFilter& waiting) {
        std::vector<Message> messages;
        storage::for_each_message(invocation.connection(), waiting, [&](Message& message) {
            if (!message.retry || *message.retry <= invocation.now()) messages.push_back(std::move(message));
        });
        show_messages(invocation, messages);
        if (!messages.empty())
            invocation.say("dry run: would send " + counted(messages.size(), "message", "messages"));
    }

    std::vector<std::string> only_;
    std::optional<std::string> max_late_;
    SendingOptions sending_;
};

}  // namespace

std::unique_ptr<Action> make_tick() {
    return std::make_unique<Tick>();
}

}  // namespace tiffin::cli
