#include "cli/job/imports/people_import.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <unordered_set>
#include <utility>

#include "cli/audience.h"
#include "cli/job/imports/people_index.h"
#include "cli/job/planning/held_terms.h"
#include "cli/job/rows_ahead.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/values.h"
#include "storage/people.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

bool has_history(Invocation& invocation) {
    return storage::has_sessions_before(invocation.connection(), invocation.today());
}

namespace {

constexpr std::size_t kShown = 40;  // columns of a value in a message

std::string shown(std::string_view value) {
    const auto line = text::one_line(value);
    const auto cut = text::truncate(line, kShown);
    return std::string(cut) + (cut.size() < line.size() ? "…" : "");
}

/// "email ana@x.example → ana@y.example, team Data"
std::string changes_of(const Person& before, const Person& after) {
    std::string changes;
    const auto add = [&](const char* field, const std::string& from, const std::string& to) {
        if (from == to) return;
        changes += (changes.empty() ? "" : ", ") + std::string(field) + " " +
                   (from.empty() ? "" : shown(from) + " → ") + shown(to);
    };
    const auto day = [](std::optional<Date> date) { return date ? render_date(*date) : std::string{}; };
    add("name", before.name, after.name);
    add("email", before.email, after.email);
    add("team", before.team, after.team);
    add("site", before.site, after.site);
    add("zone", before.zone, after.zone);
    add("hours", before.hours, after.hours);
    add("diet", before.diet, after.diet);
    add("joined", day(before.joined), day(after.joined));
    add("left", day(before.left), day(after.left));
    return changes;
}

/// The person that a row is about, as the row leaves them.
class PeopleImport {
  public:
    PeopleImport(Invocation& invocation, const ImportFile& file, Namesake namesake)
        : invocation_(invocation),
          file_(file),
          ahead_(file),
          namesake_(namesake),
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
            imported.changes = changes_of(*known, person);
            index_.change(*known, std::move(person));
            imported.is_changed = true;
        }
        if (weights) imported.weights = new_weights(known, *weights);
        if (imported.weights) imported.add_change("weight " + render_weights(*imported.weights));
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
                invocation_.changed("changed person " + described(*imported.person) + ": " +
                                    imported.changes);
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
        std::string changes{};                         // in words
        std::optional<PersonId> id{};                  // what the row says
        std::optional<std::vector<Weight>> weights{};  // where they change

        void add_change(const std::string& change) { changes += (changes.empty() ? "" : ", ") + change; }
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
            imported.add_change("manager " + manager->name);
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
        if (auto* known = match_name(row, id, name, email)) return known;
        return id || email.empty() ? nullptr : same_with_address(row, name, email);
    }

    /// Two people may share a name; then their addresses tell them apart, the ids of their rows, or their
    /// teams.
    Person* match_name(const ImportRow& row, std::optional<PersonId> id, std::string_view name,
                       const std::string& email) {
        const auto team = text::fold(row.text("team"));
        const auto is_of_other_team = [&](const Person* person) {
            return !team.empty() && !person->team.empty() && text::fold(person->team) != team;
        };
        auto found = index_.named(name);
        std::erase_if(found, [&](const Person* candidate) {
            const bool is_taken = !candidate->id || stored_.contains(candidate);
            return (!email.empty() && !candidate->email.empty()) ||
                   (is_taken && (id || is_of_other_team(candidate)));
        });
        if (found.size() > 1 && std::any_of(found.begin(), found.end(), std::not_fn(is_of_other_team)))
            std::erase_if(found, is_of_other_team);
        if (found.size() > 1) {
            throw row.refuse("name", std::string(name) + " is the name of several people",
                             "fill the e-mail cell");
        }
        if (found.empty() || (is_of_other_team(found.front()) && ahead_.names_in_team(*found.front())))
            return nullptr;
        return found.front();
    }

    /// Those who have the name and another address, and no row of their own: the row may be about one of
    /// them, whose address has changed, or about somebody else.
    std::vector<Person*> namesakes_with_address(std::string_view name) {
        auto found = index_.named(name);
        std::erase_if(found, [&](const Person* candidate) {
            return !candidate->id || candidate->email.empty() || stored_.contains(candidate) ||
                   ahead_.names(*candidate);
        });
        return found;
    }

    Person* same_with_address(const ImportRow& row, std::string_view name, const std::string& email) {
        if (namesake_ == Namesake::other) return nullptr;
        const auto found = namesakes_with_address(name);
        if (found.empty()) return nullptr;
        if (found.size() > 1) {
            throw row.refuse("email",
                             std::string(name) + " is the name of several people with other addresses",
                             "write the address that is known, or --namesakes other adds another person");
        }
        if (namesake_ == Namesake::same) return found.front();
        const auto more = rows_with_address_changed() - 1;
        throw row.refuse("email",
                         described(*found.front()) + " has another address" +
                             (more == 0 ? "" : ", and so it is in " + counted(more, "row", "rows") + " more"),
                         "write the address that is known; or --namesakes same takes " + email +
                             " for the new one, and --namesakes other adds another " + std::string(name));
    }

    /// How many rows of the file are like one that is refused.
    std::size_t rows_with_address_changed() {
        std::size_t rows = 0;
        file_.look_ahead([&](const ImportRow& row) {
            const auto email = address_in(row.text("email"));
            if (!email || row.id<PersonId>() || index_.by_email(*email) != nullptr) return;
            if (!namesakes_with_address(short_text(row.text("name"))).empty()) ++rows;
        });
        return rows;
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
    const ImportFile& file_;
    RowsAhead ahead_;
    Namesake namesake_;
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

void import_people(Invocation& invocation, ImportFile& file, Namesake namesake) {
    file.read(invocation.surroundings(), {.required = {"name"},
                                          .optional = {"email", "team", "site", "zone", "hours", "diet",
                                                       "joined", "left", "manager", "id", "weight"},
                                          .renamed = {}});
    PeopleImport import(invocation, file, namesake);
    file.each_row(invocation, [&](const ImportRow& row) { import.row(row); });
    file.finish(invocation, import.store(), "person", "people",
                "tiffin topic import FILE, or tiffin series add NAME");
}

}  // namespace tiffin::cli
