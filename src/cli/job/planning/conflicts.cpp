#include "cli/job/planning/conflicts.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "cli/job/answers/seating.h"
#include "cli/session_table.h"
#include "domain/person.h"
#include "domain/session_layout.h"
#include "storage/people.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

bool is_presenter(Role role) {
    return role == Role::presenter || role == Role::co_presenter;
}

std::string verb_of(Role role) {
    if (role == Role::host) return "hosting";
    return role == Role::moderator ? "moderating" : "presenting";
}

/// "a, b and c", "a, b, c and 2 more"
std::string listed(std::vector<std::string> names) {
    constexpr std::size_t kMost = 3;
    std::string last = names.back();
    if (names.size() > kMost + 1) last = std::to_string(names.size() - kMost) + " more";
    names.resize(std::min(names.size() - 1, kMost));
    return names.empty() ? last : text::join(names, ", ") + " and " + last;
}

/// The least firm of several sessions is the one to change.
int firmness(const Session& session) {
    if (is_left_to_the_plan(session)) return 0;
    return session.state == SessionState::planned && !is_announced(session) ? 1 : 2;
}

class Search {
  public:
    explicit Search(storage::Connection& connection) : connection_(connection), names_(connection) {}

    std::vector<Conflict> find(const std::vector<Session>& sessions) {
        for (const auto& session : sessions) {
            if (is_called_off(session)) continue;
            const auto count = found_.size();
            for (const auto& duty : session.assignments) {
                find_absence(session, duty);
                find_other_duty(session, duty);
            }
            if (session.topic) find_in_topic(session);
            for (auto i = count; i < found_.size(); ++i) found_[i].sessions.push_back(session.id);
        }
        find_repeated_topics();
        return std::move(found_);
    }

  private:
    struct Duty {
        const Session* session;
        Role role;
    };

    struct Member {
        std::optional<Person> person;
        std::vector<Absence> absences;
    };

    /// The remedy: whom the plan has chosen it can choose anew.
    std::string another_person(const Session& session, Role role) {
        if (is_presenter(role) && is_left_to_the_plan(session)) return "tiffin plan";
        return "tiffin session assign " + names_.session(session) + " --" +
               std::string(to_string(is_presenter(role) ? Role::presenter : role)) + " PERSON";
    }

    std::string another_topic(const Session& session) {
        return "tiffin session assign " + names_.session(session) + " --topic TOPIC";
    }

    void find_absence(const Session& session, const Assignment& duty) {
        const auto [known, first] = members_.try_emplace(duty.person);
        auto& member = known->second;
        if (first) {
            member.person = storage::person(connection_, duty.person);
            if (member.person) member.absences = storage::absences(connection_, duty.person);
        }
        if (!member.person) return;
        const auto why = why_absent(*member.person, member.absences, session.date);
        if (why.empty()) return;
        found_.push_back({Conflict::Kind::absence,
                          {},
                          names_.person(duty.person) + " " + std::string(why) + " when " +
                              verb_of(duty.role) + " " + names_.session(session),
                          another_person(session, duty.role)});
    }

    void find_other_duty(const Session& session, const Assignment& duty) {
        const auto [known, alone] =
            duties_.try_emplace({session.date, duty.person}, Duty{&session, duty.role});
        const auto& other = known->second;
        if (alone || other.session->id == session.id) return;
        const bool other_gives_way = firmness(*other.session) < firmness(session);
        found_.push_back({Conflict::Kind::duties,
                          {other.session->id},
                          names_.person(duty.person) + " has two duties on " + render_date(session.date) +
                              ": " + names_.session(*other.session) + " and " + names_.session(session),
                          other_gives_way ? another_person(*other.session, other.role)
                                          : another_person(session, duty.role)});
    }

    void find_in_topic(const Session& session) {
        with_topic_[*session.topic].push_back(&session);
        const auto& topic = names_.topic(*session.topic);
        const auto has = presenters(session);
        const auto can = [&](PersonId person) {
            return std::find(topic.presenters.begin(), topic.presenters.end(), person) !=
                   topic.presenters.end();
        };
        if (has.empty() || topic.presenters.empty() || std::any_of(has.begin(), has.end(), can)) return;
        std::vector<std::string> owners;
        for (const auto person : topic.presenters) owners.push_back(names_.person(person));
        found_.push_back({Conflict::Kind::topic,
                          {},
                          "\"" + topic.title + "\" is a topic of " + listed(owners) + ", not of " +
                              listed(names_.presenters(session)) + ", who " +
                              (has.size() == 1 ? "presents " : "present ") + names_.session(session),
                          another_topic(session)});
    }

    void find_repeated_topics() {
        for (const auto& [topic, sessions] : with_topic_) {
            if (sessions.size() < 2) continue;
            Conflict conflict{Conflict::Kind::topic, {}, {}, {}};
            std::vector<std::string> names;
            for (const auto* session : sessions) {
                conflict.sessions.push_back(session->id);
                names.push_back(names_.session(*session));
            }
            conflict.what = "\"" + names_.topic(topic).title + "\" is the topic of " + listed(names);
            conflict.command = another_topic(*sessions.back());
            found_.push_back(std::move(conflict));
        }
    }

    storage::Connection& connection_;
    SessionNames names_;
    std::map<PersonId, Member> members_;
    std::map<std::pair<Date, PersonId>, Duty> duties_;           // the first of each
    std::map<TopicId, std::vector<const Session*>> with_topic_;  // in their order
    std::vector<Conflict> found_;
};

/// In which the session takes part, were it stored like this.
std::vector<Conflict> conflicts_around(storage::Connection& connection, const Session& session) {
    auto around = storage::sessions(connection, {.dates = {session.date, session.date}});
    if (session.topic) {
        for (auto& other : storage::sessions_with_topic(connection, *session.topic)) {
            if (other.date != session.date) around.push_back(std::move(other));
        }
    }
    around.erase(std::remove_if(around.begin(), around.end(),
                                [&](const Session& other) { return other.id == session.id; }),
                 around.end());
    around.push_back(session);
    const auto order = [](const Session& one) { return std::tuple(one.date, one.start, one.id); };
    std::sort(around.begin(), around.end(),
              [&](const auto& a, const auto& b) { return order(a) < order(b); });
    auto found = conflicts(connection, around);
    found.erase(std::remove_if(found.begin(), found.end(),
                               [&](const Conflict& conflict) {
                                   const auto& in = conflict.sessions;
                                   return std::find(in.begin(), in.end(), session.id) == in.end();
                               }),
                found.end());
    return found;
}

}  // namespace

std::vector<Conflict> conflicts(storage::Connection& connection, const std::vector<Session>& sessions) {
    return Search(connection).find(sessions);
}

void warn_of_conflicts(Invocation& invocation, const Session& before, const Session& after) {
    const auto old = conflicts_around(invocation.connection(), before);
    for (const auto& conflict : conflicts_around(invocation.connection(), after)) {
        const bool is_new = std::none_of(old.begin(), old.end(), [&](const Conflict& one) {
            return one.what == conflict.what && one.command == conflict.command;
        });
        if (is_new) invocation.warn(conflict.what + "; " + conflict.command);
    }
    warn_of_lost_places(invocation, before, after);
}

}  // namespace tiffin::cli
