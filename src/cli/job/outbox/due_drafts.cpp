#include "cli/job/outbox/due_drafts.h"

#include <algorithm>

#include "cli/job/answers/answers.h"
#include "cli/job/invites/invite_event.h"
#include "cli/job/invites/session_news.h"
#include "cli/job/outbox/message_text.h"
#include "cli/job/outbox/session_preparation.h"
#include "storage/messages.h"
#include "storage/people.h"

namespace tiffin::cli {

DueDrafts::DueDrafts(Invocation& invocation, storage::UnitOfWork& work, const mail::Templates& texts,
                     const std::set<std::string>* threads)
    : invocation_(invocation),
      work_(work),
      texts_(texts),
      threads_(threads),
      organizer_(organizer_of(invocation)),
      names_(work.connection()) {}

const config::Settings& DueDrafts::settings_of(SeriesId series) {
    const auto known = settings_.find(series);
    if (known != settings_.end()) return known->second;
    return settings_.emplace(series, invocation_.settings_of(series)).first->second;
}

const std::map<PersonId, Rsvp>& DueDrafts::answers_to(const Session& session) {
    const auto [known, first] = answers_.try_emplace(session.id);
    if (first) known->second = answers(connection(), session);
    return known->second;
}

bool DueDrafts::has_declined(const Session& session, PersonId person) {
    if (session.date < invocation_.today()) return false;
    const auto& known = answers_to(session);
    const auto rsvp = known.find(person);
    return rsvp != known.end() && rsvp->second.answer == Answer::no;
}

std::optional<Recipient> DueDrafts::recipient(PersonId id) const {
    const auto person = storage::person(connection(), id);
    if (!person || person->email.empty()) return std::nullopt;
    return Recipient{id, {person->name, person->email}};
}

std::vector<Recipient> DueDrafts::recipients(const Session& session, StepOwner owner) {
    std::vector<Recipient> found;
    for (const auto id : owners(session, owner)) {
        const auto person = storage::person(connection(), id);
        if (person && !person->email.empty() && membership(*person).contains(session.date) &&
            !has_declined(session, id))
            found.push_back({id, {person->name, person->email}});
    }
    if (owner == StepOwner::organizer || (owner == StepOwner::host && found.empty()))
        found.push_back({std::nullopt, organizer_});
    return found;
}

bool DueDrafts::has_thread(const std::string& thread) const {
    return threads_ == nullptr || threads_->contains(thread);
}

bool DueDrafts::is_open(Instant due, Instant deadline) const {
    return due <= now() && now() < deadline;
}

bool DueDrafts::is_new(const Message& message) {
    if (now() < message.due || is_too_late(message, now(), std::nullopt)) return false;
    want(message.key);
    if (storage::has_message(connection(), message.key)) return false;
    const bool takes_place =
        message.kind == MessageKind::waiting_list || message.kind == MessageKind::catering_order;
    return threads_ == nullptr || (takes_place && threads_->contains(message.thread));
}

void DueDrafts::add(Message message, const Session& session, const SessionTimes& when,
                    const Recipient& recipient, const std::function<void(mail::Values&)>& complete) {
    if (!is_new(message)) return;
    const auto shown = shown_session(names_, session, when);
    auto values = session_values(shown, long_date(shown.date), recipient.mailbox, organizer_);
    complete(values);
    std::string name(to_string(message.kind));
    std::replace(name.begin(), name.end(), '-', '_');
    message.person = recipient.person;
    prepare(std::move(message), name, recipient.mailbox, values);
}

MessageId DueDrafts::prepare(Message message, const std::string& text_name, const Mailbox& to,
                             const mail::Values& values) {
    auto text = texts_.at(text_name).render(values);
    std::string local = message.key;
    std::replace(local.begin(), local.end(), '/', '.');
    const auto id = message.id = work_.new_id<MessageId>();
    message.content = {.mail_id = message_id(in_message_id(local), organizer_),
                       .from = organizer_,
                       .to = to,
                       .subject = std::move(text.subject),
                       .text = std::move(text.body),
                       .calendar = {},
                       .date = now()};
    due_.fresh.push_back(std::move(message));
    return id;
}

DueMessages DueDrafts::take(const std::vector<MessageKind>& kinds) {
    storage::for_each_message(connection(), {.states = {MessageState::prepared}, .kinds = kinds},
                              [this](const Message& message) {
                                  if (!wanted_.contains(message.key)) due_.needless.push_back(message.id);
                              });
    return std::move(due_);
}

std::string thread_for(MessageKind kind, const Session& session, const Recipient& recipient) {
    return std::string(to_string(kind)) + "/" + render_id(session.id) + "/" +
           (recipient.person ? render_id(*recipient.person) : "organizer");
}

}  // namespace tiffin::cli
