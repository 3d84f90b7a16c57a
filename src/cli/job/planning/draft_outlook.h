#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/invocation.h"
#include "cli/job/planning/rotation_input.h"
#include "domain/plan_draft.h"

namespace tiffin::cli {

/// A choice of a draft beside its session as it is now.
struct ComparedChoice {
    const DraftChoice* choice = nullptr;
    Session session;
    Standing standing = Standing::possible;
    std::string why{};  ///< it is impossible: "not Ana Ferreira (away until 2027-03-05)"
};

/// The sessions of drafts and what is planned now, as accepting a draft would change it.
class DraftOutlook {
  public:
    /// `other`: a second draft, with the sessions of both in sight; may be null. Both live longer.
    DraftOutlook(Invocation& invocation, const PlanDraft& draft, const PlanDraft* other = nullptr);

    /// Those of its sessions that are still there.
    [[nodiscard]] std::vector<ComparedChoice> compared(const PlanDraft& draft) const;

    [[nodiscard]] const planning::Programme& now() const { return input_.programme; }
    /// What can't be accepted any more stays as it is now.
    [[nodiscard]] planning::Programme after(const PlanDraft& draft) const;
    /// Of all that is in sight.
    [[nodiscard]] planning::LevelOrder order() const;

    static bool is_planned(const planning::Slot& slot);

  private:
    void take(planning::Slot& slot, const DraftChoice& choice) const;
    [[nodiscard]] planning::Programme after(const std::vector<ComparedChoice>& all) const;
    void find_impossible(std::vector<ComparedChoice>& all) const;
    bool find_more_impossible(std::vector<ComparedChoice>& all) const;

    Invocation& invocation_;
    PlanScope scope_;
    RotationInput input_;
    std::map<SessionId, std::size_t> slot_of_;
    std::map<PersonId, std::size_t> member_of_;
    std::map<TopicId, std::size_t> topic_of_;
};

}  // namespace tiffin::cli
