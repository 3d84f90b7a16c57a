#include "cli/command/person.h"

#include <algorithm>

#include "cli/audience.h"
#include "cli/invocation.h"
#include "cli/job/imports/people_import.h"
#include "cli/job/planning/held_terms.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "cli/values.h"
#include "domain/session_layout.h"
#include "domain/session_life.h"
#include "storage/invites.h"
#include "storage/people.h"
#include "storage/sessions.h"
#include "storage/topics.h"
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
        if (team) person.team = short_text(*team);
        if (site) person.site = short_text(*site);
        if (zone) person.zone = zone_name(*zone, "--zone");
        if (hours) person.hours = working_hours(*hours, "--hours");
        if (diet) person.diet = long_text(*diet);
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
                      "tiffin person edit " + person.email + " changes that person");
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
        Person person{.id = work.new_id<PersonId>(), .name = person_name(name_, "")};
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
        invocation.finish(
            "", person.email.empty()
                    ? "tiffin person edit " + typed_name(work.connection(), person) + " --email ADDRESS"
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
        if (team_) check_team(invocation.connection(), *team_);
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
        std::vector<std::string> away;
        for (const auto& absence : storage::absences(invocation.connection(), person.id))
            away.push_back(render_absence(absence));
        add("away", away);
        add("id", render_id(person.id));
        const auto weights = storage::weights(invocation.connection(), person.id);
        add("weight", weights.empty() ? render_weight(kWhole) : render_weights(weights));
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
        declaration.option("--weight", "N", weight_, "what they owe compared with others, such as 0.5 (1)");
        declaration.option("--from", "DATE", from_, "the first day of that weight (today)");
        declaration.detail("An empty value clears a field: --site \"\".");
        declaration.example("tiffin person edit ana --team Design");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto before = find_person(work.connection(), person_);
        Person person = before;
        if (name_) person.name = person_name(*name_, "--name");
        fields_.apply(invocation, person);
        check(invocation, person);
        if (person.manager == person.id) {
            throw Failure(ExitStatus::usage, person.name + " cannot be their own manager",
                          "name somebody else");
        }
        if (!(person == before)) {
            // Who was in a pool is decided by what people were then.
            if (!(AudienceKeys(person) == AudienceKeys(before))) keep_held_terms(invocation, work);
            storage::update(work, person);
            invocation.changed("changed person " + described(person));
        }
        weigh(invocation, work, person);
        invocation.finish("changed " + person.name, person.email == before.email || person.email.empty()
                                                        ? ""
                                                        : invocation.telling() + " follows them there");
        return ExitStatus::done;
    }

  private:
    void weigh(Invocation& invocation, storage::UnitOfWork& work, const Person& person) const {
        if (!weight_) {
            if (from_)
                throw Failure(ExitStatus::usage, "--from says from when a weight holds", "add --weight N");
            return;
        }
        const auto weight = parse_weight(*weight_);
        if (!weight)
            throw Failure(ExitStatus::usage, "--weight: \"" + *weight_ + "\" is no weight",
                          "write a number up to 10 with at most two decimals, such as 0.5");
        const Date from = from_ ? invocation.date(*from_, "--from") : invocation.today();
        const auto before = storage::weights(work.connection(), person.id);
        const auto after = with_weight(before, {from, *weight});
        if (after == before) return;
        storage::set_weights(work, person.id, after);
        invocation.changed(person.name + " owes " + render_weight(*weight) +
                           (*weight == kWhole ? " part" : " of a part") + " from " + render_date(from));
    }

    std::string person_;
    std::optional<std::string> name_, weight_, from_;
    PersonFields fields_;
};

class PersonRemove final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.positional("PERSON", person_, "who was added by mistake").completing(Completes::person);
        declaration.detail(
            "For somebody who was added by mistake: they never presented and were never invited. What is "
            "only "
            "planned for them is open again. Anybody else leaves: tiffin person leave.");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& work = invocation.begin();
        const auto person = find_person(work.connection(), person_);
        refuse_if_needed(invocation, person);
        bool vacated = false;
        for (auto& session : storage::sessions(work.connection(), {.person = person.id})) {
            const auto name = session_name(series_of(work.connection(), session), session.date);
            const bool is_by_hand = std::any_of(
                session.assignments.begin(), session.assignments.end(), [&](const Assignment& assignment) {
                    return assignment.person == person.id &&
                           (assignment.role == Role::host || assignment.role == Role::moderator);
                });
            if (is_by_hand || !is_left_to_the_plan(session) || is_over(session, invocation))
                throw refusal(person, "has a duty in " + name);
            auto others = presenters(session);
            others.erase(std::remove(others.begin(), others.end(), person.id), others.end());
            plan(session, others, others.empty() ? std::nullopt : session.topic);
            storage::update(work, session);
            invocation.changed(person.name + " is no longer planned for " + name);
            vacated = true;
        }
        storage::remove(work, person.id);
        invocation.changed("removed person " + described(person));
        invocation.finish("removed " + person.name, vacated ? "tiffin plan" : "tiffin person list");
        return ExitStatus::done;
    }

  private:
    static Failure refusal(const Person& person, const std::string& why) {
        return {ExitStatus::usage,
                person.name + " cannot be removed, but can leave: " + person.name + " " + why,
                "tiffin person leave \"" + person.name + "\""};
    }

    static void refuse_if_needed(Invocation& invocation, const Person& person) {
        auto& connection = invocation.connection();
        if (storage::was_invited(connection, person.id)) throw refusal(person, "was invited to a session");
        for (const auto& topic : storage::all_topics(connection)) {
            if (std::find(topic.presenters.begin(), topic.presenters.end(), person.id) ==
                topic.presenters.end())
                continue;
            // A topic of the past stays: only its presenter can be another.
            const auto edit = "tiffin topic edit " + topic.slug + " --presenter PERSON";
            const auto given = storage::sessions_with_topic(connection, topic.id);
            const bool was_given = std::any_of(given.begin(), given.end(), [&](const Session& session) {
                return is_over(session, invocation);
            });
            throw Failure(ExitStatus::usage, person.name + " presents the topic " + topic.slug,
                          was_given ? edit : "tiffin topic remove " + topic.slug + ", or " + edit);
        }
        storage::for_each_person(connection, [&](const Person& other) {
            if (other.manager != person.id) return;
            throw Failure(ExitStatus::usage, person.name + " is the manager of " + other.name,
                          "tiffin person edit " + typed_name(connection, other) + " --manager \"\"");
        });
    }

    std::string person_;
};

class PersonImport final : public Action {
  public:
    void declare(Declaration& declaration) override {
        file_.declare(declaration);
        file_.declare_dates(declaration);
        declaration
            .option("--namesakes", "same|other", namesakes_,
                    "who a row is about with a known name and another address: the same, or another person")
            .one_of({"same", "other"});
        declaration.detail(
            "Columns: name (required), email, team, site, zone, hours, diet, joined, left, manager, id, "
            "weight; in "
            "any "
            "order, "
            "separated by comma, semicolon or tab. People are recognized by id, else by e-mail, else by "
            "name; an empty cell leaves what is known. A row is refused that has the name of somebody whose "
            "address is another one, unless --namesakes says who it is. All rows are taken or none, and a "
            "second run changes nothing.");
        declaration.example("tiffin person import people.csv --map email=\"E-Mail-Adresse\"");
    }

    ExitStatus run(Invocation& invocation) override {
        import_people(invocation, file_,
                      !namesakes_             ? Namesake::unknown
                      : *namesakes_ == "same" ? Namesake::same
                                              : Namesake::other);
        return ExitStatus::done;
    }

  private:
    ImportFile file_;
    std::optional<std::string> namesakes_;
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
std::unique_ptr<Action> make_person_remove() {
    return std::make_unique<PersonRemove>();
}
std::unique_ptr<Action> make_person_import() {
    return std::make_unique<PersonImport>();
}

}  // namespace tiffin::cli
