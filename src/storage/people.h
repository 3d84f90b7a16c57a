#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/person.h"
#include "domain/weight.h"
#include "storage/connection.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// In the order of their folded names, then ids. The person may be moved from.
void for_each_person(Connection& connection, const std::function<void(Person&)>& visit);
/// In the order of the table, which takes a fraction of the time.
void for_each_person_by_id(Connection& connection, const std::function<void(Person&)>& visit);
/// In the same order as for_each_person.
std::vector<Person> all_people(Connection& connection);
std::optional<Person> person(Connection& connection, PersonId id);
std::optional<Person> person_by_email(Connection& connection, std::string_view email);

/// The folded names that more than one person has.
std::set<std::string> shared_names(Connection& connection);
/// Whose whole name is `typed`, case and accents ignored.
std::vector<Person> people_named(Connection& connection, std::string_view typed);
/// Whose name or e-mail has `typed` as a part, at most `most`; those that begin with it come first.
std::vector<Person> people_like(Connection& connection, std::string_view typed, int most);

void insert(UnitOfWork& work, const Person& person);
/// In any order: a manager may come after the people managed.
void insert(UnitOfWork& work, const std::vector<Person*>& people);
void update(UnitOfWork& work, const Person& person);
/// With the absences. Fails for somebody who has a duty in a session.
void remove(UnitOfWork& work, PersonId person);

/// By first day.
std::vector<Absence> absences(Connection& connection, PersonId of);
/// Of everybody, in no order.
void for_each_absence(Connection& connection, const std::function<void(PersonId, DateRange)>& visit);
/// When people who left and rejoined were no members.
void for_each_time_out(Connection& connection, const std::function<void(PersonId, DateRange)>& visit);
/// The days on which people rejoined whose balance began at zero again, in no order.
void for_each_restart(Connection& connection, const std::function<void(PersonId, Date)>& visit);
void insert(UnitOfWork& work, const Absence& absence);
void remove(UnitOfWork& work, AbsenceId absence);

/// What somebody owes compared with others, from the first day on.
std::vector<Weight> weights(Connection& connection, PersonId of);
/// Of everybody who has any; each person's ascend.
void for_each_weight(Connection& connection, const std::function<void(PersonId, Weight)>& visit);
/// Replaces all of theirs.
void set_weights(UnitOfWork& work, PersonId person, const std::vector<Weight>& weights);

}  // namespace tiffin::storage
