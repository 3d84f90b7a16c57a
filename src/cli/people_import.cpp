#include "cli/people_import.h"

#include <optional>

#include "cli/csv_import.h"
#include "cli/input.h"
#include "cli/lookup.h"
#include "cli/values.h"
#include "storage/people.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

PeopleIndex::PeopleIndex(storage::Connection& connection) {
    storage::for_each_person(connection, [&](const Person& person) { put(person); });
}

void PeopleIndex::put(const Person& person) {
    const auto known = people_.find(person.id.value);
    if (known != people_.end()) {
        emails_.erase(text::fold(known->second.email));
        const auto [first, last] = names_.equal_range(text::fold(known->second.name));
        for (auto entry = first; entry != last; ++entry) {
            if (entry->second == person.id.value) {
                names_.erase(entry);
                break;
            }
        }
    }
    if (!person.email.empty()) emails_.insert_or_assign(text::fold(person.email), person.id.value);
    names_.emplace(text::fold(person.name), person.id.value);
    people_.insert_or_assign(person.id.value, person);
}

const Person* PeopleIndex::by_email(std::string_view email) const {
    const auto found = emails_.find(text::fold(email));
    return found == emails_.end() ? nullptr : &people_.at(found->second);
}

std::vector<const Person*> PeopleIndex::named(std::string_view name) const {
    std::vector<const Person*> found;
    const auto [first, last] = names_.equal_range(text::fold(name));
    for (auto entry = first; entry != last; ++entry) found.push_back(&people_.at(entry->second));
    return found;
}

const Person* PeopleIndex::find(std::string_view typed) const {
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
    for (const auto& [id, person] : people_) all.push_back(person.name);
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
        const Person* known = match(row, name, email);
        Person person = known != nullptr ? *known : Person{.id = work_.new_id<PersonId>(), .name = {}};
        person.name = text::compose(name);
        if (!email.empty()) person.email = email;
        fill(row, person);
        const auto [line, first] = lines_.try_emplace(person.id.value, row.line());
        if (!first) {
            throw row.refuse(email.empty() ? "name" : "email",
                             (email.empty() ? person.name : email) + " stands in line " +
                                 std::to_string(line->second) + " already",
                             "delete one of the two rows");
        }
        if (known == nullptr) {
            if (!person.joined) person.joined = new_joined_;
            storage::insert(work_, person);
            invocation_.changed("added person " + described(person));
            ++added_;
        } else if (!(person == *known)) {
            storage::update(work_, person);
            invocation_.changed("changed person " + described(person));
            ++changed_;
        }
        index_.put(person);
        if (!row.text("manager").empty()) {
            managers_.push_back({person.id, std::string(row.text("manager")), row.refuse("manager", "", "")});
        }
    }

    /// Managers may stand below the people they manage, so they are looked up last.
    void settle_managers() {
        for (const auto& [person_id, typed, refusal] : managers_) {
            const auto* manager = find_manager(typed, refusal);
            if (manager == nullptr || manager->id == person_id) {
                throw Failure(refusal.status(),
                              refusal.what() + ("\"" + typed + "\" is nobody who could be the manager"),
                              "add that person, or empty the cell (nothing was imported)");
            }
            Person person = index_.person(person_id);
            if (person.manager == manager->id) continue;
            const bool reported = lines_.count(person.id.value) != 0 && person.manager.has_value();
            person.manager = manager->id;
            storage::update(work_, person);
            if (reported) invocation_.changed("changed person " + described(person));
            if (reported) ++changed_;
            index_.put(person);
        }
    }

    void finish() {
        invocation_.finish(imported(file_, added_, "person", "people", changed_),
                           "tiffin topic import FILE, or tiffin series add NAME");
    }

  private:
    struct Managed {
        PersonId person;
        std::string manager;
        Failure refusal;
    };

    [[nodiscard]] const Person* find_manager(const std::string& typed, const Failure& refusal) const {
        try {
            return index_.find(typed);
        } catch (const Failure& ambiguous) {
            throw Failure(refusal.status(), std::string(refusal.what()) + ambiguous.what(),
                          ambiguous.remedy() + " (nothing was imported)");
        }
    }

    const Person* match(const ImportRow& row, std::string_view name, const std::string& email) const {
        if (!email.empty()) {
            if (const auto* known = index_.by_email(email)) return known;
        }
        const Person* match = nullptr;
        for (const auto* candidate : index_.named(name)) {
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
    std::unordered_map<std::int64_t, std::size_t> lines_;
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
    import.settle_managers();
    import.finish();
}

}  // namespace tiffin::cli
