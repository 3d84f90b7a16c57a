#include "cli/job/planning/held_terms.h"

#include <map>
#include <string>

#include "cli/audience.h"
#include "storage/held_terms.h"
#include "storage/people.h"
#include "storage/series.h"

namespace tiffin::cli {

namespace {

/// The people of each pool, looked up once and stored once.
class Rolls {
  public:
    explicit Rolls(storage::UnitOfWork& work) : work_(work) {}

    /// Nothing: everybody.
    std::optional<RollId> of(const std::string& pool) {
        if (pool == "everyone") return std::nullopt;
        const auto known = rolls_.find(pool);
        if (known != rolls_.end()) return known->second;
        const Audience audience(pool);
        std::vector<PersonId> people;
        storage::for_each_person_by_id(work_.connection(), [&](const Person& person) {
            if (audience.contains(AudienceKeys(person))) people.push_back(person.id);
        });
        return rolls_.emplace(pool, storage::roll_of(work_, people)).first->second;
    }

  private:
    storage::UnitOfWork& work_;
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
