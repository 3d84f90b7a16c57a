#include "cli/job/imports/history_people.h"

#include <algorithm>
#include <array>

#include "cli/listing.h"
#include "cli/values.h"
#include "storage/people.h"
#include "storage/unit_of_work.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

constexpr std::size_t kMostNamed = 12;  // in a warning

std::string quoted(std::string_view name) {
    return "\"" + std::string(name) + "\"";
}

/// "Ferreira, Ana" → "Ana Ferreira"; empty for a name without one comma.
std::string turned_round(std::string_view name) {
    const auto comma = name.find(',');
    if (comma == std::string_view::npos || name.find(',', comma + 1) != std::string_view::npos) return {};
    const auto first = text::trim(name.substr(comma + 1));
    const auto last = text::trim(name.substr(0, comma));
    return first.empty() || last.empty() ? std::string{} : std::string(first) + " " + std::string(last);
}

/// "Ana & Ben" → "Ana", "Ben"; one part where nothing separates several.
std::vector<std::string> parts_of(std::string name) {
    constexpr std::array<std::string_view, 7> kBetween{" & ", " + ", " / ", "/", ", ", " and ", " und "};
    for (const auto between : kBetween) {
        for (auto at = name.find(between); at != std::string::npos; at = name.find(between))
            name.replace(at, between.size(), ";");
    }
    return text::split(name, ";");
}

/// "Ana & Ben", "Ana Lee, Ben Okafor"; "Ferreira, Ana" is one person.
bool may_be_several(const std::string& name) {
    const auto turned = turned_round(name);
    const auto parts = parts_of(name);
    return parts.size() > 1 && (turned.empty() || parts_of(turned).size() > 1 ||
                                std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
                                    return part.find(' ') != std::string::npos;
                                }));
}

std::vector<std::string> words_of(const std::string& name) {
    auto words = text::split(text::fold(name), " ,");
    std::sort(words.begin(), words.end());
    return words;
}

}  // namespace

bool is_nobody(std::string_view name) {
    constexpr std::array<std::string_view, 8> kWords{"n/a",  "tbd",    "tba",  "tbc",
                                                     "none", "nobody", "n.a.", "t.b.d."};
    const auto folded = text::fold(name);
    return text::slug(folded).empty() || folded.front() == '#' ||
           std::find(kWords.begin(), kWords.end(), folded) != kWords.end();
}

std::string first_of(const std::vector<std::string>& names) {
    std::vector<std::string> some(
        names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kMostNamed)));
    if (some.size() < names.size()) some.push_back(std::to_string(names.size() - some.size()) + " more");
    return text::join(some, "; ");
}

std::optional<std::vector<PersonId>> HistoryPeople::in_cell(const ImportRow& row, std::string_view column,
                                                            Date date) {
    std::optional<std::vector<PersonId>> people;
    const auto take = [&](const Person& person) {
        if (!people) people.emplace();
        if (std::find(people->begin(), people->end(), person.id) == people->end())
            people->push_back(person.id);
    };
    for (const auto& typed : text::split(row.text(column), ";")) {
        const auto name = person_name(typed, "");
        if (is_nobody(name)) {
            nobody_[name].push_back(row.line());
        } else if (auto* person = find(row, column, name)) {
            // Rows may stand in any order; the first talk is the earliest.
            if (added_here_.contains(person)) person->joined = std::min(*person->joined, date);
            take(*person);
        } else if (const auto parts = known_parts(name); !parts.empty()) {
            notes_.push_back(quoted(name) + " is taken for several people; semicolons say so");
            for (const auto* part : parts) take(*part);
        } else {
            take(*add(name, date));
        }
    }
    return people;
}

Person* HistoryPeople::find(const ImportRow& row, std::string_view column, const std::string& name) {
    if (auto* person = row.at(column, [&] { return index_.find(name); })) return person;
    if (name.find('@') != std::string::npos) {
        throw row.refuse(column, "nobody has the address " + name,
                         "write the name, or tiffin person add NAME --email " + name);
    }
    return find_turned(name);
}

Person* HistoryPeople::find_turned(const std::string& name) {
    if (!turned_) {
        turned_.emplace();
        for (auto* person : index_.all()) {
            if (const auto turned = turned_round(person->name); !turned.empty())
                turned_->emplace(text::fold(turned), person);
        }
    }
    std::vector<Person*> found;
    const auto turned = turned_round(name);
    if (!turned.empty()) found = index_.named(turned);
    const auto [first, last] = turned_->equal_range(text::fold(name));
    for (auto each = first; each != last; ++each) found.push_back(each->second);
    if (found.size() != 1) return nullptr;
    auto note = quoted(name) + " is taken for " + found.front()->name;
    if (std::find(notes_.begin(), notes_.end(), note) == notes_.end()) notes_.push_back(std::move(note));
    return found.front();
}

std::vector<Person*> HistoryPeople::known_parts(const std::string& name) const {
    const auto parts = parts_of(name);
    if (parts.size() < 2) return {};
    std::vector<Person*> people;
    for (const auto& part : parts) {
        const auto found = index_.named(part);
        // Those of this file are left out: where they stand in it would decide.
        if (found.size() != 1 || added_here_.contains(found.front())) return {};
        people.push_back(found.front());
    }
    return people;
}

Person* HistoryPeople::add(const std::string& name, Date date) {
    auto* person = index_.add({.id = work_.new_id<PersonId>(), .name = name, .joined = date});
    added_.push_back(person);
    added_here_.insert(person);
    if (const auto turned = turned_round(name); turned_ && !turned.empty())
        turned_->emplace(text::fold(turned), person);
    return person;
}

void HistoryPeople::warn(Invocation& invocation, const std::string& file) const {
    for (const auto& [name, lines] : nobody_) {
        invocation.say(
            file + ":" + std::to_string(lines.front()) + ": " + quoted(name) + " is nobody" +
            (lines.size() == 1 ? "" : ", also in " + counted(lines.size() - 1, "other cell", "other cells")));
    }
    for (const auto& note : notes_) invocation.warn("warning: " + note);
    if (added_.empty()) return;
    std::vector<std::string> names;
    for (const auto* person : added_) names.push_back(person->name);
    invocation.warn(
        "warning: people unknown until now were added: " + first_of(names) +
        "; tiffin person edit NAME --email ADDRESS, and tiffin person leave NAME for who is gone");
    warn_of_guesses(invocation);
}

void HistoryPeople::warn_of_guesses(Invocation& invocation) const {
    const auto then = [](const std::string& name) {
        return ", import it again, and tiffin person remove " + quoted(name);
    };
    std::vector<std::pair<const Person*, std::vector<std::string>>> known;
    for (const auto* person : index_.all()) known.emplace_back(person, words_of(person->name));
    for (std::size_t i = 0; i < added_.size() && i < kMostNamed; ++i) {
        const auto& name = added_[i]->name;
        const auto wanted = words_of(name);
        std::vector<const Person*> found;
        for (const auto& [person, has] : known) {
            if (person == added_[i] || may_be_several(person->name) ||
                !std::includes(has.begin(), has.end(), wanted.begin(), wanted.end()))
                continue;
            // Of two that are new and mean one person, only the later one is said to.
            const bool is_mirror = has == wanted && std::find(added_.begin() + static_cast<std::ptrdiff_t>(i),
                                                              added_.end(), person) != added_.end();
            if (!is_mirror) found.push_back(person);
        }
        if (found.size() == 1) {
            invocation.warn("warning: " + quoted(name) + " may be " + found.front()->name +
                            "; then write that in the file" + then(name));
        } else if (may_be_several(name)) {
            invocation.warn("warning: " + quoted(name) +
                            " may be several people; then separate them by semicolons in the file" +
                            then(name));
        }
    }
}

}  // namespace tiffin::cli
