#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "cli/job/planning/rotation_input.h"
#include "planning/rotation.h"
#include "report/records.h"

namespace tiffin::cli {

/// What --effort says: quick, normal, thorough or a number of moves.
planning::PlanEffort plan_effort(const std::optional<std::string>& text);

/// The levels in the order of the setting `objective`: of the series that are planned if they agree, else of
/// the programme, which is then said.
planning::LevelOrder level_order(Invocation& invocation, const PlanScope& scope);

/// "fairness: optimal, proven; variety: 3 repeats; changes, steadiness, spread: 0"
std::string render_measures(const std::vector<planning::Measure>& measures);

/// A value of the level, in squared turns or as a number.
report::Cell level_cell(planning::Level level, std::int64_t value);

/// "open: 2 seats, at least 1 in any plan; fairness: …": the same of a plan.
std::string render_quality(const planning::Plan& plan);
/// The same for scripts: level, value, bound, proven; the seats that stay empty first, as open.
report::Table quality_table(const planning::Plan& plan);

}  // namespace tiffin::cli
