#pragma once

#include <cstddef>
#include <cstdint>

#include "instance.h"
#include "office.h"
#include "planning/objective.h"
#include "planning/programme.h"

/// Programmes with topics, pins, announcements and what is fixed, to be planned from 2026-07-01 on.
namespace tiffin::planning::office {

DateRange horizon_of(const Programme& programme);

/// With every rule there is, and a past.
Programme random_wishes(std::uint64_t seed);
/// With four sessions and so few people that all plans can be tried.
Programme tiny_programme(std::uint64_t seed);
/// These levels, or those of the reference, in any order.
LevelOrder random_order(Dice& dice, LevelOrder order = reference_order());

}  // namespace tiffin::planning::office
