#include <algorithm>
#include <set>

#include "cli/command/session.h"
#include "cli/invocation.h"
#include "cli/job/planning/conflicts.h"
#include "cli/job/planning/duty_change.h"
#include "cli/job/planning/reserve.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "domain/session_life.h"
#include "domain/swap.h"
#include "storage/drop_outs.h"
#include "storage/people.h"
#include "storage/sessions.h"
#include "storage/standbys.h"
#include "storage/topics.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

constexpr const char* kSessionHelp = "\"series/date\", or a date where it is the only one";

class SessionHold final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, kSessionHelp).completing(Completes::session);
        declaration.option("--presenter", "PERSON", presenters_, "who really presented it (who was to)")
            .completing(Completes::person);
        declaration.option("--no-show", "PERSON", no_shows_, "who was to present and did not appear")
            .completing(Completes::person);
        declaration.detail(
            "A session counts as held once its day is over; this says who gave it where that is not who was "
            "to. A no-show gave no turn, so it stays owed. Where nobody is left, nobody owes anything.");
        declaration.example("tiffin session hold lunch/2027-02-18 --no-show ana --presenter ben");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        auto session = find_session(invocation, session_);
        const auto name = session_name(series_of(work.connection(), session), session.date);
        const auto missing = people(invocation, no_shows_);
        auto gave = presenters_.empty() ? presenters(session) : people(invocation, presenters_);
        std::set<PersonId> noted;  // as no-shows, earlier
        for (const auto& one : storage::drop_outs(work.connection(), session.id)) {
            if (one.kind == DropOutKind::no_show) noted.insert(one.person);
        }
        for (const auto person : missing) {
            if (std::erase(gave, person) == 0 && !presents(session, person) && !noted.contains(person))
                throw Failure(ExitStatus::usage, who(invocation, person) + " was not to present " + name,
                              "tiffin session show " + name + " says who was");
        }
        if (!hold(session, gave, {name, invocation.today()})) {
            invocation.finish("", "");
            return ExitStatus::done;
        }
        drop_foreign_topic(invocation, session);
        storage::update(work, session);
        for (const auto person : gave) {
            if (noted.contains(person)) storage::remove_drop_out(work, session.id, person);
        }
        for (const auto person : missing) {
            if (noted.contains(person)) continue;
            storage::record(work, DropOut{session.id, person, DropOutKind::no_show, invocation.today()});
            invocation.changed(who(invocation, person) + " did not appear for " + name +
                               "; the turn stays owed");
        }
        SessionNames names(invocation.connection());
        const auto given = names.presenters(session);
        invocation.changed(given.empty() ? name + " was held without a talk"
                                         : text::join(given, ", ") + " presented " + name);
        invocation.finish("held", "tiffin report rotation");
        return ExitStatus::done;
    }

  private:
    static std::string who(Invocation& invocation, PersonId person) {
        return SessionNames(invocation.connection()).person(person);
    }

    static std::vector<PersonId> people(Invocation& invocation, const std::vector<std::string>& typed) {
        std::vector<PersonId> found;
        for (const auto& one : typed) {
            const auto person = find_person(invocation.connection(), one).id;
            if (std::find(found.begin(), found.end(), person) == found.end()) found.push_back(person);
        }
        return found;
    }

    std::string session_;
    std::vector<std::string> presenters_, no_shows_;
};

class SessionReplace final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, kSessionHelp).completing(Completes::session);
        declaration
            .option("--presenter", "PERSON", presenter_,
                    "who dropped out, where a session has several presenters")
            .completing(Completes::person);
        declaration.option("--with", "PERSON", with_, "who presents it instead")
            .completing(Completes::person);
        declaration.flag("--standby", standby_, "the first of the reserve who can");
        declaration.option("--topic", "TOPIC", topic_, "their topic").completing(Completes::topic);
        declaration.detail(
            "Notes that a presenter dropped out: they gave no turn, so it stays owed, and the plan does not "
            "ask them for this session again. Without --with the plan finds somebody. Everybody who was "
            "invited gets an update with the next tiffin invite.");
        declaration.example("tiffin session replace lunch/2027-02-18 --with ben");
    }

    ExitStatus run(Invocation& invocation) override {
        if (standby_ && (with_ || topic_))
            throw Failure(ExitStatus::usage, "--standby says who and what",
                          with_ ? "leave out --with or --standby" : "leave --topic out");
        auto& work = invocation.begin();
        auto session = changeable(invocation, find_session(invocation, session_));
        const auto before = session;
        const auto name = session_name(series_of(work.connection(), session), session.date);
        const auto gone = who_dropped_out(invocation, session, name);
        if (gone) {
            SessionNames names(invocation.connection());
            storage::record(work, DropOut{session.id, *gone, DropOutKind::dropped_out, invocation.today()});
            invocation.changed(names.person(*gone) + " dropped out of " + name + "; the turn stays owed");
        }
        if (standby_) {
            call_standby(invocation, work, session, gone);
        } else if (with_) {
            seat(invocation, session, gone, find_person(invocation.connection(), *with_));
        } else if (gone) {
            drop_out(session, *gone, {name, invocation.today()});
        }
        if (topic_) session.topic = find_topic(invocation.connection(), *topic_).id;
        drop_foreign_topic(invocation, session);
        if (presenters(session).empty() && !shows_video(session)) session.topic.reset();
        storage::update(work, session);
        if (!presenters(session).empty()) say_who_presents(invocation, session);
        warn_of_conflicts(invocation, before, session);
        const bool vacant = presenters(session).empty() && !shows_video(session);
        invocation.finish("replaced", vacant ? "tiffin plan " + name
                                      : is_known(invocation, session)
                                          ? invocation.telling() + " sends the update"
                                          : "tiffin agenda");
        return ExitStatus::done;
    }

  private:
    /// The presenter who goes; nobody when the place is free already.
    [[nodiscard]] std::optional<PersonId> who_dropped_out(Invocation& invocation, const Session& session,
                                                          const std::string& name) const {
        const auto people = presenters(session);
        if (presenter_) {
            const auto person = find_person(invocation.connection(), *presenter_);
            if (presents(session, person.id)) return person.id;
            throw Failure(ExitStatus::usage, person.name + " does not present " + name,
                          "tiffin session show " + name + " says who does");
        }
        if (people.size() == 1) return people.front();
        if (people.empty()) {
            if (with_ || standby_) return std::nullopt;
            throw Failure(ExitStatus::usage, "nobody presents " + name,
                          "name somebody with --with PERSON, or let tiffin plan find somebody");
        }
        SessionNames names(invocation.connection());
        throw Failure(ExitStatus::usage,
                      name + " has several presenters: " + text::join(names.presenters(session), ", "),
                      "say who dropped out with --presenter PERSON");
    }

    /// The first of the reserve takes over, and is in reserve no more.
    static void call_standby(Invocation& invocation, storage::UnitOfWork& work, Session& session,
                             std::optional<PersonId> gone) {
        const auto name = session_name(series_of(invocation.connection(), session), session.date);
        const auto standby = first_standby(invocation, session);
        if (!standby)
            throw Failure(ExitStatus::usage, "nobody in reserve can present " + name,
                          "tiffin standby add PERSON, or name somebody with --with PERSON");
        const Moment moment{name, invocation.today()};
        if (standby->person) {
            seat(invocation, session, gone,
                 storage::person(invocation.connection(), *standby->person).value());
            if (standby->topic) session.topic = standby->topic;
        } else {
            if (gone) drop_out(session, *gone, moment);
            const Topic video{.id = work.new_id<TopicId>(),
                              .title = standby->video,
                              .abstract = standby->link.empty() ? "" : "The video: " + standby->link,
                              .format = "video"};
            if (presenters(session).empty()) {
                show_video(session, storage::insert(work, video).id, moment);
                invocation.changed(name + " shows " + described(invocation, *standby));
            }
        }
        storage::remove(work, standby->id);
    }

    static void seat(Invocation& invocation, Session& session, std::optional<PersonId> gone,
                     const Person& person) {
        if (presents(session, person.id))
            throw Failure(ExitStatus::usage, person.name + " presents it already", "name somebody else");
        if (gone) {
            take_over(session, *gone, person.id);
            return;
        }
        auto assignments = session.assignments;
        assignments.insert(assignments.begin(), {person.id, Role::presenter});
        const auto name = session_name(series_of(invocation.connection(), session), session.date);
        assign(session, std::move(assignments), session.topic, {name, invocation.today()});
    }

    std::string session_;
    std::optional<std::string> presenter_, with_, topic_;
    bool standby_ = false;
};

}  // namespace

std::unique_ptr<Action> make_session_hold() {
    return std::make_unique<SessionHold>();
}
std::unique_ptr<Action> make_session_replace() {
    return std::make_unique<SessionReplace>();
}

}  // namespace tiffin::cli
