#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/person.h"
#include "storage/connection.h"

namespace tiffin::cli {

/// People by a text that each has, such as the folded name. Keeps the hashes only, side by side: containers
/// of texts and nodes take twice the memory and time.
class PeopleByText {
  public:
    using TextOf = std::string (*)(const Person&);
    explicit PeopleByText(TextOf text_of) : text_of_(text_of) {}

    void add(Person& person);
    /// Before the person's text changes.
    void remove(const Person& person);
    [[nodiscard]] std::vector<Person*> find(const std::string& text) const;

  private:
    struct Slot {
        std::size_t hash = 0;
        Person* person = nullptr;  ///< null and a hash: removed
    };

    [[nodiscard]] std::size_t place_of(std::size_t hash) const { return hash / 2 & (slots_.size() - 1); }
    [[nodiscard]] std::size_t place_after(std::size_t place) const {
        return (place + 1) & (slots_.size() - 1);
    }
    void enter(Slot slot);

    TextOf text_of_;
    std::vector<Slot> slots_{64};  // a power of two, at most half of them used
    std::size_t used_ = 0;
};

/// All people in memory, for imports that look up thousands. What it gives stays where it is; names and
/// addresses are changed by change() only.
class PeopleIndex {
  public:
    explicit PeopleIndex(storage::Connection& connection);

    /// By e-mail without letter case (when there is an @), else by whole name, else by id, else as
    /// shown_name() names somebody; null when unknown.
    /// Fails (usage) when several have the name.
    [[nodiscard]] Person* find(std::string_view typed) const;
    [[nodiscard]] Person* by_id(PersonId id) const;
    [[nodiscard]] Person* by_email(std::string_view email) const;
    [[nodiscard]] std::vector<Person*> named(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> names() const;
    [[nodiscard]] std::vector<Person*> all() const;
    Person* add(Person person);
    void change(Person& known, Person to);

  private:
    void enter(Person& person);

    mutable std::deque<Person> people_;
    mutable std::unordered_map<std::int64_t, Person*> ids_;  // filled when the first id is looked up
    PeopleByText emails_, names_;
};

}  // namespace tiffin::cli
