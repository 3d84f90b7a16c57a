#include "cli/command/message.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "cli/invocation.h"
#include "cli/job/outbox/courier.h"
#include "cli/job/outbox/message_choice.h"
#include "cli/job/outbox/message_export.h"
#include "cli/job/outbox/message_text.h"
#include "cli/job/outbox/outbox.h"
#include "cli/job/outbox/sending.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/values.h"
#include "storage/messages.h"

namespace tiffin::cli {

namespace {

const std::vector<MessageState> kUnsent{MessageState::prepared, MessageState::claimed};

std::vector<Message> chosen(Invocation& invocation, const storage::MessageFilter& filter) {
    std::vector<Message> messages;
    storage::for_each_message(invocation.connection(), filter,
                              [&](Message& message) { messages.push_back(std::move(message)); });
    return messages;
}

class MessageList final : public Action {
  public:
    void declare(Declaration& declaration) override {
        choice_.declare(declaration);
        const auto names = message_state_names();
        declaration.option("--state", "STATE", states_, "only in this state (prepared and claimed)")
            .one_of(std::vector<std::string>(names.begin(), names.end()));
        declaration.flag("--all", all_, "in any state");
        listing_.declare(declaration);
        declaration.detail(
            "The outbox: what is prepared and waits, and with --state or --all what was sent, dropped or "
            "has expired. claimed: it is being handed over just now.");
        declaration.example("tiffin message list");
        declaration.example("tiffin message list --state sent --session thu --fields person,sent");
    }

    ExitStatus run(Invocation& invocation) override {
        if (all_ && !states_.empty())
            throw Failure(ExitStatus::usage, "--all and --state contradict each other", "leave one out");
        std::vector<MessageState> states;
        for (const auto& state : states_) states.push_back(*parse_message_state(state));
        if (states.empty() && !all_) states = kUnsent;
        report::Table table{message_columns(), {}};
        SessionNames names(invocation.connection());
        for (const auto& message : chosen(invocation, choice_.filter(invocation, states)))
            table.rows.push_back(message_row(invocation.connection(), names, message));
        return list(invocation, listing_, table,
                    all_ || !states_.empty() ? "no such messages" : "no message waits in the outbox",
                    brief_message_columns());
    }

  private:
    MessageChoice choice_;
    std::vector<std::string> states_;
    bool all_ = false;
    ListOptions listing_;
};

class MessageShow final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("MESSAGE", message_, "its id, or the beginning of it, or its Message-ID")
            .completing(Completes::message);
        declaration.detail(
            "With its words. tiffin message export MESSAGE --as eml shows the mail itself, calendar and "
            "all.");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& connection = invocation.connection();
        const auto message = find_message(connection, message_);
        const auto& content = message.content;
        SessionNames names(connection);
        auto columns = message_columns();
        auto row = message_row(connection, names, message);
        for (const char* name : {"from", "method", "text"}) columns.push_back({name, {}});
        row.emplace_back(content.from.name.empty() ? content.from.email
                                                   : content.from.name + " <" + content.from.email + ">");
        row.push_back(cell(content.calendar ? std::string_view(content.calendar->method) : ""));
        row.emplace_back(content.text);
        report::render_record(columns, row, invocation.style(), invocation.out());
        return ExitStatus::done;
    }

  private:
    std::string message_;
};

class MessageSend final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("MESSAGE", message_, "only this one (all that wait)")
            .completing(Completes::message);
        sending_.declare(declaration);
        declaration.detail(
            "Hands what waits in the outbox to the mail program that the config file names, at once also "
            "what failed before. What no longer holds is not sent: what is so now takes its place. Nothing "
            "else is prepared: that is what tiffin tick does.");
        declaration.example("tiffin message send");
        declaration.example("tiffin message send -o ~/Maildir");
    }

    ExitStatus run(Invocation& invocation) override {
        const auto courier = sending_.courier(invocation);
        if (!courier && !invocation.dry_run())
            throw Failure(ExitStatus::configuration, "there is no mail program", how_to_send(invocation));
        storage::Ready ready{.now = invocation.moment(), .at_once = true};
        std::optional<Message> named;
        if (message_) named = unsent(invocation, *message_);
        fit(invocation);
        if (named) {
            ready.only = standing_for(invocation, *named);
            if (!ready.only) return ExitStatus::done;
        }
        if (invocation.dry_run()) {
            auto waiting = chosen(invocation, {.states = kUnsent});
            if (ready.only) waiting = {*storage::message(invocation.connection(), *ready.only)};
            show_messages(invocation, waiting);
            invocation.say("dry run: " + counted(waiting.size(), "message waits", "messages wait"));
            return ExitStatus::done;
        }
        const auto dispatched = dispatch(invocation, ready, *courier);
        if (dispatched.sent.empty() && dispatched.failures.empty() && !dispatched.unfit)
            invocation.say(
                ready.only && is_behind_another(invocation, *ready.only)
                    ? "an earlier message to the same address waits; tiffin message send sends both"
                    : "no message is ready to go out");
        report_sent(invocation, dispatched);
        return ExitStatus::done;
    }

  private:
    static Message unsent(Invocation& invocation, const std::string& typed) {
        auto message = find_message(invocation.connection(), typed);
        if (message.state == MessageState::prepared || message.state == MessageState::claimed) return message;
        throw Failure(ExitStatus::usage,
                      "message " + render_id(message.id) + " is " + std::string(to_string(message.state)),
                      message.state == MessageState::sent
                          ? "tiffin message export " + render_id(message.id) +
                                " --as eml -o - writes the same mail again"
                          : "tiffin message restore " + render_id(message.id) + " first");
    }

    static void fit(Invocation& invocation) {
        const mail::Templates texts(user_templates(invocation.surroundings()));
        auto& work = invocation.begin();
        std::set<MessageId> gone;
        storage::for_each_message(work.connection(), {.states = {MessageState::prepared}},
                                  [&](Message& message) { gone.insert(message.id); });
        const auto fitted = fit_outbox(invocation, work, texts, {.takes_place_only = true});
        storage::for_each_message(work.connection(),
                                  {.states = {MessageState::prepared, MessageState::expired}},
                                  [&](Message& message) { gone.erase(message.id); });
        if (!gone.empty())
            invocation.say(counted(gone.size(), "message", "messages") +
                           " no longer held; what is so now takes " + (gone.size() == 1 ? "its" : "their") +
                           " place, where anything is to be told");
        warn_of_expired(invocation, fitted.expired);
        if (!invocation.dry_run()) invocation.commit();
    }

    /// What is to be sent for a message that was named: itself, or what took its place; nothing where nothing
    /// did.
    static std::optional<MessageId> standing_for(Invocation& invocation, const Message& named) {
        auto& connection = invocation.connection();
        const auto now = *storage::message(connection, named.id);
        if (now.state == MessageState::prepared || now.state == MessageState::claimed) return named.id;
        const auto about = [](const Message& each) { return each.key.substr(0, each.key.rfind('#')); };
        const auto id = render_id(named.id);
        for (const auto& each : storage::messages_in_thread(connection, named.thread)) {
            // Of a recurring invite what waits for the whole stands for each of its dates.
            const bool stands = about(each) == about(named) || about(each) == named.thread + "/";
            if (each.state != MessageState::prepared || !stands) continue;
            invocation.say(render_id(each.id) + " takes the place of message " + id);
            return each.id;
        }
        invocation.say("nothing takes the place of message " + id + ", and nothing is sent");
        return std::nullopt;
    }

    static bool is_behind_another(Invocation& invocation, MessageId id) {
        auto& connection = invocation.connection();
        const auto thread = storage::messages_in_thread(connection, storage::message(connection, id)->thread);
        const auto self =
            std::find_if(thread.begin(), thread.end(), [&](const Message& each) { return each.id == id; });
        return std::any_of(self, thread.end(), [&](const Message& each) {
            return each.id != id && each.state == MessageState::prepared;
        });
    }

    std::optional<std::string> message_;
    SendingOptions sending_;
};

class MessageDrop final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("MESSAGE", message_, "one message; or choose several with options")
            .completing(Completes::message);
        choice_.declare(declaration);
        declaration.option("--why", "TEXT", why_, "what the list says of it");
        declaration.detail(
            "Does not send it. What an invite would have told counts as told, so nothing of it is due "
            "again until something changes; who then hears of it for the first time gets an invite and not "
            "an update, and who never got one hears of no cancellation. tiffin message restore takes it "
            "back.");
        declaration.example("tiffin message drop --session thu --kind reminder");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        std::vector<Message> messages;
        if (message_) {
            messages.push_back(find_message(work.connection(), *message_));
            refuse_unless_waiting(messages.front());
            if (messages.front().state != MessageState::prepared) {
                invocation.finish("", "");
                return ExitStatus::done;
            }
        } else if (choice_.is_all()) {
            throw Failure(ExitStatus::usage, "say which messages are not to be sent",
                          "name one, or choose with --session, --kind or --to");
        } else {
            messages = chosen(invocation, choice_.filter(invocation, {MessageState::prepared}));
        }
        auto why = short_text(why_.value_or("dropped by hand"));
        if (is_own_reason(why)) why += ", by hand";
        for (const auto& message : messages) {
            storage::drop(work, message.id, why);
            invocation.changed("dropped " + described(message));
        }
        invocation.finish("dropped " + counted(messages.size(), "message", "messages"), "");
        return ExitStatus::done;
    }

  private:
    static void refuse_unless_waiting(const Message& message) {
        const auto id = render_id(message.id);
        if (message.state == MessageState::claimed) {
            throw Failure(ExitStatus::busy, "message " + id + " is being handed over just now",
                          "look at it again in some minutes: tiffin message show " + id);
        }
        if (message.state == MessageState::sent)
            throw Failure(ExitStatus::usage, "message " + id + " is sent already",
                          "only what waits in the outbox can be dropped");
    }

    std::optional<std::string> message_, why_;
    MessageChoice choice_;
};

class MessageRestore final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("MESSAGE", message_, "its id, or the beginning of it");
        declaration.detail("Sends after all what was dropped or has expired, at the next tick.");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto message = find_message(work.connection(), message_);
        const auto id = render_id(message.id);
        if (message.state == MessageState::sent)
            throw Failure(ExitStatus::usage, "message " + id + " is sent already",
                          "tiffin message export " + id + " --as eml -o - writes the same mail again");
        if (message.deadline && *message.deadline <= invocation.now()) {
            throw Failure(ExitStatus::usage,
                          "it is too late for message " + id + ": its deadline was " +
                              render_instant(*message.deadline),
                          "tiffin message export " + id + " --as eml -o - writes the mail for you to send");
        }
        if (message.state == MessageState::dropped && message.reason == kNoLongerNeeded) {
            throw Failure(ExitStatus::usage, "message " + id + " is no longer needed",
                          "should it be needed again, tiffin tick prepares it anew");
        }
        const auto newer = storage::messages_in_thread(work.connection(), message.thread).front();
        if (message.state != MessageState::prepared && newer.id != message.id) {
            throw Failure(ExitStatus::usage, "something newer took the place of message " + id,
                          "see tiffin message show " + render_id(newer.id));
        }
        if (message.state != MessageState::prepared && message.state != MessageState::claimed) {
            storage::restore(work, message.id);
            invocation.changed("restored " + described(message));
        }
        invocation.finish("", "tiffin tick, or tiffin message send " + id);
        return ExitStatus::done;
    }

  private:
    std::string message_;
};

class MessageExport final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("MESSAGE", message_, "one message; or choose several with options")
            .completing(Completes::message);
        choice_.declare(declaration);
        const auto names = message_state_names();
        declaration.option("--state", "STATE", states_, "only in this state (prepared)")
            .one_of(std::vector<std::string>(names.begin(), names.end()));
        declaration.option("--as", "FORM", as_, "eml, mbox, maildir, jsonl or markdown")
            .one_of({"eml", "mbox", "maildir", "jsonl", "markdown"})
            .needed();
        declaration
            .option("--output", "PLACE", output_,
                    "a folder for eml and maildir, else a file, or - (standard output)")
            .short_name('o')
            .completing(Completes::folder);
        declaration.detail(
            "Writes mails with the bytes that the mail program gets, however often it is asked, and notes "
            "nothing: tiffin message send -o FOLDER also notes them as sent. One mail alone may go to "
            "standard output as eml. jsonl has one message a line, calendar and all; markdown is for "
            "reading.");
        declaration.example("tiffin message export --as mbox -o outbox.mbox");
        declaration.example("tiffin message export bz5 --as eml -o -");
    }

    ExitStatus run(Invocation& invocation) override {
        std::vector<MessageState> states;
        for (const auto& state : states_) states.push_back(*parse_message_state(state));
        if (states.empty()) states = {MessageState::prepared};
        std::vector<Message> messages;
        if (message_) {
            messages.push_back(find_message(invocation.connection(), *message_));
        } else {
            for (const auto& each : chosen(invocation, choice_.filter(invocation, states)))
                messages.push_back(*storage::message(invocation.connection(), each.id));
        }
        if (messages.empty()) {
            invocation.say("no such messages");
            return ExitStatus::done;
        }
        const auto place = output_.value_or("-");
        export_messages(invocation, messages, *as_, place);
        if (place != "-")
            invocation.say("wrote " + counted(messages.size(), "message", "messages") + " to " + place);
        return ExitStatus::done;
    }

  private:
    std::optional<std::string> message_, as_, output_;
    std::vector<std::string> states_;
    MessageChoice choice_;
};

}  // namespace

std::unique_ptr<Action> make_message_list() {
    return std::make_unique<MessageList>();
}
std::unique_ptr<Action> make_message_show() {
    return std::make_unique<MessageShow>();
}
std::unique_ptr<Action> make_message_send() {
    return std::make_unique<MessageSend>();
}
std::unique_ptr<Action> make_message_drop() {
    return std::make_unique<MessageDrop>();
}
std::unique_ptr<Action> make_message_restore() {
    return std::make_unique<MessageRestore>();
}
std::unique_ptr<Action> make_message_export() {
    return std::make_unique<MessageExport>();
}

}  // namespace tiffin::cli
