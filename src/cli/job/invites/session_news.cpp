#include "cli/job/invites/session_news.h"

#include <algorithm>

#include "domain/session_life.h"
#include "storage/invites.h"

namespace tiffin::cli {

namespace {

std::vector<std::string> names_of(SessionNames& names, const std::vector<PersonId>& people) {
    std::vector<std::string> found;
    for (const auto id : people) found.push_back(names.plain_person(id));
    return found;
}

}  // namespace

ShownSession shown_session(SessionNames& names, const Session& session, const SessionTimes& when) {
    const auto& series = names.series(session.series);
    ShownSession shown{.called_off = is_called_off(session),
                       .note = session.note,
                       .date = session.date,
                       .start = *session.start,
                       .length = session.length,
                       .zone = session.zone,
                       .begin = when.start,
                       .series = series.name,
                       .presenters = {},
                       .has_video = shows_video(session),
                       .hosts = {},
                       .moderators = {},
                       .place = session.place,
                       .link = session.link,
                       .lunch = series.lunch};
    shown.presenters = names_of(names, presenters(session));
    shown.hosts = names_of(names, with_role(session, Role::host));
    shown.moderators = names_of(names, with_role(session, Role::moderator));
    shown.duties = session.assignments;
    if (session.topic) {
        const auto& topic = names.topic(*session.topic);
        shown.topic = topic.title;
        shown.abstract = topic.abstract;
        shown.tags = topic.tags;
    }
    return shown;
}

SessionNews session_news(storage::Connection& connection, SessionNames& names, const Session& session,
                         const SessionTimes& when, Instant now) {
    SessionNews news;
    news.shown = shown_session(names, session, when);
    if (is_announced(session)) news.emitted = storage::emitted_invites(connection, session.id);
    int highest = 0;
    for (const auto& each : news.emitted) highest = std::max(highest, each.sequence);
    // A feed tells of sessions that are not announced, too.
    news.told = storage::announcement(connection, session.id);
    news.announcement = next_announcement(news.told, session.id, render_shown(news.shown), highest, now);
    news.is_news = !news.told || news.told->sequence != news.announcement.sequence;
    return news;
}

}  // namespace tiffin::cli
