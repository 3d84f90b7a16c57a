#include "cli/job/invites/invite_event.h"

#include <algorithm>
#include <iterator>

#include "calendar/fitting_invites.h"
#include "calendar/session_text.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

std::string summary(const ShownSession& shown, const std::string& presenters) {
    if (shown.topic.empty() && presenters.empty()) return shown.series;
    return shown.series + ": " + (shown.topic.empty() ? presenters : shown.topic);
}

/// Who takes something out of their calendar need not know of others.
calendar::Attendees attendees(calendar::Method method, const Mailbox& recipient,
                              const std::vector<Mailbox>& guest_list, std::vector<Mailbox>& list) {
    if (method != calendar::Method::request || guest_list.empty()) return {&recipient, 1};
    list.assign(1, recipient);
    std::copy_if(guest_list.begin(), guest_list.end(), std::back_inserter(list),
                 [&](const Mailbox& guest) { return guest.email != recipient.email; });
    return list;
}

/// One of the dates, as it is shown to who takes part so.
calendar::SeriesException exception_on(const DueSeries& due, Date date, std::optional<Mode> mode,
                                       const Mailbox& organizer) {
    const auto told = due.invite.dates.find(date);
    const auto& announcement = told == due.invite.dates.end() ? *due.invite.whole : told->second;
    return {date, event_of(tiffin::shown_to(due.dates.at(date).shown, mode), announcement, organizer), {}};
}

std::optional<Answer> answer_of(const std::map<PersonId, Answer>& answers, PersonId person) {
    const auto found = answers.find(person);
    return found == answers.end() ? std::nullopt : std::optional(found->second);
}

/// What only this recipient is shown: dates with the place or the link alone, and dates that they answered
/// otherwise than the whole, which their calendar would forget with the exception.
void show_own(std::vector<calendar::SeriesException>& exceptions, const DueSeries& series,
              const DueSeriesInvite& due, const Mailbox& organizer) {
    for (const auto& [date, each] : series.dates) {
        if (!each.is_coming || !due.view.days.contains(date)) continue;
        const auto mode = due.view.mode_on(date);
        if (!mode && answer_of(each.answers, due.person) == answer_of(series.answers, due.person)) continue;
        const auto place = std::lower_bound(
            exceptions.begin(), exceptions.end(), date,
            [](const calendar::SeriesException& known, Date day) { return known.original < day; });
        auto exception = exception_on(series, date, mode, organizer);
        if (place != exceptions.end() && place->original == date) {
            *place = std::move(exception);
        } else {
            exceptions.insert(place, std::move(exception));
        }
    }
}

/// The series as far as one recipient is shown it.
void narrow(calendar::SeriesEvent& event, const DueSeries& series, const SeriesDays& days) {
    if (days == SeriesDays{}) return;
    event.event.date = first_of(series, days);
    if (days.last != kLatestDate) event.rule.until = last_of(series, days);
    // It ended before it began for them: what is cancelled then is all of it.
    if (event.rule.until && *event.rule.until < event.event.date) event.rule.until.reset();
    std::erase_if(event.left_out, [&](Date date) { return !days.contains(date); });
    std::erase_if(event.exceptions, [&](const auto& each) { return !days.contains(each.original); });
    event.left_out.insert(event.left_out.end(), days.left_out.begin(), days.left_out.end());
}

}  // namespace

Mailbox organizer_of(Invocation& invocation) {
    const auto organizer = parse_mailbox(invocation.settings().text("organizer"));
    if (!organizer) {
        throw Failure(ExitStatus::configuration, "nobody is set as the organizer, to whom answers go",
                      "tiffin config set organizer \"Ana Ferreira <ana@example.org>\"");
    }
    return *organizer;
}

calendar::Event event_of(const ShownSession& shown, const Announcement& announcement,
                         const Mailbox& organizer) {
    const auto presenters = text::join(shown.presenters, ", ");
    calendar::Event event;
    event.uid = calendar_uid(announcement.session);
    event.sequence = announcement.sequence;
    event.stamp = announcement.changed;
    event.changed = announcement.changed;
    if (shown.called_off) event.status = calendar::EventStatus::cancelled;
    event.date = shown.date;
    event.start = shown.start;
    event.length = shown.length;
    event.zone = shown.zone;
    event.summary = summary(shown, presenters);
    event.description = calendar::describe({.presenters = shown.presenters,
                                            .hosts = shown.hosts,
                                            .moderators = shown.moderators,
                                            .topic = shown.topic,
                                            .abstract = shown.abstract,
                                            .place = shown.place,
                                            .lunch = shown.lunch});
    event.place = shown.place;
    event.link = shown.link;
    event.categories = {shown.series};
    event.categories.insert(event.categories.end(), shown.tags.begin(), shown.tags.end());
    event.comment = shown.note;
    event.organizer = organizer;
    return event;
}

ShownSession shown_to(const DueSession& session, const DueInvite& due) {
    return tiffin::shown_to(session.shown, due.mode);
}

calendar::Event event_for(const calendar::Event& event, const DueSession& session, const DueInvite& due) {
    return due.mode ? event_of(shown_to(session, due), session.announcement, event.organizer) : event;
}

calendar::Event told_event(calendar::Event event, const DueInvite& due) {
    event.sequence = due.object.sequence;
    event.stamp = due.object.stamp;
    switch (due.object.told) {
        case Told::invited:
            event.status = calendar::EventStatus::confirmed;
            break;
        case Told::called_off:
            event.status = calendar::EventStatus::cancelled;
            break;
        case Told::dropped:
            event.status = calendar::EventStatus::none;
            break;
    }
    return event;
}

calendar::Attendees attendees_of(const DueSession& session, const DueInvite& due,
                                 std::vector<Mailbox>& list) {
    return attendees(method_of(due), *due.recipient, session.guest_list, list);
}

calendar::Invite invite_of(const calendar::Event& event, const DueSession& session, const DueInvite& due) {
    std::vector<Mailbox> list;
    const auto attendees = attendees_of(session, due, list);
    return {method_of(due),
            told_event(event_for(event, session, due), due),
            {attendees.begin(), attendees.end()},
            due.answer};
}

calendar::SeriesEvent series_event_of(const DueSeries& due, const Mailbox& organizer) {
    const auto& invite = due.invite;
    calendar::SeriesEvent series;
    series.event = event_of(due.whole, *invite.whole, organizer);
    series.event.uid = calendar_uid(invite.id);
    series.rule = calendar::rule_of(invite, due.is_off() ? std::nullopt : due.until);
    for (const auto& [date, each] : due.dates) {
        if (!each.session) series.left_out.push_back(date);
        if (each.session && !each.is_as_all)
            series.exceptions.push_back(exception_on(due, date, {}, organizer));
    }
    return series;
}

calendar::Method method_of(const DueInvite& due) {
    return due.object.told == Told::invited ? calendar::Method::request : calendar::Method::cancel;
}

calendar::Method method_of(const DueSeries& series, const DueSeriesInvite& due) {
    const bool off = due.next.object.told != Told::invited ||
                     (due.next.date && series.dates.at(*due.next.date).shown.called_off);
    return off ? calendar::Method::cancel : calendar::Method::request;
}

Date first_of(const DueSeries& series, const SeriesDays& days) {
    return std::max(series.invite.first, days.first);
}

std::optional<Date> last_of(const DueSeries& series, const SeriesDays& days) {
    const auto until = series.is_off() ? std::nullopt : series.last;
    return days.last == kLatestDate ? until : std::min(days.last, until.value_or(kLatestDate));
}

std::string render_series_invite(const DueSeries& series, calendar::SeriesEvent event,
                                 const DueSeriesInvite& due) {
    const auto& object = due.next.object;
    narrow(event, series, due.view.days);
    const auto stamp = [&](calendar::Event& each) {
        each.sequence = object.sequence;
        each.stamp = object.stamp;
    };
    const auto method = method_of(series, due);
    std::vector<Mailbox> list;
    const auto to = attendees(method, *due.recipient, series.guest_list, list);
    if (due.next.date) {
        const auto& date = *due.next.date;
        auto alone = exception_on(series, date, due.view.mode_on(date), event.event.organizer);
        alone.answer = answer_of(series.dates.at(date).answers, due.person);
        stamp(alone.event);
        return calendar::render_series_exception(method, event, alone, to);
    }
    show_own(event.exceptions, series, due, event.event.organizer);
    stamp(event.event);
    for (auto& exception : event.exceptions) {
        stamp(exception.event);
        exception.answer = answer_of(series.dates.at(exception.original).answers, due.person);
    }
    if (object.told == Told::called_off) event.event.status = calendar::EventStatus::cancelled;
    if (object.told == Told::dropped) event.event.status = calendar::EventStatus::none;
    return calendar::render_series(method, event, to, answer_of(series.answers, due.person));
}

}  // namespace tiffin::cli
