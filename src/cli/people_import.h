#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/invocation.h"
#include "domain/person.h"

namespace tiffin::cli {

/// All people in memory, for imports that look up thousands.
class PeopleIndex {
  public:
    explicit PeopleIndex(storage::Connection& connection);

    /// By e-mail (when there is an @), else by whole name; null when unknown. Fails (usage) when several have
    /// the name.
    [[nodiscard]] const Person* find(std::string_view typed) const;
    [[nodiscard]] const Person* by_email(std::string_view email) const;
    [[nodiscard]] std::vector<const Person*> named(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> names() const;
    [[nodiscard]] const Person& person(PersonId id) const { return people_.at(id.value); }
    void put(const Person& person);

  private:
    std::unordered_map<std::int64_t, Person> people_;
    std::unordered_map<std::string, std::int64_t> emails_;
    std::unordered_multimap<std::string, std::int64_t> names_;
};

/// Sessions have been held, so that somebody new joins today rather than having been here always.
bool has_history(Invocation& invocation);

/// `person import FILE`.
void import_people(Invocation& invocation, const std::string& path, const std::vector<std::string>& map);

}  // namespace tiffin::cli
