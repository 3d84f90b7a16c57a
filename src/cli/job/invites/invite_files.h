#pragma once

#include <optional>
#include <string>
#include <vector>

#include "calendar/invite.h"
#include "cli/job/invites/due_invites.h"
#include "cli/job/invites/invite_mail.h"

namespace tiffin::cli {

/// Calendars, or mails that carry one each.
enum class InviteForm { ics, eml };

/// What is due as calendar objects, one for each session and each series.
std::vector<calendar::Event> events_of(const DueInvites& due, const Mailbox& organizer);
std::vector<calendar::SeriesEvent> series_events_of(const DueInvites& due, const Mailbox& organizer);

/// Each invite's own calendar and mail.
class InviteFiles {
  public:
    InviteFiles(const DueInvites& due, const Mailbox& organizer, InviteForm form,
                const mail::Overrides& texts);

    /// The bytes of its file in that form.
    template <class Invite>
    std::string render(const Invite& invite) {
        return mails_ ? render_mail(compose(invite, kind(invite))) : calendar(invite);
    }

    /// Only with InviteForm::eml.
    MessageContent compose(const DueInvite& invite, MessageKind kind);
    MessageContent compose(const DueSeriesInvite& invite, MessageKind kind);

    [[nodiscard]] static MessageKind kind(const DueInvite& invite) { return kind_of(invite); }
    [[nodiscard]] MessageKind kind(const DueSeriesInvite& invite) const;

  private:
    std::string calendar(const DueInvite& invite);
    [[nodiscard]] std::string calendar(const DueSeriesInvite& invite) const;
    static std::string render_mail(const MessageContent& content);

    const DueInvites& due_;
    std::vector<calendar::Event> events_;
    std::vector<calendar::SeriesEvent> series_;
    calendar::InviteWriter writer_;
    std::optional<InviteMails> mails_;
};

}  // namespace tiffin::cli
