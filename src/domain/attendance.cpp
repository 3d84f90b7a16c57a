#include "domain/attendance.h"

namespace tiffin {

std::optional<int> show_rate(const Turnout& turnout) {
    if (turnout.asked < kEnoughAsked) return std::nullopt;
    return (turnout.came * 100 + turnout.asked - 1) / turnout.asked;
}

}  // namespace tiffin
