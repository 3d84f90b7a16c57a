#pragma once

#include <optional>
#include <string>

#include "cli/invocation.h"
#include "domain/catering.h"
#include "domain/session.h"

namespace tiffin::cli {

/// A show rate, and of how many people it was measured; nothing: it is the setting.
struct UsedRate {
    int percent = 0;
    std::optional<int> measured_of{};
};

struct UsedRates {
    UsedRate yes{}, maybe{}, silent{};
    int sessions = 0;  ///< that were looked at

    [[nodiscard]] ShowRates rates() const { return {yes.percent, maybe.percent, silent.percent}; }
};

/// Of a series: what somebody has set counts; else what the last sessions show of which it is noted who was
/// there, where enough people answered so; else the default.
UsedRates used_rates(Invocation& invocation, SeriesId series);

/// "show rates of 6 sessions, in percent: yes 86 (of 42), maybe 50 (setting), silent 10 (setting)"
std::string described(const UsedRates& rates);

}  // namespace tiffin::cli
