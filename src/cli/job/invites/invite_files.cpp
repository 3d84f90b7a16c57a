#include "cli/job/invites/invite_files.h"

#include "cli/job/invites/invite_event.h"
#include "cli/job/outbox/message_text.h"
#include "mail/render_message.h"

namespace tiffin::cli {

std::vector<calendar::Event> events_of(const DueInvites& due, const Mailbox& organizer) {
    std::vector<calendar::Event> events;
    events.reserve(due.sessions.size());
    for (const auto& session : due.sessions)
        events.push_back(event_of(session.shown, session.announcement, organizer));
    return events;
}

std::vector<calendar::SeriesEvent> series_events_of(const DueInvites& due, const Mailbox& organizer) {
    std::vector<calendar::SeriesEvent> events;
    events.reserve(due.series.size());
    for (const auto& series : due.series) events.push_back(series_event_of(series, organizer));
    return events;
}

InviteFiles::InviteFiles(const DueInvites& due, const Mailbox& organizer, InviteForm form,
                         const mail::Overrides& texts)
    : due_(due), events_(events_of(due, organizer)), series_(series_events_of(due, organizer)) {
    if (form == InviteForm::eml) mails_.emplace(organizer, texts);
}

MessageContent InviteFiles::compose(const DueInvite& invite, MessageKind kind) {
    return mails_->compose(due_.sessions[invite.session], invite, calendar(invite), kind);
}

MessageContent InviteFiles::compose(const DueSeriesInvite& invite, MessageKind kind) {
    return mails_->compose(due_.series[invite.series], invite, calendar(invite), kind);
}

MessageKind InviteFiles::kind(const DueSeriesInvite& invite) const {
    return kind_of(due_.series[invite.series], invite);
}

std::string InviteFiles::calendar(const DueInvite& invite) {
    std::string bytes;
    writer_.append(bytes, invite_of(events_[invite.session], due_.sessions[invite.session], invite));
    return bytes;
}

std::string InviteFiles::calendar(const DueSeriesInvite& invite) const {
    return render_series_invite(due_.series[invite.series], series_[invite.series], invite);
}

std::string InviteFiles::render_mail(const MessageContent& content) {
    return mail::render_message(mail_of(content), mail::LineEnd::crlf);
}

}  // namespace tiffin::cli
