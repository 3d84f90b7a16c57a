#include "cli/job/answers/seating.h"

#include "cli/job/answers/answers.h"
#include "cli/job/planning/lay_out.h"
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

void warn_of_lost_places(Invocation& invocation, SessionNames& names, const Session& session,
                         const std::vector<Seat>& before, const std::vector<Seat>& now) {
    for (const auto person : moved_up(now, before)) {
        invocation.warn(names.person(person) + " goes to the waiting list of " + names.session(session) +
                        "; tiffin tick tells them");
    }
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
        warn_of_lost_places(invocation_, names, session, before, now);
    }
}

void warn_of_lost_places(Invocation& invocation, const Session& before, const Session& after) {
    auto& connection = invocation.connection();
    const auto series = series_of(connection, after);
    if ((!series.capacity && !series.remote_capacity) || is_over(after, invocation)) return;
    const auto known = answers(connection, after);
    SessionNames names(connection);
    warn_of_lost_places(invocation, names, after, seating(series, before, known),
                        seating(series, after, known));
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
