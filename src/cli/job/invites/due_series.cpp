#include "cli/job/invites/due_series.h"

#include <algorithm>

#include "calendar/fitting_invites.h"
#include "calendar/zone.h"
#include "cli/job/answers/answers.h"
#include "cli/job/invites/invite_thread.h"
#include "cli/job/invites/session_news.h"
#include "cli/lookup.h"
#include "storage/rsvps.h"
#include "storage/series.h"
#include "storage/series_invites.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

std::vector<SeriesInvite> fitted_invites(Invocation& invocation, const Series& series) {
    return calendar::fitted(series, storage::series_invites(invocation.connection(), series.id),
                            invocation.now());
}

std::vector<SeriesInvite> unfit_invites(Invocation& invocation) {
    std::vector<SeriesInvite> unfit;
    for (const auto& series : storage::all_series(invocation.connection())) {
        const auto known = storage::series_invites(invocation.connection(), series.id);
        auto fit = calendar::fitted(series, known, invocation.now());
        for (std::size_t i = 0; i < fit.size(); ++i) {
            if (i >= known.size() || known[i].last != fit[i].last) unfit.push_back(std::move(fit[i]));
        }
    }
    return unfit;
}

/// What the dates of a recurring invite have in common, as if it were the session of one day.
ShownSession common(const Series& series, const SeriesInvite& invite, Date date) {
    return {.called_off = false,
            .note = {},
            .date = date,
            .start = invite.start,
            .length = series.length,
            .zone = invite.zone,
            .begin = calendar::Zone::load(invite.zone).to_instant(date, invite.start),
            .series = series.name,
            .place = series.place,
            .link = series.link,
            .lunch = series.lunch};
}

/// Nobody is told who has a duty, and what it is about, before the session is announced.
ShownSession without_names(ShownSession shown) {
    shown.presenters.clear();
    shown.hosts.clear();
    shown.moderators.clear();
    shown.duties.clear();
    shown.topic.clear();
    shown.abstract.clear();
    shown.tags.clear();
    return shown;
}

Told told_last(const EmittedInvite* last) {
    return last == nullptr ? Told::dropped : last->told;
}

}  // namespace

void fit_series_invites(Invocation& invocation) {
    if (unfit_invites(invocation).empty()) return;
    fit_series_invites(invocation, invocation.begin());
    invocation.commit();
}

void fit_series_invites(Invocation& invocation, storage::UnitOfWork& work) {
    for (auto& invite : unfit_invites(invocation)) {
        if (!invite.id) invite.id = work.new_id<SeriesInviteId>();
        storage::record(work, invite);
    }
}

SeriesCollector::SeriesCollector(Invocation& invocation, const InviteFilter& filter, SessionNames& names,
                                 Guests& guests, DueInvites& due)
    : invocation_(invocation), filter_(filter), names_(names), guests_(guests), due_(due) {}

bool SeriesCollector::covers(SessionId session, std::size_t guest) const {
    const auto found = covered_.find(session);
    return found != covered_.end() && found->second.contains(guest);
}

void SeriesCollector::collect(const Series& series) {
    have_had_.clear();
    for (const auto& invite : fitted_invites(invocation_, series)) {
        collect(series, invite);
        if (!invite.last) continue;
        for (const auto& each : invite.emitted) {
            if (each.told == Told::invited) have_had_.insert(each.person);
        }
    }
}

void SeriesCollector::collect(const Series& series, const SeriesInvite& invite) {
    auto due = due_series(series, invite);
    std::vector<const EmittedInvite*> last(guests_.size());
    std::vector<const EmittedInvite*> rest;
    for (const auto& each : due.invite.emitted) {
        if (const auto owner = guests_.owner(each.email)) {
            last[*owner] = &each;
        } else {
            rest.push_back(&each);
        }
    }
    last_dates_.clear();
    waiting_.clear();
    if (filter_.overtakes && due.invite.id) {
        for (const auto& message : waiting_messages(invocation_.connection(), due.invite.id))
            waiting_.insert(message.thread);
    }
    const auto wishes = this->wishes(series, due, last);
    std::vector<bool> is_invited(guests_.size());
    for (std::size_t i = 0; i < guests_.size(); ++i) {
        is_invited[i] = !wishes[i].rests && wishes[i].told.value_or(told_last(last[i])) == Told::invited;
        if (!is_invited[i]) continue;
        for (const auto& [date, each] : due.dates) {
            if (each.session && wishes[i].days.contains(date)) covered_[*each.session].insert(i);
        }
    }
    const auto before = due_.of_series.size();
    lost_.clear();
    for (const auto* each : rest) {
        auto wish = without_members(due, each);
        if (!wish.told && !due.rests()) wish.told = Told::dropped;
        add(due, guests_[guests_.position(each->person)], each->email, wish, each);
        lost_.note(each->person, each->sequence);
        if (due_.of_series.size() > before)
            lost_.note(due_.of_series.back().person, due_.of_series.back().next.object.sequence);
    }
    for (std::size_t i = 0; i < guests_.size(); ++i) {
        if (!guests_[i].email.empty()) add(due, guests_[i], guests_[i].email, wishes[i], last[i]);
    }
    if (due_.of_series.size() == before) return;
    for (auto& [date, each] : due.dates) {
        if (each.is_coming && !is_hybrid(each.shown))
            add_answers(each, *storage::session(invocation_.connection(), *each.session));
    }
    if (due.invite.id) {
        due.told = storage::revisions(invocation_.connection(), due.invite.id);
        for (const auto& rsvp : storage::rsvps(invocation_.connection(), due.invite.id)) {
            if (rsvp.answer) due.answers.emplace(rsvp.person, *rsvp.answer);
        }
    }
    if (names_all_guests(invocation_, series.id)) due.guest_list = guest_list(guests_, is_invited);
    due_.series.push_back(std::move(due));
}

DueSeries SeriesCollector::due_series(const Series& series, const SeriesInvite& invite) {
    DueSeries due{.series = series, .whole = common(series, invite, invite.first)};
    due.name = series.slug + " from " + render_date(invite.first);
    due.until = invite.last ? invite.last : calendar::end_of(series);
    std::map<Date, Session> sessions;
    for (auto& session : storage::sessions(invocation_.connection(), {.series = series.id}))
        sessions.emplace(session.occurrence, std::move(session));
    if (due.until && *due.until >= invite.first) due.last = calendar::last_date(invite, *due.until);
    for (const auto& [occurrence, session] : sessions) {
        if (due.until && occurrence > *due.until && !is_called_off(session)) due.kept.insert(occurrence);
    }
    Date horizon = series.laid_out_until.value_or(kEarliestDate);
    if (!sessions.empty()) horizon = std::max(horizon, sessions.rbegin()->first);
    if (due.until) horizon = std::min(horizon, *due.until);
    due.invite = invite;
    calendar::Occurrences dates(calendar::rule_of(invite, std::nullopt), invite.first, horizon);
    std::map<Date, ShownDate> shown;
    for (auto date = dates.next(); date; date = dates.next()) {
        const auto found = sessions.find(*date);
        const Session* session = found == sessions.end() ? nullptr : &found->second;
        if (session == nullptr && *date > series.laid_out_until.value_or(kEarliestDate)) continue;
        const bool over = session != nullptr
                              ? is_over(*session, invocation_)
                              : common(series, invite, *date).begin + series.length <= invocation_.now();
        add_date(due, *date, session, over);
        const auto& added = due.dates.at(*date);
        if (!over) shown.emplace(*date, ShownDate{render_shown(added.shown), added.is_as_all});
    }
    // What has ended stays as it was told, but for its end.
    const auto text = invite.last ? render_shown_series("", due.until)
                                  : render_shown_series(render_shown(due.whole), due.until);
    due.highest = highest_sequence(invite);
    due.invite = told(invite, text, shown, invocation_.now());
    for (const auto& [date, each] : due.dates) {
        if (each.is_coming) due.coming.emplace(date, each.shown.date);
    }
    // Of a date that is not laid out yet, or left out, who is invited is known as well.
    const auto next = calendar::next_date(invite, series.length, due.until, invocation_.now());
    if (due.coming.empty() && next) due.coming.emplace(*next, *next);
    return due;
}

void SeriesCollector::add_date(DueSeries& due, Date date, const Session* session, bool is_over) {
    DueSeries::OnDate added{.shown = common(due.series, due.invite, date)};
    const auto as_all = render_shown(added.shown);
    const auto when = session == nullptr ? std::nullopt : times(*session);
    if (!when) {
        added.shown.called_off = true;
    } else {
        added.shown = shown_session(names_, *session, *when);
        added.session = session->id;
        added.is_told = is_announced(*session) || is_to_be_announced(invocation_, *session, filter_);
        if (!added.is_told) added.shown = without_names(std::move(added.shown));
        added.is_coming = !is_over && !is_called_off(*session);
    }
    // Of others the answers are read once something is due.
    if (added.is_coming && is_hybrid(added.shown)) add_answers(added, *session);
    added.is_as_all = render_shown(added.shown) == as_all;
    due.dates.emplace(date, std::move(added));
}

void SeriesCollector::add_answers(DueSeries::OnDate& date, const Session& session) {
    for (const auto& [person, rsvp] : answers(invocation_.connection(), session)) {
        if (rsvp.answer) date.answers.emplace(person, *rsvp.answer);
        if (rsvp.mode) date.modes.emplace(person, *rsvp.mode);
    }
}

DateModes SeriesCollector::modes_of(const DueSeries& due, const SeriesDays& days, PersonId person,
                                    const EmittedInvite* last) {
    DateModes modes;
    for (const auto& [date, each] : due.dates) {
        if (!each.is_coming || !is_hybrid(each.shown) || !days.contains(date)) continue;
        const auto mode = each.modes.find(person);
        const auto answer = each.answers.find(person);
        // Who does not come need not hear of it.
        if (last != nullptr && answer != each.answers.end() && answer->second == Answer::no) {
            modes.emplace(date, due.invite.view_of(last->email).mode_on(date));
        } else {
            modes.emplace(date, mode == each.modes.end() ? std::nullopt : std::optional(mode->second));
        }
    }
    return modes;
}

Date SeriesCollector::last_date(const DueSeries& due, Date day) {
    const auto [known, first] = last_dates_.try_emplace(day);
    if (first) known->second = calendar::last_date(due.invite, day);
    return known->second;
}

Date SeriesCollector::end_of(const DueSeries& due, Date stay_ends, const std::vector<Date>& theirs) {
    if (stay_ends == kLatestDate) return kLatestDate;
    // A date that is moved counts on the day on which it takes place.
    Date end = std::max(last_date(due, std::min(stay_ends, due.until.value_or(kLatestDate))), theirs.back());
    while (due.coming.contains(end) && !std::binary_search(theirs.begin(), theirs.end(), end))
        end = last_date(due, end - std::chrono::days{1});
    return due.until && end >= last_date(due, *due.until) ? kLatestDate : end;
}

SeriesDays SeriesCollector::days_of(const DueSeries& due, std::size_t guest, const std::vector<Date>& theirs,
                                    const EmittedInvite* last) {
    const auto stay_on = [&](Date date) { return guests_.stay(guest, due.coming.at(date)); };
    const Date next = theirs.front();
    SeriesDays days{stay_on(next).first <= due.invite.first ? kEarliestDate : next,
                    end_of(due, stay_on(theirs.back()).last, theirs)};
    if (told_last(last) == Told::invited) {
        // Where it began for them it stays, so that what is over remains in sight.
        const auto& known = due.invite.view_of(last->email).days;
        const Date before = next - std::chrono::days{1};
        const bool goes_on = known.last >= before || last_date(due, before) <= known.last;
        if (known.first <= next && goes_on) days.first = known.first;
        days.left_out = known.left_out;
        std::erase_if(days.left_out, [&](Date date) { return due.coming.contains(date); });
    }
    if (theirs.size() < due.coming.size()) {
        for (const auto& [date, day] : due.coming) {
            if (!std::binary_search(theirs.begin(), theirs.end(), date)) days.left_out.insert(date);
        }
    }
    std::erase_if(days.left_out, [&](Date date) { return date < days.first || date > days.last; });
    return days;
}

SeriesCollector::Wish SeriesCollector::without_members(const DueSeries& due, const EmittedInvite* last) {
    Wish wish;
    if (last != nullptr) wish.days = due.invite.view_of(last->email).days;
    const bool begins_after = due.until && *due.until < std::max(due.invite.first, wish.days.first);
    const bool has_coming = std::any_of(due.coming.begin(), due.coming.end(),
                                        [&](const auto& each) { return wish.days.contains(each.first); });
    if (due.is_off() || (begins_after && told_last(last) == Told::invited)) {
        wish.told = Told::called_off;
    } else if (!has_coming && wish.days.last <= invocation_.today()) {
        wish.rests = true;
    } else if (!due.rests() && has_coming) {
        wish.told = Told::dropped;
    }
    return wish;
}

std::vector<SeriesCollector::Wish> SeriesCollector::wishes(const Series& series, const DueSeries& due,
                                                           const std::vector<const EmittedInvite*>& last) {
    std::vector<Wish> wishes;
    wishes.reserve(guests_.size());
    for (const auto* each : last) wishes.push_back(without_members(due, each));
    if (due.is_off() || due.rests() || due.coming.empty()) return wishes;
    const auto weeks = invocation_.settings().number("invite_weeks");
    const Date first =
        std::min_element(due.coming.begin(), due.coming.end(), [](const auto& a, const auto& b) {
            return a.second < b.second;
        })->second;
    const bool is_near = !weeks || first <= invocation_.today() + std::chrono::days{7 * *weeks};
    std::vector<std::vector<Date>> theirs(guests_.size());
    for (const auto& [date, day] : due.coming) {
        for (const auto guest : guests_.members(series.id, day)) theirs[guest].push_back(date);
    }
    for (std::size_t guest = 0; guest < theirs.size(); ++guest) {
        if (theirs[guest].empty()) continue;
        const bool has = told_last(last[guest]) == Told::invited;
        if (due.invite.last && !has) continue;  // nobody is invited to it any more
        if (guests_[guest].email.empty()) {
            note_without_address(due_, guests_[guest]);
        } else if (due.invite.whole || is_near || filter_.session) {
            wishes[guest] = {Told::invited, days_of(due, guest, theirs[guest], last[guest])};
        }
    }
    return wishes;
}

void SeriesCollector::add(const DueSeries& due, const Person& person, const std::string& email,
                          const Wish& wish, const EmittedInvite* last) {
    if (filter_.person && *filter_.person != person.id) return;
    if (filter_.threads && !filter_.threads->contains(thread_of(due.invite.id, email))) return;
    if (wish.rests || (!wish.told && last == nullptr)) return;
    const bool is_past = due.invite.last && *due.invite.last < invocation_.today();
    const auto repeat = is_past ? Repeat::no : filter_.repeat;
    const auto told = wish.told.value_or(told_last(last));
    const SeriesView view{wish.days, modes_of(due, wish.days, person.id, last)};
    const auto pieces = [&](Pieces which) {
        return next_series_invites(told, view, last, due.invite, invocation_.now(), repeat, which);
    };
    auto objects = pieces(Pieces::dates);
    // A date must not come before the series of which it is one.
    const bool has_date = std::any_of(objects.begin(), objects.end(),
                                      [](const NextSeriesInvite& next) { return next.date.has_value(); });
    if (has_date && waiting_.contains(thread_of(due.invite.id, email))) objects = pieces(Pieces::whole);
    for (const auto& next : objects) {
        DueSeriesInvite invite{
            due_.series.size(), person.id, &due_.mailboxes.of(person.name, email), next, {wish.days, {}}};
        if (last == nullptr) lost_.lift(person.id, invite.next.object);
        if (next.date) {
            if (const auto mode = view.modes.find(*next.date); mode != view.modes.end())
                invite.view.modes.insert(*mode);
        } else if (next.object.told == Told::invited) {
            invite.view.modes = view.modes;
        }
        if (last != nullptr) invite.last = last->sequence;
        invite.replaces = last == nullptr && have_had_.contains(person.id);
        const auto told_days = last == nullptr ? wish.days : due.invite.view_of(last->email).days;
        if (told_days != wish.days) invite.told_days = told_days;
        due_.of_series.push_back(std::move(invite));
    }
}

}  // namespace tiffin::cli
