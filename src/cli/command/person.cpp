#include "cli/command/person.h"

#include "cli/invocation.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/people_import.h"
#include "cli/values.h"
#include "storage/people.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

using report::Column;

/// The options that `add` and `edit` share; an empty value clears the field.
struct PersonFields {
    std::optional<std::string> email, team, site, zone, hours, diet, manager, joined;

    void declare(Declaration& declaration) {
        declaration.option("--email", "ADDRESS", email, "where invites go");
        declaration.option("--team", "TEAM", team, "the team");
        declaration.option("--site", "SITE", site, "where they work");
        declaration.option("--zone", "ZONE", zone, "time zone, such as Europe/Berlin")
            .completing(Completes::zone);
        declaration.option("--hours", "FROM-TO", hours, "working hours, 09:00-17:00");
        declaration.option("--diet", "TEXT", diet, "what the caterer must know");
        declaration.option("--manager", "PERSON", manager, "their manager").completing(Completes::person);
        declaration.option("--joined", "DATE", joined, "the first day in the programme");
    }

    void apply(Invocation& invocation, Person& person) const {
        if (email) person.email = mail_address(*email, "--email");
        if (team) person.team = text::trim(*team);
        if (site) person.site = text::trim(*site);
        if (zone) person.zone = zone_name(*zone, "--zone");
        if (hours) person.hours = working_hours(*hours, "--hours");
        if (diet) person.diet = text::trim(*diet);
        if (joined)
            person.joined =
                joined->empty() ? std::nullopt : std::optional(invocation.date(*joined, "--joined"));
        if (!manager) return;
        person.manager.reset();
        if (!manager->empty()) person.manager = find_person(invocation.connection(), *manager).id;
    }
};

void check(Invocation& invocation, const Person& person) {
    if (person.name.empty())
        throw Failure(ExitStatus::usage, "a person needs a name",
                      "write it in quotes, such as \"Ana Ferreira\"");
    if (person.joined && person.left && *person.left < *person.joined) {
        throw Failure(ExitStatus::usage,
                      person.name + " would have left on " + render_date(*person.left) +
                          ", before joining on " + render_date(*person.joined),
                      "change one of the two dates");
    }
    if (person.email.empty()) return;
    const auto other = storage::person_by_email(invocation.connection(), person.email);
    if (other && other->id != person.id) {
        throw Failure(ExitStatus::usage, person.email + " is the address of " + other->name + " already",
                      "tiffin person edit " + person.email);
    }
}

class PersonAdd final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("NAME", name_, "the name, in quotes");
        fields_.declare(declaration);
        declaration.detail(
            "Somebody added to a programme with a history joins today unless --joined says otherwise: a "
            "newcomer owes "
            "nothing for the past and is not asked in the first weeks (setting newcomer_weeks).");
        declaration.example("tiffin person add \"Ana Ferreira\" --email ana@bramble.example --team Platform");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        Person person{.id = work.new_id<PersonId>(), .name = text::compose(text::one_line(name_))};
        fields_.apply(invocation, person);
        check(invocation, person);
        const auto namesakes = storage::people_named(work.connection(), person.name);
        if (!namesakes.empty()) {
            invocation.warn("there is another " + described(namesakes.front()) +
                            "; tell them apart by e-mail");
        }
        std::string joined;
        if (!fields_.joined && has_history(invocation)) {
            person.joined = invocation.today();
            joined = ", joined " + render_date(*person.joined);
        }
        storage::insert(work, person);
        invocation.changed("added person " + described(person) + joined);
        invocation.finish("", person.email.empty()
                                  ? "tiffin person edit \"" + person.name + "\" --email ADDRESS"
                                  : "tiffin topic add TITLE --presenter " + person.email);
        return ExitStatus::done;
    }

  private:
    std::string name_;
    PersonFields fields_;
};

std::vector<Column> person_columns() {
    return {{"person", {}}, {"email", {}},  {"team", {}}, {"site", {}},
            {"zone", {}},   {"joined", {}}, {"left", {}}, {"hours", {}}};
}

report::Row person_row(const Person& person) {
    return {cell(person.name), cell(person.email),  cell(person.team), cell(person.site),
            cell(person.zone), cell(person.joined), cell(person.left), cell(person.hours)};
}

class PersonList final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.option("--team", "TEAM", team_, "only this team");
        declaration.option("--site", "SITE", site_, "only this site");
        declaration.flag("--here", here_, "only those who are in the programme today");
        listing_.declare(declaration);
        declaration.example("tiffin person list --team Platform --format csv");
    }

    ExitStatus run(Invocation& invocation) override {
        report::Table table{person_columns(), {}};
        const auto wanted = [&](const Person& person) {
            return (!team_ || text::fold(*team_) == text::fold(person.team)) &&
                   (!site_ || text::fold(*site_) == text::fold(person.site)) &&
                   (!here_ || membership(person).contains(invocation.today()));
        };
        if (here_) static_cast<void>(invocation.today());
        storage::for_each_person(invocation.connection(), [&](const Person& person) {
            if (wanted(person)) table.rows.push_back(person_row(person));
        });
        return list(invocation, listing_, table,
                    team_ || site_ || here_
                        ? "no such people"
                        : "no people; add them with tiffin person add or tiffin person import");
    }

  private:
    std::optional<std::string> team_, site_;
    bool here_ = false;
    ListOptions listing_;
};

std::vector<std::string> described(const std::vector<Absence>& absences) {
    std::vector<std::string> lines;
    for (const auto& absence : absences) {
        std::string line = render_date(absence.dates.first);
        if (absence.dates.last == kLatestDate) line += " until further notice";
        if (absence.dates.last != kLatestDate && absence.dates.last != absence.dates.first) {
            line += " to " + render_date(absence.dates.last);
        }
        if (!absence.note.empty()) line += " (" + absence.note + ")";
        lines.push_back(line);
    }
    return lines;
}

class PersonShow final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("PERSON", person_, "e-mail, name or a unique part of it")
            .completing(Completes::person);
    }

    ExitStatus run(Invocation& invocation) override {
        const auto person = find_person(invocation.connection(), person_);
        auto columns = person_columns();
        auto row = person_row(person);
        const auto add = [&](const char* name, report::Cell value) {
            columns.push_back({name, {}});
            row.push_back(std::move(value));
        };
        add("diet", cell(person.diet));
        const auto manager =
            person.manager ? storage::person(invocation.connection(), *person.manager) : std::nullopt;
        add("manager", manager ? cell(manager->name) : report::Cell{});
        add("away", described(storage::absences(invocation.connection(), person.id)));
        add("id", render_id(person.id));
        report::render_record(columns, row, invocation.style(), invocation.out());
        return ExitStatus::done;
    }

  private:
    std::string person_;
};

class PersonEdit final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("PERSON", person_, "e-mail, name or a unique part of it")
            .completing(Completes::person);
        declaration.option("--name", "NAME", name_, "a new name");
        fields_.declare(declaration);
        declaration.detail("An empty value clears a field: --site \"\".");
        declaration.example("tiffin person edit ana --team Design");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto before = find_person(work.connection(), person_);
        Person person = before;
        if (name_) person.name = text::compose(text::one_line(*name_));
        fields_.apply(invocation, person);
        check(invocation, person);
        if (person.manager == person.id) {
            throw Failure(ExitStatus::usage, person.name + " cannot be their own manager",
                          "name somebody else");
        }
        if (!(person == before)) {
            storage::update(work, person);
            invocation.changed("changed person " + cli::described(person));
        }
        invocation.finish("", "");
        return ExitStatus::done;
    }

  private:
    std::string person_;
    std::optional<std::string> name_;
    PersonFields fields_;
};

/// Coming sessions in which somebody has a duty on a day that `affected` names.
void warn_of_duties(Invocation& invocation, const Person& person, const DateRange& affected) {
    const auto coming = storage::sessions(
        invocation.connection(),
        {.dates = {std::max(affected.first, invocation.today()), affected.last}, .person = person.id});
    for (const auto& session : coming) {
        if (session.state == SessionState::cancelled) continue;
        const auto name = session_name(series_of(invocation.connection(), session), session.date);
        const bool plan_mends =
            !is_announced(session) && !session.pinned && session.state == SessionState::planned;
        invocation.warn(person.name + " has a duty in " + name + "; " +
                        (plan_mends
                             ? "tiffin plan finds somebody else"
                             : "tiffin session assign " + name + " --presenter PERSON names somebody else"));
    }
}

class PersonAway final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("PERSON", person_, "who is away").completing(Completes::person);
        declaration.option("--from", "DATE", from_, "the first day (today)");
        declaration.option("--until", "DATE", until_, "the last day; not given: until further notice");
        declaration.option("--note", "TEXT", note_, "why");
        declaration.option("--back", "DATE", back_,
                           "is here again from this day: ends the absence that covers it");
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
            end_absence(invocation, work, person);
        } else {
            add_absence(invocation, work, person);
        }
        invocation.finish("", "tiffin plan");
        return ExitStatus::done;
    }

  private:
    void add_absence(Invocation& invocation, storage::UnitOfWork& work, const Person& person) {
        const Date first = from_ ? invocation.date(*from_, "--from") : invocation.today();
        const Date last = until_ ? invocation.date(*until_, "--until") : kLatestDate;
        if (last < first) {
            throw Failure(ExitStatus::usage,
                          "--until " + render_date(last) + " is before --from " + render_date(first),
                          "swap the two dates");
        }
        for (const auto& absence : storage::absences(work.connection(), person.id)) {
            if (absence.dates.first <= first && absence.dates.last >= last) return;
        }
        const Absence absence{.id = work.new_id<AbsenceId>(),
                              .person = person.id,
                              .dates = {first, last},
                              .note = note_.value_or("")};
        storage::insert(work, absence);
        invocation.changed(person.name + " is away from " + described({absence}).front());
        warn_of_duties(invocation, person, absence.dates);
    }

    void end_absence(Invocation& invocation, storage::UnitOfWork& work, const Person& person) {
        const Date back = invocation.date(*back_, "--back");
        for (auto absence : storage::absences(work.connection(), person.id)) {
            if (absence.dates.last < back) continue;
            if (absence.dates.first > back) continue;
            storage::remove(work, absence.id);
            absence.dates.last = back - std::chrono::days{1};
            if (absence.dates.first <= absence.dates.last) storage::insert(work, absence);
            invocation.changed(person.name + " is back from " + render_date(back));
            return;
        }
        throw Failure(ExitStatus::usage, person.name + " is not away on " + render_date(back),
                      "tiffin person show \"" + person.name + "\" lists the absences");
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
        if (person.left != last) {
            person.left = last;
            storage::update(work, person);
            invocation.changed(person.name + " leaves on " + render_date(last));
            warn_of_duties(invocation, person, {last + std::chrono::days{1}, kLatestDate});
        }
        invocation.finish("", "tiffin plan");
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
        declaration.detail(
            "The time between counts as an absence: nothing was owed, and the balance goes on where it "
            "stood.");
        declaration.example("tiffin person rejoin ben --on 2027-09-01");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        auto person = find_person(work.connection(), person_);
        const Date first = on_ ? invocation.date(*on_, "--on") : invocation.today();
        if (!person.left) {
            throw Failure(ExitStatus::usage, person.name + " has not left",
                          "tiffin person away \"" + person.name + "\" --back DATE ends an absence");
        }
        if (first <= *person.left) {
            throw Failure(ExitStatus::usage, person.name + " was here until " + render_date(*person.left),
                          "name a later day with --on");
        }
        const DateRange gap{*person.left + std::chrono::days{1}, first - std::chrono::days{1}};
        person.left.reset();
        storage::update(work, person);
        if (gap.first <= gap.last) {
            storage::insert(work, Absence{work.new_id<AbsenceId>(), person.id, gap, "had left"});
        }
        invocation.changed(person.name + " is back from " + render_date(first));
        invocation.finish("", "tiffin plan");
        return ExitStatus::done;
    }

  private:
    std::string person_;
    std::optional<std::string> on_;
};

class PersonImport final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("FILE", file_, "a CSV file, or - for standard input")
            .completing(Completes::file);
        declaration.option("--map", "COLUMN=HEADER", map_, "the file's header for one of our columns");
        declaration.detail(
            "Columns: name (required), email, team, site, zone, hours, diet, joined, left, manager; in any "
            "order, "
            "separated by comma, semicolon or tab. People are recognized by e-mail, else by name; an empty "
            "cell leaves "
            "what is known. All rows are taken or none, and a second run changes nothing.");
        declaration.example("tiffin person import people.csv --map email=\"E-Mail-Adresse\"");
    }

    ExitStatus run(Invocation& invocation) override {
        import_people(invocation, file_, map_);
        return ExitStatus::done;
    }

  private:
    std::string file_;
    std::vector<std::string> map_;
};

}  // namespace

std::unique_ptr<Action> make_person_add() {
    return std::make_unique<PersonAdd>();
}
std::unique_ptr<Action> make_person_list() {
    return std::make_unique<PersonList>();
}
std::unique_ptr<Action> make_person_show() {
    return std::make_unique<PersonShow>();
}
std::unique_ptr<Action> make_person_edit() {
    return std::make_unique<PersonEdit>();
}
std::unique_ptr<Action> make_person_away() {
    return std::make_unique<PersonAway>();
}
std::unique_ptr<Action> make_person_leave() {
    return std::make_unique<PersonLeave>();
}
std::unique_ptr<Action> make_person_rejoin() {
    return std::make_unique<PersonRejoin>();
}
std::unique_ptr<Action> make_person_import() {
    return std::make_unique<PersonImport>();
}

}  // namespace tiffin::cli
