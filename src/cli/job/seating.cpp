#include "cli/job/seating.h"

#include "cli/job/answers.h"
#include "cli/job/lay_out.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "storage/sessions.h"

namespace tiffin::cli {

Mode usual_mode(const Session& session) {
    return session.place.empty() && !session.link.empty() ? Mode::remote : Mode::in_person;
}

std::vector<Seat> seating(const Series& series, const Session& session,
                          const std::map<PersonId, Rsvp>& answers) {
    std::vector<Rsvp> all;
    all.reserve(answers.size());
    for (const auto& [person, rsvp] : answers) all.push_back(rsvp);
    std::vector<PersonId> with_duty;
    for (const auto& duty : session.assignments) with_duty.push_back(duty.person);
    return seats(all, with_duty, {series.capacity, series.remote_capacity}, usual_mode(session));
}

std::string waiting_words(const Seat& seat) {
    if (!seat.waiting) return {};
    return "on the waiting list as number " + std::to_string(*seat.waiting);
}

namespace {

std::vector<Seat> seating_now(storage::Connection& connection, const Session& session) {
    return seating(series_of(connection, session), session, answers(connection, session));
}

}  // namespace

void WaitingLists::note(const Session& session) {
    const auto series = series_of(invocation_.connection(), session);
    if (!series.capacity && !series.remote_capacity) return;
    if (!before_.contains(session.id))
        before_.emplace(session.id, seating_now(invocation_.connection(), session));
}

void WaitingLists::note_coming(SeriesId series) {
    for (const auto& session : coming_sessions(invocation_, series)) note(session);
}

void WaitingLists::tell() {
    auto& connection = invocation_.connection();
    SessionNames names(connection);
    for (const auto& [id, before] : before_) {
        const auto session = *storage::session(connection, id);
        const auto now = seating_now(connection, session);
        for (const auto person : moved_up(before, now))
            invocation_.changed(names.person(person) + " moves up from the waiting list of " +
                                names.session(session));
        for (const auto person : moved_up(now, before)) {
            invocation_.warn(names.person(person) + " goes to the waiting list of " + names.session(session) +
                             "; tell them");
        }
    }
}

void warn_of_lost_places(Invocation& invocation, const Session& before, const Session& after) {
    auto& connection = invocation.connection();
    const auto series = series_of(connection, after);
    if (!series.capacity && !series.remote_capacity) return;
    const auto known = answers(connection, after);
    SessionNames names(connection);
    const auto now = seating(series, after, known);
    for (const auto person : moved_up(now, seating(series, before, known))) {
        invocation.warn(names.person(person) + " goes to the waiting list of " + names.session(after) +
                        ", since who has a duty has a place; tell them");
    }
}

AnswerCounts counts(const std::map<PersonId, Rsvp>& answers, const std::vector<Seat>& seats) {
    AnswerCounts found;
    for (const auto& [person, rsvp] : answers) {
        if (!rsvp.answer) continue;
        switch (*rsvp.answer) {
            case Answer::yes:
                ++found.yes;
                break;
            case Answer::no:
                ++found.no;
                break;
            case Answer::maybe:
                ++found.maybe;
                break;
        }
    }
    for (const auto& seat : seats) {
        if (seat.waiting) {
            ++found.waiting;
        } else {
            ++(seat.mode == Mode::remote ? found.remote : found.in_person);
        }
    }
    return found;
}

}  // namespace tiffin::cli
