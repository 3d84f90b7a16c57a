#include "cli/job/imports/people_index.h"

#include <algorithm>
#include <utility>

#include "cli/lookup.h"
#include "cli/values.h"
#include "domain/failure.h"
#include "storage/people.h"
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
        const auto address = address_in(typed);
        return by_email(address ? *address : typed);
    }
    const auto name = short_text(typed);
    auto found = named(name);
    if (const auto mark = name.rfind('('); found.empty() && mark != std::string::npos) {
        found = named(name.substr(0, mark));
        std::erase_if(found, [&](const Person* person) { return !is_shown_as(*person, name); });
    }
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

std::vector<Person*> PeopleIndex::all() const {
    std::vector<Person*> found;
    found.reserve(people_.size());
    for (auto& person : people_) found.push_back(&person);
    return found;
}

}  // namespace tiffin::cli
