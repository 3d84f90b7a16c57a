#include "cli/job/people_import.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "cli/input.h"
#include "cli/job/csv_import.h"
#include "cli/lookup.h"
#include "cli/values.h"
#include "storage/people.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

using People = std::unordered_multimap<std::size_t, Person*>;

std::vector<Person*> look_up(const People& people, std::string_view typed, std::string Person::*field) {
    const auto folded = text::fold(typed);
    std::vector<Person*> found;
    const auto [first, last] = people.equal_range(std::hash<std::string>{}(folded));
    for (auto entry = first; entry != last; ++entry) {
        if (text::fold(entry->second->*field) == folded) found.push_back(entry->second);
    }
    return found;
}

void erase(People& people, const Person& person, const std::string& text) {
    const auto [first, last] = people.equal_range(std::hash<std::string>{}(text::fold(text)));
    const auto entry = std::find_if(first, last, [&](const auto& each) { return each.second == &person; });
    if (entry != last) people.erase(entry);
}

}  // namespace

PeopleIndex::PeopleIndex(storage::Connection& connection) {
    storage::for_each_person(connection, [&](Person& person) { add(std::move(person)); });
}

void PeopleIndex::enter(Person& person) {
    const std::hash<std::string> hash;
    if (!person.email.empty()) emails_.emplace(hash(text::fold(person.email)), &person);
    names_.emplace(hash(text::fold(person.name)), &person);
}

Person* PeopleIndex::add(Person person) {
    people_.push_back(std::move(person));
    enter(people_.back());
    return &people_.back();
}

void PeopleIndex::change(Person& known, Person to) {
    erase(emails_, known, known.email);
    erase(names_, known, known.name);
    known = std::move(to);
    enter(known);
}

Person* PeopleIndex::by_email(std::string_view email) const {
    const auto found = look_up(emails_, email, &Person::email);
    return found.empty() ? nullptr : found.front();
}

std::vector<Person*> PeopleIndex::named(std::string_view name) const {
    return look_up(names_, name, &Person::name);
}

Person* PeopleIndex::find(std::string_view typed) const {
    if (typed.find('@') != std::string_view::npos) return by_email(typed);
    const auto found = named(typed);
    if (found.empty()) return nullptr;
    if (found.size() == 1) return found.front();
    throw Failure(ExitStatus::usage, "\"" + std::string(typed) + "\" is the name of several people",
                  "write the e-mail address");
}

std::vector<std::string> PeopleIndex::names() const {
    std::vector<std::string> all;
    all.reserve(people_.size());
    for (const auto& person : people_) all.push_back(person.name);
    return all;
}

bool has_history(Invocation& invocation) {
    return storage::has_sessions_before(invocation.connection(), invocation.today());
}

namespace {

/// The person that a row is about, as the row leaves them.
class PeopleImport {
  public:
    PeopleImport(Invocation& invocation, std::string file)
        : invocation_(invocation),
          work_(invocation.begin()),
          file_(std::move(file)),
          index_(work_.connection()),
          new_joined_(has_history(invocation) ? std::optional(invocation.today()) : std::nullopt) {}

    void row(const ImportRow& row) {
        const auto name = row.text("name");
        if (name.empty())
            throw row.refuse("name", "a person needs a name", "fill the cell or delete the row");
        const auto email = row.at("email", [&] { return mail_address(row.text("email"), ""); });
        Person* known = match(row, name, email);
        Person person = known != nullptr ? *known : Person{};
        person.name = text::compose(name);
        if (!email.empty()) person.email = email;
        fill(row, person);
        if (known != nullptr && (!known->id || !stored_.insert(known).second)) {
            throw row.refuse(email.empty() ? "name" : "email",
                             (email.empty() ? person.name : email) + " stands in line " +
                                 std::to_string(line_of(*known)) + " already",
                             "delete one of the two rows");
        }
        Imported imported{.person = known, .line = row.line(), .is_new = known == nullptr};
        if (imported.is_new) {
            if (!person.joined) person.joined = new_joined_;
            imported.person = index_.add(std::move(person));
        } else if (!(person == *known)) {
            index_.change(*known, std::move(person));
            imported.is_changed = true;
        }
        if (!row.text("manager").empty()) {
            managers_.push_back(
                {imported_.size(), std::string(row.text("manager")), row.refuse("manager", "", "")});
        }
        imported_.push_back(imported);
    }

    /// After the last row: managers may stand below the people they manage.
    void store() {
        const auto added = give_ids();
        settle_managers();
        storage::insert(work_, added);
        for (const auto& [person, line, is_new, is_changed] : imported_) {
            if (is_new) {
                invocation_.changed("added person " + described(*person));
            } else if (is_changed) {
                storage::update(work_, *person);
                invocation_.changed("changed person " + described(*person));
                ++changed_;
            }
        }
        added_ = added.size();
    }

    void finish() {
        invocation_.finish(imported(file_, added_, "person", "people", changed_),
                           "tiffin topic import FILE, or tiffin series add NAME");
    }

  private:
    struct Imported {
        Person* person = nullptr;  // has no id yet when it is new
        std::size_t line = 0;
        bool is_new = false;
        bool is_changed = false;
    };

    struct Managed {
        std::size_t imported;
        std::string manager;
        Failure refusal;
    };

    /// The new people with their ids, addresses and ids ascending: so the trees of the table and of its index
    /// grow at their ends, which takes half the time.
    std::vector<Person*> give_ids() {
        std::vector<Person*> added;
        for (const auto& imported : imported_) {
            if (imported.is_new) added.push_back(imported.person);
        }
        std::sort(added.begin(), added.end(),
                  [](const Person* a, const Person* b) { return a->email < b->email; });
        const auto ids = work_.new_ids<PersonId>(added.size());
        for (std::size_t i = 0; i < added.size(); ++i) added[i]->id = ids[i];
        return added;
    }

    [[nodiscard]] std::size_t line_of(const Person& person) const {
        return std::find_if(imported_.begin(), imported_.end(),
                            [&](const Imported& imported) { return imported.person == &person; })
            ->line;
    }

    void settle_managers() {
        for (const auto& [position, typed, refusal] : managers_) {
            auto& imported = imported_[position];
            const auto* manager = find_manager(typed, refusal);
            if (manager == nullptr || manager == imported.person) {
                throw Failure(refusal.status(),
                              refusal.what() + ("\"" + typed + "\" is nobody who could be the manager"),
                              "add that person, or empty the cell (nothing was imported)");
            }
            if (imported.person->manager == manager->id) continue;
            imported.person->manager = manager->id;
            imported.is_changed = true;
        }
    }

    [[nodiscard]] const Person* find_manager(const std::string& typed, const Failure& refusal) const {
        try {
            return index_.find(typed);
        } catch (const Failure& ambiguous) {
            throw Failure(refusal.status(), std::string(refusal.what()) + ambiguous.what(),
                          ambiguous.remedy() + " (nothing was imported)");
        }
    }

    Person* match(const ImportRow& row, std::string_view name, const std::string& email) const {
        if (!email.empty()) {
            if (auto* known = index_.by_email(email)) return known;
        }
        Person* match = nullptr;
        for (auto* candidate : index_.named(name)) {
            // Two people may share a name; then their addresses tell them apart.
            if (!email.empty() && !candidate->email.empty()) continue;
            if (match != nullptr) {
                throw row.refuse("name", std::string(name) + " is the name of several people",
                                 "fill the e-mail cell");
            }
            match = candidate;
        }
        return match;
    }

    void fill(const ImportRow& row, Person& person) const {
        const auto take = [&](std::string_view column, std::string& field) {
            if (const auto typed = row.text(column); !typed.empty()) field = typed;
        };
        take("team", person.team);
        take("site", person.site);
        take("diet", person.diet);
        if (const auto typed = row.text("zone"); !typed.empty() && typed != person.zone) {
            person.zone = row.at("zone", [&] { return zone_name(typed, ""); });
        }
        if (const auto typed = row.text("hours"); !typed.empty()) {
            person.hours = row.at("hours", [&] { return working_hours(typed, ""); });
        }
        if (const auto joined = row.date("joined")) person.joined = joined;
        if (const auto left = row.date("left")) person.left = left;
        if (person.joined && person.left && *person.left < *person.joined) {
            throw row.refuse("left", person.name + " leaves before joining", "swap the two dates");
        }
    }

    Invocation& invocation_;
    storage::UnitOfWork& work_;
    std::string file_;
    PeopleIndex index_;
    std::optional<Date> new_joined_;
    std::vector<Imported> imported_;            // in the order of the rows
    std::unordered_set<const Person*> stored_;  // those of them who were known before
    std::vector<Managed> managers_;
    std::size_t added_ = 0, changed_ = 0;
};

}  // namespace

void import_people(Invocation& invocation, const std::string& path, const std::vector<std::string>& map) {
    exchange::CsvHeader header{
        .required = {"name"},
        .optional = {"email", "team", "site", "zone", "hours", "diet", "joined", "left", "manager"},
        .renamed = {}};
    apply_map(header, map);
    const auto bytes =
        read_input(invocation.surroundings(), path);  // no lock is held while a pipe is waited for
    PeopleImport import(invocation, path);
    read_import(invocation, path, bytes, header, [&](const ImportRow& row) { import.row(row); });
    import.store();
    import.finish();
}

}  // namespace tiffin::cli
