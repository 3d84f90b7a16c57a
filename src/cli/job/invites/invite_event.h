#pragma once

#include "calendar/invite.h"
#include "cli/job/invites/due_invites.h"

namespace tiffin::cli {

/// Who invites and gets the answers; fails (configuration) when nobody is set.
Mailbox organizer_of(Invocation& invocation);

/// A session as a feed shows it, and an invite but for what differs between its recipients.
calendar::Event event_of(const ShownSession& shown, const Announcement& announcement,
                         const Mailbox& organizer);

/// What the invite shows of the session.
ShownSession shown_to(const DueSession& session, const DueInvite& due);

/// `event` with the place or the link alone, where the recipient is known to take part so.
calendar::Event event_for(const calendar::Event& event, const DueSession& session, const DueInvite& due);

/// `event` as it is told to those who get it in this revision.
calendar::Event told_event(calendar::Event event, const DueInvite& due);

/// Whom the invite of one recipient names: the recipient first.
/// `list` keeps them where they are several.
calendar::Attendees attendees_of(const DueSession& session, const DueInvite& due, std::vector<Mailbox>& list);

/// `event` as one recipient gets it, who is the first of its attendees.
calendar::Invite invite_of(const calendar::Event& event, const DueSession& session, const DueInvite& due);

/// A recurring invite but for what differs between its recipients.
calendar::SeriesEvent series_event_of(const DueSeries& due, const Mailbox& organizer);

/// REQUEST, unless the recipient is to take something out of their calendar.
calendar::Method method_of(const DueInvite& due);
calendar::Method method_of(const DueSeries& series, const DueSeriesInvite& due);

/// The first date that the recipient of the whole is shown, and the last; nothing: it goes on.
Date first_of(const DueSeries& series, const SeriesDays& days);
std::optional<Date> last_of(const DueSeries& series, const SeriesDays& days);

/// One calendar with `event`, or the date of it that is due, as one recipient gets it.
std::string render_series_invite(const DueSeries& series, calendar::SeriesEvent event,
                                 const DueSeriesInvite& due);

}  // namespace tiffin::cli
