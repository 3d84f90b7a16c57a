#include "domain/session_life.h"

#include <algorithm>
#include <utility>

#include "domain/failure.h"

namespace tiffin {

namespace {

void must_be_live(const Session& session, const Moment& moment) {
    if (is_called_off(session)) {
        throw Failure(ExitStatus::usage, moment.name + " is " + std::string(to_string(session.state)),
                      "tiffin session restore " + moment.name);
    }
}

void must_be_coming(const Session& session, const Moment& moment) {
    if (session.state == SessionState::held || session.date < moment.today) {
        throw Failure(ExitStatus::usage, moment.name + " is over, and the past is not rewritten",
                      "tiffin session cancel " + moment.name + " says that it did not take place");
    }
}

SessionState live_state(const Session& session) {
    if (is_announced(session)) return SessionState::announced;
    return presenters(session).empty() && !shows_video(session) ? SessionState::open : SessionState::planned;
}

}  // namespace

void must_be_changeable(const Session& session, const Moment& moment) {
    must_be_live(session, moment);
    must_be_coming(session, moment);
}

bool confirm(Session& session, const Moment& moment) {
    must_be_live(session, moment);
    must_be_coming(session, moment);
    if (session.state == SessionState::confirmed || session.state == SessionState::announced) return false;
    if (session.state == SessionState::open) {
        throw Failure(ExitStatus::usage, moment.name + " has no presenter to confirm",
                      "tiffin plan, or tiffin session assign " + moment.name + " --presenter PERSON");
    }
    session.state = SessionState::confirmed;
    return true;
}

bool cancel(Session& session, const std::optional<std::string>& note) {
    const bool called_off = is_called_off(session);
    if (session.state == SessionState::cancelled && (!note || *note == session.note)) return false;
    session.announced = is_announced(session);
    session.state = SessionState::cancelled;
    if (!called_off) session.earlier_note = std::exchange(session.note, "");  // it said why it was moved
    if (note) session.note = *note;
    return true;
}

bool restore(Session& session, const Moment& moment) {
    if (!is_called_off(session)) return false;
    session.state = session.date < moment.today && !presenters(session).empty() ? SessionState::held
                                                                                : live_state(session);
    session.note = std::move(session.earlier_note);
    session.earlier_note.clear();
    return true;
}

bool move(Session& session, const NewTime& to, const Moment& moment) {
    must_be_live(session, moment);
    must_be_coming(session, moment);
    if (to.date < moment.today) {
        throw Failure(ExitStatus::usage,
                      "cannot move " + moment.name + " to " + render_date(to.date) + ", which is over",
                      "name a day from " + render_date(moment.today) + " on");
    }
    if (to.date == session.date && to.start == session.start && to.length == session.length) return false;
    session.moved = session.moved || to.date != session.date;
    session.date = to.date;
    session.start = to.start;
    session.length = to.length;
    return true;
}

bool assign(Session& session, std::vector<Assignment> assignments, std::optional<TopicId> topic,
            const Moment& moment) {
    must_be_live(session, moment);
    if (assignments == session.assignments && topic == session.topic &&
        session.pinned == !presenters(session).empty()) {
        return false;
    }
    const auto before = presenters(session);
    session.assignments = std::move(assignments);
    session.topic = topic;
    session.pinned = !presenters(session).empty();
    if (session.state == SessionState::open || session.state == SessionState::planned ||
        (session.state == SessionState::confirmed && presenters(session) != before) ||
        (session.state == SessionState::held && presenters(session).empty())) {
        session.state = live_state(session);
    }
    return true;
}

namespace {

/// Replaces the presenters; hosts and moderators stay.
void seat(Session& session, const std::vector<PersonId>& wanted) {
    std::vector<Assignment> assignments;
    for (const auto person : wanted)
        assignments.push_back({person, assignments.empty() ? Role::presenter : Role::co_presenter});
    for (const auto& kept : session.assignments) {
        if (kept.role == Role::host || kept.role == Role::moderator) assignments.push_back(kept);
    }
    session.assignments = std::move(assignments);
}

}  // namespace

bool hold(Session& session, const std::vector<PersonId>& gave, const Moment& moment) {
    must_be_live(session, moment);
    if (session.date > moment.today) {
        throw Failure(ExitStatus::usage, moment.name + " is still to come",
                      "on its day tiffin session hold " + moment.name + " notes that it took place");
    }
    if (session.state == SessionState::held && presenters(session) == gave) return false;
    seat(session, gave);
    session.state = SessionState::held;
    return true;
}

bool drop_out(Session& session, PersonId presenter, const Moment& moment) {
    must_be_changeable(session, moment);
    auto left = presenters(session);
    if (std::erase(left, presenter) == 0) return false;
    seat(session, left);
    if (left.empty()) session.pinned = false;
    if (session.state != SessionState::announced) session.state = live_state(session);
    return true;
}

void show_video(Session& session, TopicId video, const Moment& moment) {
    must_be_changeable(session, moment);
    seat(session, {});
    session.topic = video;
    session.pinned = true;
    session.state = live_state(session);
}

bool shows_video(const Session& session) {
    return session.pinned && presenters(session).empty();
}

bool pin(Session& session, const Moment& moment) {
    must_be_changeable(session, moment);
    if (session.pinned) return false;
    if (presenters(session).empty()) {
        throw Failure(ExitStatus::usage, moment.name + " has no presenter to pin",
                      "tiffin plan, or tiffin session assign " + moment.name + " --presenter PERSON");
    }
    session.pinned = true;
    return true;
}

bool unpin(Session& session, const Moment& moment) {
    must_be_changeable(session, moment);
    if (!session.pinned) return false;
    if (shows_video(session)) session.topic.reset();
    session.pinned = false;
    if (session.state == SessionState::planned) session.state = live_state(session);
    return true;
}

bool plan(Session& session, const std::vector<PersonId>& presenters_wanted, std::optional<TopicId> topic) {
    if (presenters(session) == presenters_wanted && session.topic == topic) return false;
    // Whoever confirmed it, or was named by hand, is not who presents it now.
    const bool is_changed =
        session.state == SessionState::confirmed && presenters(session) != presenters_wanted;
    if (presenters(session) != presenters_wanted) session.pinned = false;
    seat(session, presenters_wanted);
    session.topic = topic;
    if (session.state == SessionState::open || session.state == SessionState::planned || is_changed) {
        session.state = live_state(session);
    }
    return true;
}

void announce(Session& session) {
    if (session.state == SessionState::open || session.state == SessionState::planned ||
        session.state == SessionState::confirmed) {
        session.state = SessionState::announced;
    }
    session.announced = true;
}

}  // namespace tiffin
