#include "cli/command/session.h"

#include <algorithm>

#include "cli/invocation.h"
#include "cli/job/answers/answers.h"
#include "cli/job/answers/seating.h"
#include "cli/job/planning/conflicts.h"
#include "cli/job/planning/lay_out.h"
#include "cli/job/planning/swaps.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "cli/values.h"
#include "domain/session_life.h"
#include "storage/drop_outs.h"
#include "storage/holidays.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

constexpr const char* kSessionHelp = "\"series/date\", or a date where it is the only one";

class SessionList final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.option("--series", "SERIES", series_, "only this series").completing(Completes::series);
        declaration.option("--from", "DATE", from_, "from this day on");
        declaration.option("--until", "DATE", until_, "up to this day");
        declaration.option("--person", "PERSON", person_, "only with a duty of this person")
            .completing(Completes::person);
        declaration.option("--state", "STATE", state_, "only in this state")
            .one_of({"open", "planned", "confirmed", "announced", "held", "postponed", "cancelled"});
        listing_.declare(declaration);
        declaration.detail(
            "All sessions that are laid out, the past too. tiffin agenda shows the coming ones.");
        declaration.example("tiffin session list --series lunch --from today --format csv");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& connection = invocation.connection();
        storage::SessionFilter filter;
        if (series_) filter.series = find_series(connection, *series_).id;
        if (person_) filter.person = find_person(connection, *person_).id;
        filter.dates = invocation.period(from_, until_, {});
        const Date today = invocation.today();
        SessionNames names(connection);
        report::Table table{session_columns(), {}};
        table.columns.push_back({"swap", {}});
        Swaps swaps(invocation);
        for (const auto& session : sessions_in_order(connection, names, filter)) {
            if (state_ && state_now(session, today) != *state_) continue;
            table.rows.push_back(session_row(names, session, today));
            table.rows.back().emplace_back(swaps.lines(session));
        }
        const bool chosen = series_ || person_ || from_ || until_ || state_;
        return list(invocation, listing_, table,
                    chosen ? "no such sessions" : "no sessions; add a series with tiffin series add",
                    {"session", "start", "state", "presenters", "topic", "note"});
    }

  private:
    std::optional<std::string> series_, from_, until_, person_, state_;
    ListOptions listing_;
};

class SessionShow final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, kSessionHelp).completing(Completes::session);
    }

    ExitStatus run(Invocation& invocation) override {
        const auto session = find_session(invocation, session_);
        SessionNames names(invocation.connection());
        auto columns = session_columns();
        auto row = session_row(names, session, invocation.today());
        for (const auto role : {Role::host, Role::moderator}) {
            std::vector<std::string> people;
            for (const auto& assignment : session.assignments) {
                if (assignment.role == role) people.push_back(names.person(assignment.person));
            }
            columns.push_back({std::string(to_string(role)), {}});
            row.emplace_back(people);
        }
        columns.push_back({"pinned", {}});
        row.emplace_back(session.pinned);
        columns.push_back({"abstract", {}});
        row.push_back(session.topic ? cell(names.topic(*session.topic).abstract) : report::Cell{});
        columns.push_back({"swap", {}});
        row.emplace_back(Swaps(invocation).lines(session));
        add_answers(invocation, session, columns, row);
        std::vector<std::string> dropped_out;
        for (const auto& one : storage::drop_outs(invocation.connection(), session.id))
            dropped_out.push_back(names.person(one.person) +
                                  (one.kind == DropOutKind::no_show ? " (no-show)" : ""));
        columns.push_back({"dropped_out", {}});
        row.emplace_back(dropped_out);
        report::render_record(columns, row, invocation.style(), invocation.out());
        return ExitStatus::done;
    }

  private:
    /// How many answered what, how they take part, and how many can.
    static void add_answers(Invocation& invocation, const Session& session,
                            std::vector<report::Column>& columns, report::Row& row) {
        auto& connection = invocation.connection();
        const auto series = series_of(connection, session);
        const auto known = answers(connection, session);
        const auto counted = counts(known, seating(series, session, known));
        const auto add = [&](const char* name, std::optional<int> number) {
            columns.push_back({name, {}});
            row.push_back(number ? report::Cell{std::int64_t{*number}} : report::Cell{});
        };
        add("yes", counted.yes);
        add("no", counted.no);
        add("maybe", counted.maybe);
        add("in_person", counted.in_person);
        add("capacity", series.capacity);
        add("remote", counted.remote);
        add("remote_capacity", series.remote_capacity);
        add("waiting", counted.waiting);
    }

    std::string session_;
};

/// What the verbs that change one session share.
class SessionChange : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, kSessionHelp).completing(Completes::session);
        declare_more(declaration);
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        auto session = find(invocation, work, session_);
        const auto series = series_of(work.connection(), session);
        const Moment moment{session_name(series, session.date), invocation.today()};
        const auto before = session;
        if (const auto done = change(invocation, session, series, moment)) {
            warn_of_conflicts(invocation, before, session);
            storage::update(work, session);
            invocation.changed(*done);
        }
        // A recurring invite has told the date of a session that is not announced yet.
        const bool is_known = is_announced(session) || series.invites == Invites::series;
        const bool told = invites_show_it_ && is_known && session.date >= moment.today;
        invocation.finish("", told ? invocation.telling() + " sends the update" : next());
        return ExitStatus::done;
    }

  protected:
    virtual void declare_more(Declaration& declaration) = 0;
    /// The session that is named.
    [[nodiscard]] virtual Session find(Invocation& invocation, storage::UnitOfWork& work,
                                       const std::string& typed) const {
        return find_or_lay_out_session(invocation, work, typed);
    }
    /// Changes `session` and says so; nothing when there was nothing to change.
    virtual std::optional<std::string> change(Invocation& invocation, Session& session, const Series& series,
                                              const Moment& moment) = 0;
    [[nodiscard]] virtual std::string next() const { return {}; }

    bool invites_show_it_ = true;

  private:
    std::string session_;
};

class SessionAssign final : public SessionChange {
  protected:
    void declare_more(Declaration& declaration) override {
        declaration
            .option("--presenter", "PERSON", presenters_,
                    "presents; further ones are co-presenters; \"\": nobody")
            .completing(Completes::person);
        declaration.option("--host", "PERSON", hosts_, "hosts; \"\": nobody").completing(Completes::person);
        declaration.option("--moderator", "PERSON", moderators_, "moderates; \"\": nobody")
            .completing(Completes::person);
        declaration.option("--topic", "TOPIC", topic_, "the topic; \"\" takes it away")
            .completing(Completes::topic);
        declaration.flag("--clear", clear_,
                         "nobody presents it, about no topic, so that the plan may choose again");
        declaration.detail(
            "What is assigned by hand is pinned: the plan leaves it. Roles that are not named stay as they "
            "are. Somebody who is "
            "away or has another duty that day is assigned with a warning, and so is a topic that is "
            "somebody "
            "else's or has a session already.");
        declaration.example(
            "tiffin session assign lunch/2027-02-18 --presenter ana --topic sqlite-in-production");
    }

    std::optional<std::string> change(Invocation& invocation, Session& session, const Series& /*series*/,
                                      const Moment& moment) override {
        const bool frees = clear_ || is_nobody(presenters_);
        if (clear_ && !presenters_.empty()) {
            throw Failure(ExitStatus::usage, "--clear and --presenter exclude each other",
                          "leave one of them out");
        }
        if (!clear_ && presenters_.empty() && hosts_.empty() && moderators_.empty() && !topic_) {
            throw Failure(ExitStatus::usage, "there is nothing to assign",
                          "add --presenter, --topic, --host, --moderator or --clear");
        }
        auto topic = session.topic;
        if (clear_) topic.reset();
        if (topic_)
            topic = topic_->empty() ? std::nullopt
                                    : std::optional(find_topic(invocation.connection(), *topic_).id);
        auto assignments = assignments_of(invocation, session);
        if (!assign(session, std::move(assignments), topic, moment)) return std::nullopt;
        if (frees && session.state == SessionState::planned) session.state = SessionState::open;
        SessionNames names(invocation.connection());
        const auto people = text::join(names.presenters(session), ", ");
        std::string said =
            people.empty()
                ? "nobody presents " + moment.name
                : people + (presenters(session).size() > 1 ? " present " : " presents ") + moment.name;
        if (session.topic) said += ": " + names.topic_title(session);
        if (const auto hosts = those(names, session, Role::host); !hosts.empty())
            said += ", hosted by " + hosts;
        if (const auto moderators = those(names, session, Role::moderator); !moderators.empty())
            said += ", moderated by " + moderators;
        return said;
    }

  private:
    /// "": whoever has the role loses it.
    static bool is_nobody(const std::vector<std::string>& typed) {
        return typed == std::vector<std::string>{""};
    }

    static std::string those(SessionNames& names, const Session& session, Role role) {
        std::vector<std::string> people;
        for (const auto& assignment : session.assignments) {
            if (assignment.role == role) people.push_back(names.person(assignment.person));
        }
        return text::join(people, ", ");
    }

    [[nodiscard]] std::vector<Assignment> assignments_of(Invocation& invocation,
                                                         const Session& session) const {
        std::vector<Assignment> assignments;
        const auto take = [&](const std::vector<std::string>& typed, Role first, Role further) {
            const bool replaced = !typed.empty() || (clear_ && first == Role::presenter);
            if (!replaced) {
                for (const auto& kept : session.assignments) {
                    if (kept.role == first || kept.role == further) assignments.push_back(kept);
                }
            }
            if (is_nobody(typed)) return;
            Role role = first;
            for (const auto& name : typed) {
                const Assignment assignment{find_person(invocation.connection(), name).id, role};
                const bool twice =
                    std::any_of(assignments.begin(), assignments.end(), [&](const Assignment& other) {
                        return other.person == assignment.person &&
                               (other.role == first || other.role == further);
                    });
                if (!twice) assignments.push_back(assignment);
                role = further;
            }
        };
        take(presenters_, Role::presenter, Role::co_presenter);
        take(hosts_, Role::host, Role::host);
        take(moderators_, Role::moderator, Role::moderator);
        return assignments;
    }

    [[nodiscard]] std::string next() const override {
        return clear_ || is_nobody(presenters_) ? "tiffin plan" : "tiffin agenda";
    }

    std::vector<std::string> presenters_, hosts_, moderators_;
    std::optional<std::string> topic_;
    bool clear_ = false;
};

class SessionConfirm final : public SessionChange {
  protected:
    void declare_more(Declaration& declaration) override {
        declaration.detail("The presenter has said yes: the plan no longer changes it.");
    }
    std::optional<std::string> change(Invocation& invocation, Session& session, const Series& /*series*/,
                                      const Moment& moment) override {
        if (confirm(session, moment)) return "confirmed " + moment.name;
        if (session.state == SessionState::announced)
            invocation.say(moment.name +
                           " is announced, which counts as confirmed; tiffin rsvp set notes who says yes");
        return std::nullopt;
    }
    [[nodiscard]] std::string next() const override { return "tiffin invite -o DIR"; }
};

/// One live session of a series a day: that is how people name them.
void check_day_is_free(storage::Connection& connection, const Series& series, const Session& session,
                       Date date, const std::string& remedy) {
    for (const auto& other : storage::sessions(connection, {.dates = {date, date}, .series = series.id})) {
        if (other.id == session.id || is_called_off(other)) continue;
        throw Failure(ExitStatus::usage, series.name + " has a session on " + render_date(date) + " already",
                      remedy);
    }
}

class SessionMove final : public SessionChange {
  protected:
    void declare_more(Declaration& declaration) override {
        declaration.option("--to", "DATE", to_, "the new day");
        declaration.option("--at", "TIME", at_, "the new local start");
        declaration.option("--length", "TIME", length_, "the new length");
        declaration.option("--note", "TEXT", note_,
                           "why; everybody invited reads it, \"\" takes it away (the note that is there)");
        declaration.detail(
            "Everybody who was invited gets an update with the next tiffin invite. With its own day for --to "
            "a session stays there, whatever its series and the holidays say.");
        declaration.example("tiffin session move lunch/2027-02-18 --to 2027-02-19 --at 13:00");
    }

    std::optional<std::string> change(Invocation& invocation, Session& session, const Series& series,
                                      const Moment& moment) override {
        if (!to_ && !at_ && !length_) {
            throw Failure(ExitStatus::usage, "the new day or time is missing",
                          "add --to DATE, --at TIME or --length TIME");
        }
        NewTime time{session.date, session.start, session.length};
        if (to_) time.date = invocation.date(*to_, "--to");
        if (at_) time.start = time_of_day(*at_, "--at");
        if (length_) time.length = length(*length_, "--length");
        auto& connection = invocation.connection();
        check_day_is_free(connection, series, session, time.date, "choose another day");
        const auto known = answers(connection, session);
        const bool kept = to_ && time.date == session.date && !session.moved;
        if (kept) session.moved = true;
        if (!move(session, time, moment)) {
            if (!kept) return std::nullopt;
            invites_show_it_ = false;
            return moment.name + " stays on its day, whatever its series says";
        }
        warn_of_answers(invocation, known, session);
        if (note_) session.note = long_text(*note_);
        for (const auto& holiday : storage::holidays(connection, {time.date, time.date})) {
            invocation.warn(render_date(time.date) + " is " + holiday.name);
        }
        if (const auto odd = odd_start(session); !odd.empty()) invocation.warn(odd);
        return "moved " + moment.name + " to " + render_date(session.date) +
               (session.start ? " at " + render_time_of_day(*session.start) : "");
    }

  private:
    /// Those that the move voids, and those for the time that it has now, from when it was then before.
    static void warn_of_answers(Invocation& invocation, const std::map<PersonId, Rsvp>& before,
                                const Session& session) {
        const auto now = answers(invocation.connection(), session);
        const auto lost = count_missing(before, now);
        if (lost > 0)
            invocation.warn(counted(lost, "answer was", "answers were") +
                            " for the time before, and no longer " + (lost == 1 ? "holds" : "hold"));
        const auto again = count_missing(now, before);
        if (again > 0)
            invocation.say(counted(again, "answer is", "answers are") + " for this time, and " +
                           (again == 1 ? "holds" : "hold") + " again");
        SessionNames names(invocation.connection());
        for (const auto id : presenters(session)) {
            const auto known = now.find(id);
            if (known != now.end() && known->second.answer == Answer::no)
                invocation.warn(presenter_declines(names.person(id), names.session(session)));
        }
    }

    /// How many answered in the first, and not in the second.
    static std::size_t count_missing(const std::map<PersonId, Rsvp>& answers,
                                     const std::map<PersonId, Rsvp>& others) {
        return static_cast<std::size_t>(std::count_if(answers.begin(), answers.end(), [&](const auto& each) {
            const auto other = others.find(each.first);
            return each.second.answer && (other == others.end() || !other->second.answer);
        }));
    }

    std::optional<std::string> to_, at_, length_, note_;
};

class SessionCancel final : public SessionChange {
  protected:
    void declare_more(Declaration& declaration) override {
        declaration.option("--note", "TEXT", note_, "why; everybody invited reads it");
        declaration.detail(
            "Nobody owes a turn for it and nobody gave one. It stays in the list; tiffin session restore "
            "brings it back.");
    }
    std::optional<std::string> change(Invocation& invocation, Session& session, const Series& /*series*/,
                                      const Moment& moment) override {
        const auto note = note_ ? std::optional(long_text(*note_)) : std::nullopt;
        if (cancel(session, note)) return "cancelled " + moment.name;
        invocation.say(moment.name + " is cancelled already; tiffin session restore brings it back");
        return std::nullopt;
    }
    [[nodiscard]] std::string next() const override { return "tiffin plan"; }

  private:
    std::optional<std::string> note_;
};

class SessionRestore final : public SessionChange {
  protected:
    void declare_more(Declaration& declaration) override {
        declaration.detail(
            "Brings a cancelled session back as it was: announced again when people had been told of it, and "
            "with "
            "the note that it had before. Where another has taken its day, that one has to move first.");
    }
    [[nodiscard]] Session find(Invocation& invocation, storage::UnitOfWork& /*work*/,
                               const std::string& typed) const override {
        return find_session(invocation, typed, Prefer::called_off);
    }
    std::optional<std::string> change(Invocation& invocation, Session& session, const Series& series,
                                      const Moment& moment) override {
        check_day_is_free(invocation.connection(), series, session, session.date,
                          "tiffin session move " + moment.name + " --to DATE makes room for this one");
        return restore(session, moment) ? std::optional("restored " + moment.name) : std::nullopt;
    }
    [[nodiscard]] std::string next() const override { return "tiffin plan"; }
};

}  // namespace

std::unique_ptr<Action> make_session_list() {
    return std::make_unique<SessionList>();
}
std::unique_ptr<Action> make_session_show() {
    return std::make_unique<SessionShow>();
}
std::unique_ptr<Action> make_session_assign() {
    return std::make_unique<SessionAssign>();
}
std::unique_ptr<Action> make_session_confirm() {
    return std::make_unique<SessionConfirm>();
}
std::unique_ptr<Action> make_session_move() {
    return std::make_unique<SessionMove>();
}
std::unique_ptr<Action> make_session_cancel() {
    return std::make_unique<SessionCancel>();
}
std::unique_ptr<Action> make_session_restore() {
    return std::make_unique<SessionRestore>();
}

}  // namespace tiffin::cli
