#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/surroundings.h"
#include "domain/mailbox.h"
#include "domain/message.h"
#include "domain/session.h"
#include "domain/shown_session.h"
#include "mail/message.h"
#include "mail/template.h"

namespace tiffin::cli {

/// The user's own texts: the files *.mustache in the folder templates/ beside the config file.
std::string template_folder(const Surroundings& surroundings);
mail::Overrides user_templates(const Surroundings& surroundings);

/// "Thursday 18 February 2027"
std::string long_date(Date date);
/// "12:30–13:30 (Europe/Berlin)"
std::string hours(const ShownSession& shown);

/// What every text about a session may name; `date` in words.
mail::Values session_values(const ShownSession& shown, std::string date);
/// As a letter addresses or signs it: the name, or the address where there is none.
std::string name_of(const Mailbox& mailbox);

/// "You present and host." What `person` has to do; empty: nothing.
std::string duty_sentence(const std::vector<Assignment>& duties, PersonId person);
/// "You no longer present." What they had to do by what they were told, and now do not.
std::string lost_duty_sentence(std::string_view told, const std::vector<Assignment>& duties, PersonId person);

/// The same, for a mail from one to another.
mail::Values session_values(const ShownSession& shown, std::string date, const Mailbox& recipient,
                            const Mailbox& organizer);

/// What is different of a session for whoever was told otherwise: "It begins at 13:00 instead of 12:30."
/// `unseen` is a fact that their invite does not show; may be empty.
std::vector<std::string> changes_between(std::string_view told, const ShownSession& now,
                                         std::string_view unseen);

/// Characters that a Message-ID takes unquoted; no two texts become one.
std::string in_message_id(std::string_view text);
/// `local` in the sender's domain.
std::string message_id(const std::string& local, const Mailbox& sender);

/// The mail of a message of the outbox, always with the same bytes.
mail::Message mail_of(const MessageContent& content);
/// What of a mail the outbox keeps, which is all that mail_of() needs.
MessageContent content_of(mail::Message mail);

}  // namespace tiffin::cli
