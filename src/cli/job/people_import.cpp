#include "cli/job/people_import.h"

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>

#include "cli/audience.h"
#include "cli/job/held_terms.h"
#include "cli/lookup.h"
#include "cli/values.h"
#include "domain/mailbox.h"
#include "storage/people.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

/// Never 0, which marks a slot that was never used.
std::size_t hash_of(const std::string& text) {
    return std::hash<std::string>{}(text) | 1U;
}

std::string folded_email(const Person& person) {
    return text::lower_case(person.email);
}

std::string folded_name(const Person& person) {
    return text::fold(person.name);
}

}  // namespace

void PeopleByText::enter(Slot slot) {
    std::size_t at = place_of(slot.hash);
    while (slots_[at].hash != 0) at = place_after(at);
    slots_[at] = slot;
}

void PeopleByText::add(Person& person) {
    if (++used_ * 2 > slots_.size()) {
        const auto before = std::exchange(slots_, std::vector<Slot>(slots_.size() * 4));
        used_ = 1;
        for (const auto& slot : before) {
            if (slot.person == nullptr) continue;
            enter(slot);
            ++used_;
        }
    }
    enter({hash_of(text_of_(person)), &person});
}

void PeopleByText::remove(const Person& person) {
    for (std::size_t at = place_of(hash_of(text_of_(person)));; at = place_after(at)) {
        auto& slot = slots_[at];
        if (slot.hash == 0) return;
        if (slot.person == &person) slot.person = nullptr;
    }
}

std::vector<Person*> PeopleByText::find(const std::string& text) const {
    std::vector<Person*> found;
    const auto hash = hash_of(text);
    for (std::size_t at = place_of(hash);; at = place_after(at)) {
        const auto& slot = slots_[at];
        if (slot.hash == 0) return found;
        if (slot.hash == hash && slot.person != nullptr && text_of_(*slot.person) == text)
            found.push_back(slot.person);
    }
}

PeopleIndex::PeopleIndex(storage::Connection& connection) : emails_(folded_email), names_(folded_name) {
    storage::for_each_person_by_id(connection, [&](Person& person) { add(std::move(person)); });
}

void PeopleIndex::enter(Person& person) {
    if (!person.email.empty()) emails_.add(person);
    names_.add(person);
}

Person* PeopleIndex::add(Person person) {
    people_.push_back(std::move(person));
    if (!ids_.empty()) ids_.emplace(people_.back().id.value, &people_.back());
    enter(people_.back());
    return &people_.back();
}

void PeopleIndex::change(Person& known, Person to) {
    emails_.remove(known);
    names_.remove(known);
    known = std::move(to);
    enter(known);
}

Person* PeopleIndex::by_id(PersonId id) const {
    if (ids_.empty()) {
        for (auto& person : people_) ids_.emplace(person.id.value, &person);
    }
    const auto found = ids_.find(id.value);
    return found == ids_.end() ? nullptr : found->second;
}

Person* PeopleIndex::by_email(std::string_view email) const {
    const auto found = emails_.find(text::lower_case(email));
    return found.empty() ? nullptr : found.front();
}

std::vector<Person*> PeopleIndex::named(std::string_view name) const {
    return names_.find(text::fold(name));
}

Person* PeopleIndex::find(std::string_view typed) const {
    if (typed.find('@') != std::string_view::npos) {
        const auto mailbox = parse_mailbox(typed);
        return by_email(mailbox ? mailbox->email : typed);
    }
    const auto found = named(typed);
    if (found.size() == 1) return found.front();
    if (found.empty()) {
        const auto id = parse_id(typed);
        return id ? by_id(PersonId{*id}) : nullptr;
    }
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
    explicit PeopleImport(Invocation& invocation)
        : invocation_(invocation),
          work_(invocation.begin()),
          index_(work_.connection()),
          new_joined_(has_history(invocation) ? std::optional(invocation.today()) : std::nullopt) {}

    void row(const ImportRow& row) {
        const auto name = row.at("name", [&] { return person_name(row.text("name"), ""); });
        if (name.empty())
            throw row.refuse("name", "a person needs a name", "fill the cell or delete the row");
        const auto email = row.at("email", [&] { return mail_address(row.text("email"), ""); });
        const auto id = row.id<PersonId>();
        Person* known = match(row, id, name, email);
        Person person = known != nullptr ? *known : Person{};
        person.name = name;
        if (!email.empty()) person.email = email;
        fill(row, person);
        if (known != nullptr && (!known->id || !stored_.insert(known).second)) {
            throw row.refuse(email.empty() ? "name" : "email",
                             (email.empty() ? person.name : email) + " stands in line " +
                                 std::to_string(line_of(*known)) + " already",
                             email.empty() ? "delete one of the two rows, or give each their own e-mail"
                                           : "delete one of the two rows");
        }
        const auto weights = weights_of(row);
        Imported imported{.person = known, .line = row.line(), .is_new = known == nullptr, .id = id};
        if (imported.is_new) {
            if (!person.joined) person.joined = new_joined_;
            imported.person = index_.add(std::move(person));
        } else if (!(person == *known)) {
            regroups_ = regroups_ || !(AudienceKeys(person) == AudienceKeys(*known));
            index_.change(*known, std::move(person));
            imported.is_changed = true;
        }
        if (weights) imported.weights = new_weights(known, *weights);
        if (!row.text("manager").empty()) {
            managers_.push_back(
                {imported_.size(), std::string(row.text("manager")), row.refuse("manager", "", "")});
        }
        imported_.push_back(imported);
    }

    /// After the last row: managers may stand below the people they manage.
    ImportFile::Counts store() {
        if (regroups_) keep_held_terms(invocation_, work_);
        const auto added = give_ids();
        settle_managers();
        storage::insert(work_, added);
        std::size_t changed = 0;
        for (const auto& imported : imported_) {
            if (imported.is_new) {
                invocation_.changed("added person " + described(*imported.person));
            } else if (imported.is_changed || imported.weights) {
                storage::update(work_, *imported.person);
                invocation_.changed("changed person " + described(*imported.person));
                ++changed;
            }
            if (imported.weights) storage::set_weights(work_, imported.person->id, *imported.weights);
        }
        return {added.size(), changed};
    }

  private:
    struct Imported {
        Person* person = nullptr;  // has no id yet when it is new
        std::size_t line = 0;
        bool is_new = false;
        bool is_changed = false;
        std::optional<PersonId> id{};                  // what the row says
        std::optional<std::vector<Weight>> weights{};  // where they change
    };

    struct Managed {
        std::size_t imported;
        std::string manager;
        Failure refusal;
    };

    /// Nothing for an empty cell.
    static std::optional<std::vector<Weight>> weights_of(const ImportRow& row) {
        const auto typed = row.text("weight");
        if (typed.empty()) return std::nullopt;
        auto weights = parse_weights(typed);
        if (!weights)
            throw row.refuse("weight", "\"" + std::string(typed) + "\" is no weight",
                             "write 0.5, or 0.5; 1 from 2027-03-01");
        return weights;
    }

    /// What the cell says; a weight alone holds from today on where another one holds now.
    [[nodiscard]] std::optional<std::vector<Weight>> new_weights(const Person* known,
                                                                 const std::vector<Weight>& typed) const {
        const auto before =
            known != nullptr ? storage::weights(work_.connection(), known->id) : std::vector<Weight>{};
        const bool is_plain = typed.size() == 1 && typed.front().first == kEarliestDate;
        auto after = typed;
        if (is_plain && known != nullptr) {
            const Date today = invocation_.today();
            const auto wanted = typed.front().hundredths;
            after = weight_on(before, today) == wanted ? before : with_weight(before, {today, wanted});
        } else if (is_plain) {
            after = with_weight({}, typed.front());
        }
        return after == before ? std::nullopt : std::optional(after);
    }

    /// The new people with their ids, addresses and ids ascending: so the trees of the table and of its index
    /// grow at their ends, which takes half the time.
    std::vector<Person*> give_ids() {
        std::vector<Person*> added;
        for (const auto& imported : imported_) {
            if (imported.is_new) added.push_back(imported.person);
        }
        std::stable_sort(added.begin(), added.end(),
                         [](const Person* a, const Person* b) { return a->email < b->email; });
        const auto ids = work_.new_ids<PersonId>(added.size());
        for (std::size_t i = 0; i < added.size(); ++i) added[i]->id = ids[i];
        for (const auto& imported : imported_) {
            if (imported.is_new && imported.id) imported.person->id = *imported.id;
        }
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
            if (manager == nullptr) {
                throw Failure(refusal.status(), refusal.what() + ("there is no person \"" + typed + "\""),
                              "add a row for them, or empty the cell (nothing was imported)");
            }
            if (manager == imported.person) {
                throw Failure(refusal.status(),
                              refusal.what() + (manager->name + " cannot be their own manager"),
                              "name somebody else, or empty the cell (nothing was imported)");
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

    /// By id, else by e-mail, else by name.
    Person* match(const ImportRow& row, std::optional<PersonId> id, std::string_view name,
                  const std::string& email) {
        if (id) {
            if (const auto [line, first] = lines_.try_emplace(id->value, row.line()); !first) {
                throw row.refuse("id", "this id stands in line " + std::to_string(line->second) + " already",
                                 "delete one of the two rows");
            }
            if (auto* known = index_.by_id(*id)) {
                const auto* other = email.empty() ? nullptr : index_.by_email(email);
                if (other == nullptr || other == known) return known;
                throw row.refuse("email", email + " is the address of " + other->name + " already",
                                 "empty the id cell, or write the address of " + known->name);
            }
        }
        if (!email.empty()) {
            if (auto* known = index_.by_email(email)) return known;
        }
        Person* match = nullptr;
        for (auto* candidate : index_.named(name)) {
            // Two people may share a name; then their addresses tell them apart, or the ids of their rows.
            if (!email.empty() && !candidate->email.empty()) continue;
            if (id && (!candidate->id || stored_.count(candidate) > 0)) continue;
            if (match != nullptr) {
                throw row.refuse("name", std::string(name) + " is the name of several people",
                                 "fill the e-mail cell");
            }
            match = candidate;
        }
        return match;
    }

    void fill(const ImportRow& row, Person& person) const {
        row.fill("team", person.team);
        row.fill("site", person.site);
        row.fill("diet", person.diet, long_text);
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
    PeopleIndex index_;
    std::optional<Date> new_joined_;
    std::vector<Imported> imported_;                       // in the order of the rows
    std::unordered_map<std::int64_t, std::size_t> lines_;  // of the ids
    std::unordered_set<const Person*> stored_;             // those of them who were known before
    std::vector<Managed> managers_;
    bool regroups_ = false;  // somebody changes teams, sites or addresses
};

}  // namespace

void import_people(Invocation& invocation, ImportFile& file) {
    file.read(invocation.surroundings(), {.required = {"name"},
                                          .optional = {"email", "team", "site", "zone", "hours", "diet",
                                                       "joined", "left", "manager", "id", "weight"},
                                          .renamed = {}});
    PeopleImport import(invocation);
    file.each_row(invocation, [&](const ImportRow& row) { import.row(row); });
    file.finish(invocation, import.store(), "person", "people",
                "tiffin topic import FILE, or tiffin series add NAME");
}

}  // namespace tiffin::cli
