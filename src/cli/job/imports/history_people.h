#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "cli/job/imports/csv_import.h"
#include "cli/job/imports/people_index.h"

namespace tiffin::cli {

/// True for what stands in a cell where nobody is named: "-", "?", "n/a", "TBD", a spreadsheet's "#N/A".
bool is_nobody(std::string_view name);

/// The people whom a history names: found, or added as from the day of their first row.
class HistoryPeople {
  public:
    explicit HistoryPeople(storage::UnitOfWork& work) : work_(work), index_(work.connection()) {}

    /// Whom the cell names, each once; nothing for an empty cell and for nobody.
    std::optional<std::vector<PersonId>> in_cell(const ImportRow& row, std::string_view column, Date date);
    [[nodiscard]] const Person* by_id(PersonId id) const { return index_.by_id(id); }
    [[nodiscard]] const std::vector<Person*>& added() const { return added_; }
    /// Who was added, who may be meant instead, and what was not taken as written.
    void warn(Invocation& invocation, const std::string& file) const;

  private:
    Person* find(const ImportRow& row, std::string_view column, const std::string& name);
    /// "Ferreira, Ana" and "Ana Ferreira" are one person; null where there is none, or several.
    Person* find_turned(const std::string& name);
    /// "Ana & Ben", where each part is the name of somebody known before; empty otherwise.
    std::vector<Person*> known_parts(const std::string& name) const;
    Person* add(const std::string& name, Date date);
    void warn_of_guesses(Invocation& invocation) const;

    storage::UnitOfWork& work_;
    PeopleIndex index_;
    std::vector<Person*> added_;
    std::unordered_set<const Person*> added_here_;
    std::optional<std::unordered_multimap<std::string, Person*>> turned_;  // by the folded name turned round
    std::vector<std::string> notes_;                                       // each once
    std::map<std::string, std::vector<std::size_t>> nobody_;               // by what stands there: lines
};

/// "; "-joined, so that names with commas stay whole; "12 more" behind the first ones.
std::string first_of(const std::vector<std::string>& names);

}  // namespace tiffin::cli
