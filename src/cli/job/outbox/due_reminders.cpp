#include "cli/job/outbox/due_reminders.h"

#include <algorithm>

#include "calendar/zone.h"
#include "cli/job/outbox/due_thanks.h"
#include "cli/job/outbox/message_text.h"
#include "cli/job/outbox/said_once.h"
#include "storage/messages.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

/// One thing that somebody is to do.
struct Ask {
    std::string what;  ///< "slides/first", as the key has it
    mail::Values task;
    Instant due;
    Instant deadline;
};

std::string words_of(const std::string& step) {
    static const std::map<std::string, std::string> kWords{
        {"title", "the title and a few sentences about it"},
        {"slides", "your slides"},
        {"link", "the link by which people join"},
        {"upload", "slides, notes and links for those who could not be there"},
    };
    const auto found = kWords.find(step);
    if (found != kWords.end()) return found->second;
    std::string words = step;
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
    return words;
}

/// "Wednesday 17 February 2027, 12:30"
std::string time_words(const Session& session, Instant instant) {
    const auto local = calendar::Zone::load(session.zone).to_local(instant);
    return long_date(local.date) + ", " + render_time_of_day(local.time);
}

/// What is asked of whom about one session.
class Reminders {
  public:
    Reminders(DueDrafts& drafts, const Session& session, const SessionTimes& when)
        : drafts_(drafts), session_(session), when_(when) {}

    void add(const StepOfSession& step, days notice) {
        const auto now = drafts_.now();
        if (step.is_done || now < step.due - notice) return;
        const bool is_first = now < step.due;
        for (const auto& recipient : drafts_.recipients(session_, step.owner)) {
            if (is_asked_with_thanks(step, when_) &&
                thanks_come_first(drafts_, session_, when_, recipient, is_first))
                continue;
            const auto by = is_first ? time_words(session_, step.due) : "";
            add(recipient, {step.name + (is_first ? "/first" : "/due"),
                            {{{"task", words_of(step.name)}, {"due", by}}},
                            is_first ? step.due - notice : step.due,
                            step.deadline});
        }
    }

    void add_presenters_to_find() {
        for (const auto person : presenters(session_)) {
            if (drafts_.now() >= when_.start || !drafts_.has_declined(session_, person)) continue;
            add({std::nullopt, drafts_.organizer()},
                {"instead/" + render_id(person),
                 {{{"task", "somebody to present instead of " + drafts_.names().person(person) +
                                ", who does not come (tiffin session replace)"},
                   {"due", ""}}},
                 drafts_.answers_to(session_).at(person).answered.value_or(drafts_.now()),
                 when_.start});
        }
    }

    void draft() {
        for (auto& [person, all] : asks_) draft(all.first, std::move(all.second));
    }

  private:
    void add(const Recipient& recipient, Ask ask) {
        if (drafts_.now() >= ask.deadline) return;
        auto& [to, all] = asks_[recipient.person];
        to = recipient;
        all.push_back(std::move(ask));
    }

    /// All that was not asked yet for the day, in one mail; what waits and asks for something else gives way.
    void draft(const Recipient& recipient, std::vector<Ask> asks) {
        const auto thread = thread_for(MessageKind::reminder, session_, recipient);
        const SaidOnce said(drafts_.connection(), thread);
        std::erase_if(asks, [&](const Ask& each) { return is_asked(said, thread, each); });
        if (asks.empty()) return;
        Message message{.kind = MessageKind::reminder,
                        .key = thread + "/" + render_date(session_.date),
                        .thread = thread,
                        .session = session_.id,
                        .due = asks.front().due,
                        .deadline = asks.front().deadline};
        const bool is_over = when_.end <= drafts_.now();
        std::vector<mail::Values> tasks;
        for (auto& each : asks) {
            message.key += "+" + each.what;
            message.due = std::max(message.due, each.due);
            message.deadline = std::max(*message.deadline, each.deadline);
            tasks.push_back(std::move(each.task));
        }
        if (is_over) message.key += "+over";
        message.key = said.key(message.key);
        drafts_.add(std::move(message), session_, when_, recipient, [&](mail::Values& values) {
            const auto& person = recipient.person;
            values.named.emplace("is_over", is_over);
            values.named.emplace("duty", person ? duty_sentence(session_.assignments, *person) : "");
            values.named.emplace("tasks", std::move(tasks));
        });
    }

    /// Somebody heard it for the day that the session has now.
    [[nodiscard]] bool is_asked(const SaidOnce& said, const std::string& thread, const Ask& ask) const {
        const auto day = thread + "/" + render_date(session_.date) + "+";
        for (const auto key : said.heard()) {
            if (key.starts_with(day) &&
                (std::string(key) + "+").find("+" + ask.what + "+") != std::string::npos)
                return true;
        }
        // An older tiffin gave each step a thread of its own.
        const auto before = storage::messages_in_thread(drafts_.connection(), thread + "/" + ask.what);
        return std::any_of(before.begin(), before.end(), [&](const Message& each) {
            return was_heard(each) && each.deadline == ask.deadline;
        });
    }

    DueDrafts& drafts_;
    const Session& session_;
    const SessionTimes& when_;
    std::map<std::optional<PersonId>, std::pair<Recipient, std::vector<Ask>>>
        asks_;  // nothing: the organizer
};

}  // namespace

void draft_reminders(DueDrafts& drafts, SessionPreparation& preparation, const Session& session,
                     const SessionTimes& when) {
    const days notice{drafts.settings_of(session.series).number("prep_notice").value_or(0)};
    Reminders reminders(drafts, session, when);
    for (const auto& step : preparation.steps(session)) reminders.add(step, notice);
    reminders.add_presenters_to_find();
    reminders.draft();
}

}  // namespace tiffin::cli
