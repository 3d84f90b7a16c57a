#include "cli/job/invite_event.h"

#include "calendar/fitting_invites.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

std::string summary(const ShownSession& shown, const std::string& presenters) {
    if (shown.topic.empty() && presenters.empty()) return shown.series;
    return shown.series + ": " + (shown.topic.empty() ? presenters : shown.topic);
}

std::string description(const ShownSession& shown, const std::string& presenters) {
    std::vector<std::string> lines;
    if (!presenters.empty()) lines.push_back("Presented by " + presenters);
    if (!shown.topic.empty()) lines.push_back("Topic: " + shown.topic);
    if (!shown.abstract.empty()) lines.push_back(shown.abstract);
    if (!shown.place.empty()) lines.push_back("Place: " + shown.place);
    switch (shown.lunch) {
        case Lunch::catered:
            lines.emplace_back("Lunch is served");
            break;
        case Lunch::bring_your_own:
            lines.emplace_back("Bring your own lunch");
            break;
        case Lunch::potluck:
            lines.emplace_back("Potluck: bring something to share");
            break;
        case Lunch::none:
            break;
    }
    return text::join(lines, "\n");
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
    event.uid = render_id(announcement.session) + "@tiffin";
    event.sequence = announcement.sequence;
    event.stamp = announcement.changed;
    event.changed = announcement.changed;
    if (shown.called_off) event.status = calendar::EventStatus::cancelled;
    event.date = shown.date;
    event.start = shown.start;
    event.length = shown.length;
    event.zone = shown.zone;
    event.summary = summary(shown, presenters);
    event.description = description(shown, presenters);
    event.place = shown.place;
    event.link = shown.link;
    event.categories = {shown.series};
    event.categories.insert(event.categories.end(), shown.tags.begin(), shown.tags.end());
    event.comment = shown.note;
    event.organizer = organizer;
    return event;
}

calendar::Invite invite_of(const calendar::Event& event, const DueInvite& due) {
    calendar::Invite invite{calendar::Method::cancel, event, {due.recipient}};
    invite.event.sequence = due.object.sequence;
    invite.event.stamp = due.object.stamp;
    switch (due.object.told) {
        case Told::invited:
            invite.method = calendar::Method::request;
            invite.event.status = calendar::EventStatus::confirmed;
            break;
        case Told::called_off:
            invite.event.status = calendar::EventStatus::cancelled;
            break;
        case Told::dropped:
            invite.event.status = calendar::EventStatus::none;
            break;
    }
    return invite;
}

calendar::SeriesEvent series_event_of(const DueSeries& due, const Mailbox& organizer) {
    const auto& invite = due.invite;
    calendar::SeriesEvent series;
    series.event = event_of(due.whole, *invite.whole, organizer);
    series.event.uid = render_id(invite.id) + "@tiffin";
    series.rule = calendar::rule_of(invite, due.is_off() ? std::nullopt : due.until);
    for (const auto& [date, each] : due.dates) {
        const auto told = invite.dates.find(date);
        const auto& announcement = told == invite.dates.end() ? *invite.whole : told->second;
        if (!each.session) series.left_out.push_back(date);
        if (each.session && !each.is_as_all)
            series.exceptions.push_back({date, event_of(each.shown, announcement, organizer)});
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

std::string render_series_invite(const DueSeries& series, calendar::SeriesEvent event,
                                 const DueSeriesInvite& due) {
    const auto& object = due.next.object;
    const auto stamp = [&](calendar::Event& each) {
        each.sequence = object.sequence;
        each.stamp = object.stamp;
    };
    const auto method = method_of(series, due);
    if (due.next.date) {
        const auto& date = *due.next.date;
        const auto& announcement = series.invite.dates.at(date);
        calendar::SeriesException alone{
            date, event_of(series.dates.at(date).shown, announcement, event.event.organizer)};
        stamp(alone.event);
        return calendar::render_series_exception(method, event, alone, {due.recipient});
    }
    stamp(event.event);
    for (auto& exception : event.exceptions) stamp(exception.event);
    if (object.told == Told::called_off) event.event.status = calendar::EventStatus::cancelled;
    if (object.told == Told::dropped) event.event.status = calendar::EventStatus::none;
    return calendar::render_series(method, event, {due.recipient});
}

}  // namespace tiffin::cli
