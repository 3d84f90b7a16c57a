#pragma once

#include <string>

#include "calendar/invite.h"
#include "cli/job/due_invites.h"
#include "mail/template.h"

namespace tiffin::cli {

/// Mails that carry invites, as RFC 6047 has them: words for people, the calendar beside them so that mail
/// programs show their buttons, and once more as a file.
class InviteMails {
  public:
    explicit InviteMails(Mailbox organizer);

    /// `calendar` is what invite_of() or render_series_invite() makes of the same invite.
    [[nodiscard]] std::string render(const DueSession& session, const DueInvite& due,
                                     const std::string& calendar) const;
    [[nodiscard]] std::string render(const DueSeries& series, const DueSeriesInvite& due,
                                     const std::string& calendar) const;

  private:
    struct Occasion;
    [[nodiscard]] std::string render(const Occasion& occasion, const std::string& calendar) const;

    Mailbox organizer_;
    mail::Templates templates_;
};

}  // namespace tiffin::cli
