#include "planning/objective.h"

namespace tiffin::planning {

const LevelOrder& usual_order() {
    static const LevelOrder order{Level::changes, Level::fairness, Level::steadiness,
                                  Level::spread,  Level::variety,  Level::demand};
    return order;
}

}  // namespace tiffin::planning
