#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "cli/session_table.h"
#include "domain/message.h"
#include "domain/preparation.h"
#include "domain/rsvp.h"
#include "domain/told_order.h"
#include "mail/template.h"

namespace tiffin::cli {

/// What is due by the clock alone, beside invites.
struct DueMessages {
    std::vector<Message> fresh{};           ///< to be prepared
    std::map<MessageId, ToldOrder> told{};  ///< what those of them to caterers tell
    std::vector<MessageId> needless{};      ///< prepared, and wanted no more: done meanwhile, or called off
};

struct Recipient {
    std::optional<PersonId> person{};  ///< nothing: the organizer
    Mailbox mailbox{};
};

/// Where the kinds of messages that are due by the clock are drafted, and what they look up in common.
class DueDrafts {
  public:
    /// With `threads` only what takes the place of something that waits in them.
    DueDrafts(Invocation& invocation, storage::UnitOfWork& work, const mail::Templates& texts,
              const std::set<std::string>* threads);

    [[nodiscard]] Invocation& invocation() const { return invocation_; }
    [[nodiscard]] storage::UnitOfWork& work() const { return work_; }
    [[nodiscard]] storage::Connection& connection() const { return work_.connection(); }
    [[nodiscard]] Instant now() const { return invocation_.now(); }
    [[nodiscard]] const Mailbox& organizer() const { return organizer_; }
    SessionNames& names() { return names_; }
    const config::Settings& settings_of(SeriesId series);
    /// Those that still hold, read once for each session.
    const std::map<PersonId, Rsvp>& answers_to(const Session& session);
    /// Of a session that is not over.
    bool has_declined(const Session& session, PersonId person);
    /// Nothing for somebody who is gone or has no address.
    [[nodiscard]] std::optional<Recipient> recipient(PersonId id) const;
    /// Those of the owners who have an address, have not left before and did not say that they do not come.
    std::vector<Recipient> recipients(const Session& session, StepOwner owner);

    [[nodiscard]] bool has_thread(const std::string& thread) const;
    /// It is due, and not too late: nothing else is looked up.
    [[nodiscard]] bool is_open(Instant due, Instant deadline) const;
    /// A message with this key is wanted, prepared or not.
    void want(const std::string& key) { wanted_.insert(key); }
    /// It is due, not too late, and there is none of its key yet. Notes that it is wanted, in either case.
    bool is_new(const Message& message);

    /// Prepares it, where it is new; `complete` adds what its template names besides the session.
    void add(Message message, const Session& session, const SessionTimes& when, const Recipient& recipient,
             const std::function<void(mail::Values&)>& complete);
    /// Prepares it, by the template of that name.
    MessageId prepare(Message message, const std::string& text_name, const Mailbox& to,
                      const mail::Values& values);
    void note_told(MessageId message, const ToldOrder& order) { due_.told.emplace(message, order); }

    /// All of it, and what is prepared of these kinds and wanted no more.
    DueMessages take(const std::vector<MessageKind>& kinds);

  private:
    Invocation& invocation_;
    storage::UnitOfWork& work_;
    const mail::Templates& texts_;
    const std::set<std::string>* threads_;  // nothing: all
    Mailbox organizer_;
    SessionNames names_;
    std::map<SeriesId, config::Settings> settings_;
    std::map<SessionId, std::map<PersonId, Rsvp>> answers_;
    std::set<std::string> wanted_;  // the keys of all that is due, prepared or not
    DueMessages due_;
};

/// "reminder/<session>/<person>": the thread of what somebody hears of one kind about a session.
std::string thread_for(MessageKind kind, const Session& session, const Recipient& recipient);

}  // namespace tiffin::cli
