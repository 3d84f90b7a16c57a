#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/date.h"
#include "storage/unit_of_work.h"

namespace tiffin {

using RollId = Id<struct Roll>;

namespace storage {

/// On what terms a session of the past was owed.
struct HeldTerms {
    std::string co_presenter_turn;  ///< the setting
    std::optional<RollId> roll{};   ///< who was in the pool; nothing: everybody
};

/// Sessions of the series before the day whose terms are not kept.
bool has_unkept_terms(Connection& connection, SeriesId series, Date day);
/// Keeps the terms of these.
void keep_terms(UnitOfWork& work, SeriesId series, Date day, const HeldTerms& terms);
void forget_terms(UnitOfWork& work, const std::optional<SeriesId>& series);

/// Of all sessions, in no order.
void for_each_terms(Connection& connection, const std::function<void(SessionId, const HeldTerms&)>& visit);

/// The roll with just these people, who ascend; made where there is none.
RollId roll_of(UnitOfWork& work, const std::vector<PersonId>& people);
/// The people of each, ascending.
std::map<RollId, std::vector<PersonId>> rolls(Connection& connection);

}  // namespace storage
}  // namespace tiffin
