#include "cli/command/person.h"
#include "cli/invocation.h"
#include "cli/job/planning/duties.h"
#include "cli/lookup.h"
#include "cli/values.h"
#include "storage/people.h"

namespace tiffin::cli {

namespace {

class PersonAway final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("PERSON", person_, "who is away").completing(Completes::person);
        declaration.option("--from", "DATE", from_, "the first day (today)");
        declaration.option("--until", "DATE", until_, "the last day; not given: until further notice");
        declaration.option("--note", "TEXT", note_, "why");
        declaration.option("--back", "DATE", back_,
                           "is here again from this day: ends every absence that covers it");
        declaration.detail(
            "Who is away owes nothing meanwhile and keeps their place: whoever was about to be asked is "
            "asked on return.");
        declaration.example("tiffin person away ana --from 2027-03-01 --until 2027-03-12");
        declaration.example("tiffin person away ana --back today");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto person = find_person(work.connection(), person_);
        if (back_) {
            if (from_ || until_) {
                throw Failure(ExitStatus::usage, "--back stands alone: it ends an absence",
                              "leave --from and --until out");
            }
            end_absences(invocation, work, person);
            invocation.finish("", "tiffin plan");
        } else {
            invocation.finish("", add_absence(invocation, work, person));
        }
        return ExitStatus::done;
    }

  private:
    /// Returns the next command.
    std::string add_absence(Invocation& invocation, storage::UnitOfWork& work, const Person& person) {
        const auto dates = invocation.period(from_, until_, {invocation.today(), kLatestDate});
        const auto note = long_text(note_.value_or(""));
        for (const auto& absence : storage::absences(work.connection(), person.id)) {
            const bool covers = absence.dates.first <= dates.first && absence.dates.last >= dates.last;
            if (covers && !absence.had_left && (note.empty() || absence.note == note)) return {};
        }
        const Absence absence{
            .id = work.new_id<AbsenceId>(), .person = person.id, .dates = dates, .note = note};
        storage::insert(work, absence);
        invocation.changed(shown_name(work.connection(), person) + " is away from " +
                           render_absence(absence));
        return warn_of_duties(invocation, person, {absence.dates});
    }

    /// All that cover the day: absences may overlap.
    void end_absences(Invocation& invocation, storage::UnitOfWork& work, const Person& person) {
        const Date back = invocation.date(*back_, "--back");
        bool was_away = false;
        for (auto absence : storage::absences(work.connection(), person.id)) {
            if (absence.had_left || !absence.dates.contains(back)) continue;
            was_away = true;
            storage::remove(work, absence.id);
            absence.dates.last = back - std::chrono::days{1};
            if (absence.dates.first <= absence.dates.last) storage::insert(work, absence);
        }
        if (!was_away) {
            throw Failure(
                ExitStatus::usage,
                shown_name(work.connection(), person) + " is not away on " + render_date(back),
                "tiffin person show " + typed_name(work.connection(), person) + " lists the absences");
        }
        invocation.changed(shown_name(work.connection(), person) + " is back from " + render_date(back));
    }

    std::string person_;
    std::optional<std::string> from_, until_, note_, back_;
};

class PersonLeave final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("PERSON", person_, "who leaves").completing(Completes::person);
        declaration.option("--on", "DATE", on_, "the last day (today)");
        declaration.detail(
            "Who left is not asked or invited any more, and owes nothing from then on. The past stays.");
        declaration.example("tiffin person leave ben --on 2027-02-28");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        auto person = find_person(work.connection(), person_);
        const Date last = on_ ? invocation.date(*on_, "--on") : invocation.today();
        if (person.joined && last < *person.joined) {
            throw Failure(
                ExitStatus::usage,
                person.name + " joined on " + render_date(*person.joined) + ", after " + render_date(last),
                "name a later day with --on");
        }
        std::string next;
        if (person.left != last) {
            person.left = last;
            storage::update(work, person);
            invocation.changed(shown_name(work.connection(), person) + " leaves on " + render_date(last));
            next = warn_of_duties(invocation, person, {{last + std::chrono::days{1}, kLatestDate}},
                                  invocation.telling() + " takes back what is later");
        }
        invocation.finish("", next);
        return ExitStatus::done;
    }

  private:
    std::string person_;
    std::optional<std::string> on_;
};

class PersonRejoin final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("PERSON", person_, "who comes back").completing(Completes::person);
        declaration.option("--on", "DATE", on_, "the first day (today)");
        declaration.flag("--keep-balance", keep_balance_, "go on with the balance they had");
        declaration.detail(
            "Who has not gone by then stays as if leaving had never been noted. Nothing was owed in between. "
            "Whoever comes back starts like a newcomer: at zero, and not asked "
            "in "
            "the first weeks. With --keep-balance it was but a long absence, and the balance goes on where "
            "it "
            "stood.");
        declaration.example("tiffin person rejoin ben --on 2027-09-01");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        auto person = find_person(work.connection(), person_);
        const Date first = on_ ? invocation.date(*on_, "--on") : invocation.today();
        if (!person.left) {
            throw Failure(ExitStatus::usage, shown_name(work.connection(), person) + " has not left",
                          "tiffin person away " + typed_name(work.connection(), person) +
                              " --back DATE ends an absence");
        }
        if (first <= *person.left) {
            invocation.changed(shown_name(work.connection(), person) + " stays: they were to leave on " +
                               render_date(*person.left));
            person.left.reset();
            storage::update(work, person);
            invocation.finish("", "tiffin plan");
            return ExitStatus::done;
        }
        const DateRange gap{*person.left + std::chrono::days{1}, first - std::chrono::days{1}};
        person.left.reset();
        storage::update(work, person);
        if (gap.first <= gap.last) {
            storage::insert(work, Absence{.id = work.new_id<AbsenceId>(),
                                          .person = person.id,
                                          .dates = gap,
                                          .note = "had left",
                                          .had_left = true,
                                          .kept_balance = keep_balance_});
        }
        invocation.changed(shown_name(work.connection(), person) + " is back from " + render_date(first) +
                           (keep_balance_ ? ", with the balance they had" : ""));
        invocation.finish("", "tiffin plan");
        return ExitStatus::done;
    }

  private:
    std::string person_;
    std::optional<std::string> on_;
    bool keep_balance_ = false;
};

}  // namespace

std::unique_ptr<Action> make_person_away() {
    return std::make_unique<PersonAway>();
}
std::unique_ptr<Action> make_person_leave() {
    return std::make_unique<PersonLeave>();
}
std::unique_ptr<Action> make_person_rejoin() {
    return std::make_unique<PersonRejoin>();
}

}  // namespace tiffin::cli
