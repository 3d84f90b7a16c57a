#include "cli/command/prep.h"

#include <algorithm>

#include "calendar/zone.h"
#include "cli/invocation.h"
#include "cli/job/outbox/session_preparation.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "domain/span.h"
#include "storage/preparations.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

class PrepList final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration
            .positional("SESSION", session_, "all steps of this session (what is open of those to come)")
            .completing(Completes::session);
        declaration.option("--series", "SERIES", series_, "only this series").completing(Completes::series);
        declaration.option("--person", "PERSON", person_, "only steps of this person")
            .completing(Completes::person);
        declaration.flag("--all", all_, "also what is done");
        listing_.declare(declaration);
        declaration.detail(
            "What is to be prepared, when, and by whom. The plan is the setting prep, for all series or "
            "for one. A step counts as done by itself when what it asks for is there: title when the "
            "session has a topic, link when it has a link, or a place where all meet. tiffin tick reminds "
            "the owners of what is open.");
        declaration.example("tiffin prep list thu");
        declaration.example(
            "tiffin config set prep \"title -21d, slides -1d, photo +1d host\" --series lunch");
    }

    ExitStatus run(Invocation& invocation) override {
        SessionNames names(invocation.connection());
        SessionPreparation preparation(invocation, names);
        std::optional<PersonId> person;
        if (person_) person = find_person(invocation.connection(), *person_).id;
        report::Table table{{{"session", {}},
                             {"step", {}},
                             {"due", {}},
                             {"owner", {}},
                             {"person", {}},
                             {"state", {}},
                             {"offset", {}},
                             {"zone", {}}},
                            {}};
        for (const auto& session : sessions(invocation)) {
            for (const auto& step : preparation.steps(session)) {
                const auto people = owners(session, step.owner);
                if (person && std::count(people.begin(), people.end(), *person) == 0) continue;
                if (!session_ && !all_ && (step.is_done || step.deadline <= invocation.now())) continue;
                std::vector<std::string> of;
                for (const auto id : people) of.push_back(names.person(id));
                table.rows.push_back(
                    {names.session(session), step.name,
                     calendar::render_offset_time(step.due, calendar::Zone::load(session.zone)),
                     std::string(to_string(step.owner)), of, state_of(step, invocation.now()),
                     render_offset(step.offset), session.zone});
            }
        }
        return list(invocation, listing_, table, "nothing to prepare",
                    {"session", "step", "due", "owner", "person", "state"});
    }

  private:
    static std::string state_of(const StepOfSession& step, Instant now) {
        if (step.is_by_itself) return "there";
        if (step.is_done) return "done";
        if (step.deadline <= now) return "missed";
        return step.due <= now ? "overdue" : "open";
    }

    std::vector<Session> sessions(Invocation& invocation) const {
        if (session_) return {find_session(invocation, *session_)};
        storage::SessionFilter filter{.dates = {invocation.today() - days{30}, kLatestDate}};
        if (series_) filter.series = find_series(invocation.connection(), *series_).id;
        return storage::sessions(invocation.connection(), filter);
    }

    std::optional<std::string> session_, series_, person_;
    bool all_ = false;
    ListOptions listing_;
};

/// A change of one step of one session.
class PrepChange : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("SESSION", session_, "series/date, or the date alone")
            .completing(Completes::session);
        declaration.option("--step", "STEP", step_, "the step, as tiffin prep list names it").needed();
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto session = find_session(invocation, session_);
        SessionNames names(work.connection());
        const auto name = names.session(session);
        if (is_called_off(session)) {
            throw Failure(ExitStatus::usage, name + " is " + std::string(to_string(session.state)),
                          "tiffin session restore " + name + " brings it back");
        }
        const auto steps = SessionPreparation(invocation, names).steps(session);
        const auto known =
            std::find_if(steps.begin(), steps.end(), [&](const auto& step) { return step.name == *step_; });
        StepNote note{.step = *step_};
        for (const auto& each : storage::step_notes(work.connection(), session.id)) {
            if (each.step == *step_) note = each;
        }
        const auto before = note;
        change(note, known == steps.end() ? nullptr : &*known, steps);
        if (!(note == before) || known == steps.end()) {
            storage::record(work, session.id, note);
            invocation.changed(words(note) + " of " + name);
        }
        invocation.finish("", "tiffin prep list " + name);
        return ExitStatus::done;
    }

  protected:
    /// `known` is the step as it is; null where the session has none of that name.
    virtual void change(StepNote& note, const StepOfSession* known,
                        const std::vector<StepOfSession>& steps) const = 0;
    [[nodiscard]] virtual std::string words(const StepNote& note) const = 0;

    [[nodiscard]] Failure unknown(const std::vector<StepOfSession>& steps) const {
        std::vector<std::string> known;
        for (const auto& step : steps) known.push_back(step.name);
        return {ExitStatus::not_found, session_ + " has no step \"" + *step_ + "\"",
                known.empty() ? "tiffin prep add SESSION --step STEP --at -1d"
                              : "its steps are " + text::join(known, ", ")};
    }
    [[nodiscard]] const std::string& step() const { return *step_; }

  private:
    std::string session_;
    std::optional<std::string> step_;
};

class PrepDone final : public PrepChange {
  public:
    void declare(Declaration& declaration) override {
        PrepChange::declare(declaration);
        declaration.detail("Nobody is reminded of it any more. tiffin prep add opens it again.");
        declaration.example("tiffin prep done thu --step slides");
    }

  private:
    void change(StepNote& note, const StepOfSession* known,
                const std::vector<StepOfSession>& steps) const override {
        if (known == nullptr) throw unknown(steps);
        note.state = StepState::done;
    }
    [[nodiscard]] std::string words(const StepNote& note) const override { return "done: " + note.step; }
};

class PrepAdd final : public PrepChange {
  public:
    void declare(Declaration& declaration) override {
        PrepChange::declare(declaration);
        declaration.option("--at", "OFFSET", at_,
                           "when it is due: -2d, -1h before the start, +1d after the end");
        declaration.option("--owner", "OWNER", owner_, "whose it is (presenter)")
            .one_of({"presenter", "host", "organizer"});
        declaration.detail(
            "Adds a step to one session, changes when it is due or whose it is, or opens one again that "
            "was done or removed. Steps for all sessions are the setting prep.");
        declaration.example("tiffin prep add thu --step projector --at -2d --owner host");
    }

  private:
    void change(StepNote& note, const StepOfSession* known,
                const std::vector<StepOfSession>&) const override {
        if (!is_step_name(step())) {
            throw Failure(ExitStatus::usage, "--step: \"" + step() + "\" is no name of a step",
                          "write one word of letters, digits, - and _: --step book-projector");
        }
        const bool is_new = known == nullptr && note.state != StepState::left_out && !note.offset;
        note.state = StepState::open;
        if (owner_) note.owner = *parse_step_owner(*owner_);
        if (!at_) {
            if (is_new) throw Failure(ExitStatus::usage, "a new step needs a time", "add --at -2d");
            return;
        }
        note.offset = parse_offset(*at_);
        if (!note.offset) {
            throw Failure(ExitStatus::usage, "--at: \"" + *at_ + "\" is no time before or after a session",
                          "write --at -21d, --at -1h or --at +2d");
        }
    }
    [[nodiscard]] std::string words(const StepNote& note) const override { return "added step " + note.step; }

    std::optional<std::string> at_, owner_;
};

class PrepRemove final : public PrepChange {
  public:
    void declare(Declaration& declaration) override {
        PrepChange::declare(declaration);
        declaration.detail("Leaves a step out of one session.");
        declaration.example("tiffin prep remove thu --step slides");
    }

  private:
    void change(StepNote& note, const StepOfSession* known,
                const std::vector<StepOfSession>& steps) const override {
        if (known == nullptr) throw unknown(steps);
        note.state = StepState::left_out;
    }
    [[nodiscard]] std::string words(const StepNote& note) const override {
        return "removed step " + note.step;
    }
};

}  // namespace

std::unique_ptr<Action> make_prep_list() {
    return std::make_unique<PrepList>();
}
std::unique_ptr<Action> make_prep_done() {
    return std::make_unique<PrepDone>();
}
std::unique_ptr<Action> make_prep_add() {
    return std::make_unique<PrepAdd>();
}
std::unique_ptr<Action> make_prep_remove() {
    return std::make_unique<PrepRemove>();
}

}  // namespace tiffin::cli
