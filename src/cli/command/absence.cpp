#include "cli/command/absence.h"

#include <algorithm>

#include "calendar/days_off.h"
#include "cli/input.h"
#include "cli/invocation.h"
#include "cli/job/imports/calendar_file.h"
#include "cli/job/planning/duties.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/values.h"
#include "storage/people.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

class AbsenceImport final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("FILE", file_, "an .ics file, or - for standard input")
            .completing(Completes::file);
        declaration.option("--person", "PERSON", person_, "whose calendar it is")
            .needed()
            .completing(Completes::person);
        declaration.option("--from", "DATE", from_, "leave earlier days out (today)");
        declaration.option("--until", "DATE", until_, "leave later days out (a year from today)");
        declaration.option("--hours", "FROM-TO", hours_,
                           "an event with a time counts when it touches these hours (11:30-14:00)");
        declaration.option("--note", "TEXT", note_, "why, in place of what each event is called");
        calendar_.declare(declaration);
        calendar_.declare_free(declaration);
        declaration.detail(
            "Whole-day events count, and those with a time that touch the hours of lunch; not what is marked "
            "free, and not the sessions that tiffin invited to. The hours are those of the person's zone, "
            "else of the programme's.");
        declaration.detail("A second import of the same file changes nothing.");
        declaration.example("tiffin absence import ana.ics --person ana --dry-run");
    }

    ExitStatus run(Invocation& invocation) override {
        const auto text = read_input(invocation.surroundings(), file_);
        auto& work = invocation.begin();
        const auto person = find_person(work.connection(), *person_);
        const Date today = invocation.today();
        const auto window = invocation.period(from_, until_, {today, today + days{366}});
        const auto file = input_name(file_);
        calendar::Skipped skipped;
        calendar::LeftOut left_out;
        const auto found = calendar::read_absences(file, text, lunch_hours(invocation, person, window),
                                                   skipped, left_out, calendar_.reading());
        CalendarFile::tell(invocation, file, skipped, left_out);
        const auto added = add(invocation, work, person, found);
        std::string next;
        if (!added.empty()) next = warn_of_duties(invocation, person, added);
        invocation.finish("imported " + file + ": " + counted(added.size(), "absence", "absences") + " added",
                          next);
        return ExitStatus::done;
    }

  private:
    [[nodiscard]] calendar::LunchHours lunch_hours(Invocation& invocation, const Person& person,
                                                   DateRange window) const {
        const auto typed = hours_.value_or("11:30-14:00");
        const auto hours = text::split(typed, "-");
        const auto zone = person.zone.empty() ? invocation.zone() : person.zone;
        if (hours.size() != 2) {
            throw Failure(ExitStatus::usage, "--hours: \"" + typed + "\" is not from one time to another",
                          "write it as 11:30-14:00");
        }
        calendar::LunchHours lunch{calendar::Zone::load(zone.empty() ? "UTC" : zone),
                                   time_of_day(hours[0], "--hours"), time_of_day(hours[1], "--hours"),
                                   window};
        if (lunch.from < lunch.until) return lunch;
        throw Failure(ExitStatus::usage, "--hours ends at " + hours[1] + ", which is not after " + hours[0],
                      "write the earlier time first");
    }

    /// Those that no absence covers yet. Both are in the order of their first days, so the latest end of all
    /// that begin no later is enough to know.
    std::vector<DateRange> add(Invocation& invocation, storage::UnitOfWork& work, const Person& person,
                               const std::vector<calendar::NamedRange>& found) const {
        auto known = storage::absences(work.connection(), person.id);
        std::erase_if(known, [](const Absence& absence) { return absence.had_left; });
        auto earlier = known.begin();
        Date covered_until = kEarliestDate;
        std::vector<DateRange> added;
        for (const auto& range : found) {
            for (; earlier != known.end() && earlier->dates.first <= range.days.first; ++earlier)
                covered_until = std::max(covered_until, earlier->dates.last);
            if (range.days.last <= covered_until) continue;
            covered_until = range.days.last;
            const Absence absence{.id = work.new_id<AbsenceId>(),
                                  .person = person.id,
                                  .dates = range.days,
                                  .note = long_text(note_.value_or(range.name))};
            storage::insert(work, absence);
            invocation.changed(shown_name(work.connection(), person) + " is away from " +
                               render_absence(absence));
            added.push_back(range.days);
        }
        return added;
    }

    std::string file_;
    std::optional<std::string> person_, from_, until_, hours_, note_;
    CalendarFile calendar_;
};

}  // namespace

std::unique_ptr<Action> make_absence_import() {
    return std::make_unique<AbsenceImport>();
}

}  // namespace tiffin::cli
