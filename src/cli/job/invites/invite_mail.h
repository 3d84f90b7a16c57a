#pragma once

#include <string>

#include "calendar/invite.h"
#include "cli/job/invites/due_invites.h"
#include "domain/message.h"
#include "mail/template.h"

namespace tiffin::cli {

/// Mails that carry invites, as RFC 6047 has them: words for people, the calendar beside them so that mail
/// programs show their buttons, and once more as a file.
class InviteMails {
  public:
    /// `organizer` is the sender. Fails (configuration) where one of the texts is broken.
    InviteMails(Mailbox organizer, const mail::Overrides& texts);

    /// `calendar` is what invite_of() or render_series_invite() makes of the same invite; `kind` chooses the
    /// words: kind_of() unless nobody has heard of what is an update.
    [[nodiscard]] MessageContent compose(const DueSession& session, const DueInvite& due,
                                         std::string calendar, MessageKind kind) const;
    [[nodiscard]] MessageContent compose(const DueSeries& series, const DueSeriesInvite& due,
                                         std::string calendar, MessageKind kind) const;

  private:
    struct Occasion;
    [[nodiscard]] MessageContent compose(const Occasion& occasion, std::string calendar) const;

    Mailbox organizer_;
    mail::Templates templates_;
};

MessageKind kind_of(const DueInvite& due);
MessageKind kind_of(const DueSeries& series, const DueSeriesInvite& due);

}  // namespace tiffin::cli
