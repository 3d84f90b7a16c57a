#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "domain/plan_draft.h"
#include "storage/unit_of_work.h"

namespace tiffin::storage {

/// By name.
std::vector<PlanDraft> drafts(Connection& connection);

/// In place of the one that has its name, if any.
void keep(UnitOfWork& work, const PlanDraft& draft);
void remove(UnitOfWork& work, PlanDraftId draft);

}  // namespace tiffin::storage
