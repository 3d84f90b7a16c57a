#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "domain/message.h"
#include "mail/hand_over.h"
#include "storage/messages.h"

namespace tiffin::cli {

/// Takes mails to where they go.
class Courier {
  public:
    Courier() = default;
    Courier(const Courier&) = delete;
    Courier& operator=(const Courier&) = delete;
    virtual ~Courier() = default;

    /// So long a claim on messages must last.
    [[nodiscard]] virtual std::chrono::seconds patience() const = 0;
    /// How many are claimed and recorded together: what is lost with the process may be delivered again, so
    /// more than one only where a second delivery leaves no trace.
    [[nodiscard]] virtual int at_once() const = 0;
    virtual mail::HandOver deliver(const MessageContent& content) = 0;
    /// What was delivered is safe afterwards.
    virtual void settle() {}
};

enum class MailFolder { maildir, eml };

/// The mail program that the config file names; null where it names none.
std::unique_ptr<Courier> mail_program(Invocation& invocation);
/// A folder from which others send; a mail that is written again replaces itself.
std::unique_ptr<Courier> mail_folder(std::string folder, MailFolder form);

/// "1767225600.abc@x.example.eml": the same for the same mail.
std::string eml_name(const MessageContent& content);

struct Dispatched {
    std::vector<Message> sent{};
    std::map<std::string, std::size_t> failures{};  ///< how many for each reason
    bool is_interrupted = false;
    std::optional<std::string> unfit{};  ///< the mail program cannot even be started
};

/// Hands over what is ready in the order of the outbox, each message claimed before and recorded after in
/// units of work of their own; no lock is held in between. A courier that fails often in a row is asked no
/// more.
Dispatched dispatch(Invocation& invocation, storage::Ready ready, Courier& courier);

/// Fails (busy: exit status 75; configuration for a mail program that cannot be started) where anything was
/// not sent, after warning of all but one of the reasons.
void report_failures(Invocation& invocation, const Dispatched& dispatched);

}  // namespace tiffin::cli
