#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/invocation.h"
#include "domain/person.h"

namespace tiffin::cli {

/// All people in memory, for imports that look up thousands. What it gives stays where it is; names and
/// addresses are changed by change() only.
class PeopleIndex {
  public:
    explicit PeopleIndex(storage::Connection& connection);

    /// By e-mail (when there is an @), else by whole name; null when unknown. Fails (usage) when several have
    /// the name.
    [[nodiscard]] Person* find(std::string_view typed) const;
    [[nodiscard]] Person* by_email(std::string_view email) const;
    [[nodiscard]] std::vector<Person*> named(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> names() const;
    Person* add(Person person);
    void change(Person& known, Person to);

  private:
    void enter(Person& person);

    std::deque<Person> people_;
    // By the hash of the folded text: keeping the texts takes twice the memory and time.
    std::unordered_multimap<std::size_t, Person*> emails_, names_;
};

/// Sessions have been held, so that somebody new joins today rather than having been here always.
bool has_history(Invocation& invocation);

/// `person import FILE`.
void import_people(Invocation& invocation, const std::string& path, const std::vector<std::string>& map);

}  // namespace tiffin::cli
