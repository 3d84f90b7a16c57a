#include "domain/seating.h"

#include <algorithm>
#include <tuple>

namespace tiffin {

namespace {

bool has(const std::vector<PersonId>& people, PersonId person) {
    return std::find(people.begin(), people.end(), person) != people.end();
}

}  // namespace

std::vector<Seat> seats(const std::vector<Rsvp>& answers, const std::vector<PersonId>& with_duty,
                        const Capacities& capacities, Mode otherwise) {
    std::vector<const Rsvp*> coming;
    for (const auto& rsvp : answers) {
        if (rsvp.answer == Answer::yes) coming.push_back(&rsvp);
    }
    const auto rank = [&](const Rsvp* rsvp) {
        return std::tuple(rsvp->mode.value_or(otherwise), !has(with_duty, rsvp->person), rsvp->order,
                          rsvp->person);
    };
    std::sort(coming.begin(), coming.end(), [&](const Rsvp* a, const Rsvp* b) { return rank(a) < rank(b); });
    std::vector<Seat> seated;
    int taken_in_person = 0, taken_remote = 0;
    for (const auto person : with_duty) {
        const auto rsvp = std::find_if(answers.begin(), answers.end(),
                                       [&](const Rsvp& one) { return one.person == person; });
        const bool is_open =
            rsvp == answers.end() || (rsvp->answer != Answer::yes && rsvp->answer != Answer::no);
        if (!is_open) continue;
        const auto mode = rsvp == answers.end() ? otherwise : rsvp->mode.value_or(otherwise);
        ++(mode == Mode::remote ? taken_remote : taken_in_person);
    }
    for (const auto* rsvp : coming) {
        Seat seat{.person = rsvp->person, .mode = rsvp->mode.value_or(otherwise)};
        const bool is_remote = seat.mode == Mode::remote;
        const int before = (is_remote ? taken_remote : taken_in_person)++;
        const auto& most = is_remote ? capacities.remote : capacities.in_person;
        if (most && before >= *most && !has(with_duty, rsvp->person)) seat.waiting = before - *most + 1;
        seated.push_back(seat);
    }
    return seated;
}

std::vector<PersonId> moved_up(const std::vector<Seat>& before, const std::vector<Seat>& now) {
    std::vector<PersonId> people;
    for (const auto& seat : now) {
        const auto* earlier = seat_of(before, seat.person);
        if (!seat.waiting && earlier != nullptr && earlier->waiting && earlier->mode == seat.mode)
            people.push_back(seat.person);
    }
    return people;
}

const Seat* seat_of(const std::vector<Seat>& seats, PersonId person) {
    const auto found =
        std::find_if(seats.begin(), seats.end(), [&](const Seat& seat) { return seat.person == person; });
    return found == seats.end() ? nullptr : &*found;
}

}  // namespace tiffin
