#include "planning/objective.h"

#include "domain/names.h"

namespace tiffin::planning {

namespace {
constexpr Names<Level, kLevels> kNames{{{Level::changes, "changes"},
                                        {Level::fairness, "fairness"},
                                        {Level::steadiness, "steadiness"},
                                        {Level::spread, "spread"},
                                        {Level::variety, "variety"},
                                        {Level::demand, "demand"}}};
}

const LevelOrder& usual_order() {
    static const LevelOrder order{Level::changes, Level::fairness, Level::steadiness,
                                  Level::spread,  Level::variety,  Level::demand};
    return order;
}

std::string_view to_string(Level level) {
    return name_of(kNames, level);
}

}  // namespace tiffin::planning
