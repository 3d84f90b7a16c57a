#include "cli/command/attendance.h"

#include <algorithm>

#include "cli/invocation.h"
#include "cli/job/answers/answers.h"
#include "cli/job/imports/csv_import.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "storage/attendance.h"
#include "storage/people.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

constexpr const char* kSessionHelp = "\"series/date\", or a date where it is the only one";

/// Fails (usage) for a session where nobody can have been.
void must_have_begun(Invocation& invocation, const Session& session, const std::string& name) {
    if (is_called_off(session)) {
        throw Failure(ExitStatus::usage, name + " is " + std::string(to_string(session.state)),
                      "tiffin session restore " + name);
    }
    const auto when = times(session);
    if (when ? when->start > invocation.now() : session.date > invocation.today())
        throw Failure(ExitStatus::usage, name + " is still to come, so nobody was there yet",
                      "tiffin rsvp set " + name + " notes who will come");
}

/// Whether that is news.
bool note(storage::UnitOfWork& work, const std::vector<Attendance>& known, const Attendance& attendance) {
    if (std::find(known.begin(), known.end(), attendance) != known.end()) return false;
    storage::record(work, attendance);
    return true;
}

std::string how(const Attendance& attendance) {
    return attendance.mode ? ", " + std::string(to_string(*attendance.mode)) : "";
}

class AttendanceAdd final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, kSessionHelp).completing(Completes::session);
        declaration.option("--person", "PERSON", people_, "who was there; may be repeated")
            .needed()
            .completing(Completes::person);
        declaration.option("--mode", "MODE", mode_, "how they took part").one_of({"in-person", "remote"});
        declaration.detail(
            "Of a session for which somebody is named, everybody else counts as not there. The show rates "
            "for the caterer are measured from it, and thanks and requests for feedback go by it.");
        declaration.example("tiffin attendance add lunch/2027-02-18 --person ana --person ben");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto session = find_session(invocation, session_);
        const auto name = session_name(series_of(work.connection(), session), session.date);
        must_have_begun(invocation, session, name);
        const auto known = storage::attendance(work.connection(), session.id);
        for (const auto& typed : people_) {
            const auto person = find_person(work.connection(), typed);
            Attendance there{session.id, person.id, {}};
            if (mode_) there.mode = parse_mode(*mode_);
            if (note(work, known, there)) invocation.changed(person.name + " was at " + name + how(there));
        }
        invocation.finish("noted who was at " + name, "tiffin attendance list " + name);
        return ExitStatus::done;
    }

  private:
    std::string session_;
    std::vector<std::string> people_;
    std::optional<std::string> mode_;
};

class AttendanceList final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, kSessionHelp).completing(Completes::session);
        declaration.option("--series", "SERIES", series_, "only this series").completing(Completes::series);
        declaration.option("--person", "PERSON", person_, "only this person").completing(Completes::person);
        listing_.declare(declaration);
        declaration.detail("Beside what they had answered.");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& connection = invocation.connection();
        std::optional<PersonId> person;
        if (person_) person = find_person(connection, *person_).id;
        SessionNames names(connection);
        report::Table table{{{"session", {}}, {"person", {}}, {"email", {}}, {"mode", {}}, {"answer", {}}},
                            {}};
        for (const auto& session : sessions(invocation)) {
            const auto known = answers(connection, session);
            for (const auto& there : storage::attendance(connection, session.id)) {
                if (person && *person != there.person) continue;
                const auto said = known.find(there.person);
                const bool has_said = said != known.end() && said->second.answer;
                table.rows.push_back({names.session(session), names.person(there.person),
                                      cell(storage::person(connection, there.person)->email),
                                      cell(there.mode ? to_string(*there.mode) : std::string_view()),
                                      cell(has_said ? to_string(*said->second.answer) : std::string_view())});
            }
        }
        return list(invocation, listing_, table, "nobody is noted to have been there",
                    {"session", "person", "mode", "answer"});
    }

  private:
    /// By date.
    [[nodiscard]] std::vector<Session> sessions(Invocation& invocation) const {
        auto& connection = invocation.connection();
        if (session_) return {find_session(invocation, *session_)};
        const auto series = series_ ? std::optional(find_series(connection, *series_).id) : std::nullopt;
        std::vector<Session> found;
        for (const auto id : storage::attended_sessions(connection, series, -1))
            found.push_back(*storage::session(connection, id));
        std::reverse(found.begin(), found.end());
        return found;
    }

    std::optional<std::string> session_, series_, person_;
    ListOptions listing_;
};

class AttendanceRemove final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, kSessionHelp).completing(Completes::session);
        declaration.option("--person", "PERSON", people_, "who was not there after all; may be repeated")
            .completing(Completes::person);
        declaration.flag("--all", all_, "everybody: then nothing is known of the session");
    }

    ExitStatus run(Invocation& invocation) override {
        if (people_.empty() != all_)
            throw Failure(ExitStatus::usage, "say who was not there", "--person PERSON, or else --all");
        auto& work = invocation.begin();
        const auto session = find_session(invocation, session_);
        const auto name = session_name(series_of(work.connection(), session), session.date);
        std::vector<PersonId> gone;
        for (const auto& typed : people_) gone.push_back(find_person(work.connection(), typed).id);
        SessionNames names(work.connection());
        for (const auto& there : storage::attendance(work.connection(), session.id)) {
            if (!all_ && std::find(gone.begin(), gone.end(), there.person) == gone.end()) continue;
            storage::remove(work, there);
            invocation.changed(names.person(there.person) + " was not at " + name);
        }
        invocation.finish("took back who was at " + name, "tiffin attendance list " + name);
        return ExitStatus::done;
    }

  private:
    std::string session_;
    std::vector<std::string> people_;
    bool all_ = false;
};

class AttendanceImport final : public Action {
  public:
    void declare(Declaration& declaration) override {
        file_.declare(declaration);
        declaration.option("--session", "SESSION", session_, "of rows that name none")
            .completing(Completes::session);
        declaration.detail(
            "Columns: person (required), email, session, mode (in-person or remote). People are found by "
            "their e-mail, where the row has one, else by name. All rows are taken or none, and a second run "
            "changes nothing; nobody is taken back.");
        declaration.example("tiffin attendance import sign-in.csv --session lunch/2027-02-18");
    }

    ExitStatus run(Invocation& invocation) override {
        file_.read(invocation.surroundings(), {{"person"}, {"email", "session", "mode"}, {}});
        auto& work = invocation.begin();
        ImportFile::Counts counts;
        file_.each_row(invocation, [&](const ImportRow& row) {
            row.clean();
            const auto there = attendance(invocation, row);
            const auto known = storage::attendance(work.connection(), there.session);
            const bool is_known = std::any_of(known.begin(), known.end(), [&](const Attendance& one) {
                return one.person == there.person;
            });
            if (!note(work, known, there)) return;
            ++(is_known ? counts.changed : counts.added);
            SessionNames names(work.connection());
            invocation.changed(names.person(there.person) + " was at " +
                               names.session(*storage::session(work.connection(), there.session)) +
                               how(there));
        });
        file_.finish(invocation, counts, "attendance", "attendances", "tiffin attendance list");
        return ExitStatus::done;
    }

  private:
    [[nodiscard]] Attendance attendance(Invocation& invocation, const ImportRow& row) const {
        Attendance there;
        const std::string named(row.text("session"));
        if (named.empty() && !session_)
            throw row.refuse("session", "it names no session", "add a column session, or --session SESSION");
        row.at("session", [&] {
            const auto session = find_session(invocation, named.empty() ? *session_ : named);
            must_have_begun(invocation, session,
                            session_name(series_of(invocation.connection(), session), session.date));
            there.session = session.id;
        });
        const char* const column = row.text("email").empty() ? "person" : "email";
        row.at(column, [&] { there.person = find_person(invocation.connection(), row.text(column)).id; });
        const auto mode = row.text("mode");
        if (mode.empty()) return there;
        there.mode = parse_mode(mode);
        if (!there.mode)
            throw row.refuse("mode", "there is no mode \"" + std::string(mode) + "\"",
                             "write in-person or remote");
        return there;
    }

    ImportFile file_;
    std::optional<std::string> session_;
};

}  // namespace

std::unique_ptr<Action> make_attendance_add() {
    return std::make_unique<AttendanceAdd>();
}
std::unique_ptr<Action> make_attendance_list() {
    return std::make_unique<AttendanceList>();
}
std::unique_ptr<Action> make_attendance_remove() {
    return std::make_unique<AttendanceRemove>();
}
std::unique_ptr<Action> make_attendance_import() {
    return std::make_unique<AttendanceImport>();
}

}  // namespace tiffin::cli
