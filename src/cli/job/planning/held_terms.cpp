#include "cli/job/planning/held_terms.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cli/audience.h"
#include "storage/held_terms.h"
#include "storage/people.h"
#include "storage/series.h"

namespace tiffin::cli {

namespace {

/// The people of each pool, stored once; everybody is read once for all of them.
class Rolls {
  public:
    explicit Rolls(storage::UnitOfWork& work) : work_(work) {}

    /// Nothing: everybody.
    std::optional<RollId> of(const std::string& pool) {
        if (pool == "everyone") return std::nullopt;
        const auto known = rolls_.find(pool);
        if (known != rolls_.end()) return known->second;
        if (everybody_.empty()) {
            storage::for_each_person_by_id(work_.connection(), [&](const Person& person) {
                everybody_.emplace_back(person.id, person);
            });
        }
        const Audience audience(pool);
        std::vector<PersonId> people;
        for (const auto& [person, keys] : everybody_) {
            if (audience.contains(keys)) people.push_back(person);
        }
        return rolls_.emplace(pool, storage::roll_of(work_, people)).first->second;
    }

  private:
    storage::UnitOfWork& work_;
    std::vector<std::pair<PersonId, AudienceKeys>> everybody_;  ///< once a pool needs them
    std::map<std::string, RollId> rolls_;
};

}  // namespace

void keep_held_terms(Invocation& invocation, storage::UnitOfWork& work) {
    Rolls rolls(work);
    for (const auto& series : storage::all_series(work.connection())) {
        if (!storage::has_unkept_terms(work.connection(), series.id, invocation.today())) continue;
        storage::keep_terms(
            work, series.id, invocation.today(),
            {invocation.settings_of(series.id).text("co_presenter_turn"), rolls.of(series.pool)});
    }
}

void forget_held_terms(storage::UnitOfWork& work, const std::optional<SeriesId>& series) {
    storage::forget_terms(work, series);
}

}  // namespace tiffin::cli
