#include "cli/job/answers/show_rates.h"

#include <algorithm>
#include <map>

#include "cli/job/answers/answers.h"
#include "cli/job/answers/catering.h"
#include "cli/job/invites/guests.h"
#include "cli/listing.h"
#include "domain/attendance.h"
#include "storage/attendance.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

/// Habits change: what was long ago is left out.
constexpr int kMostSessions = 12;

class Measurement {
  public:
    Measurement(Invocation& invocation, SeriesId series)
        : connection_(invocation.connection()),
          sessions_(storage::attended_sessions(connection_, series, kMostSessions)) {
        if (sessions_.empty()) return;
        Guests guests(connection_);
        for (const auto id : sessions_) add(*storage::session(connection_, id), guests);
    }

    [[nodiscard]] const Turnout& of(std::optional<Answer> answer) { return turnouts_[answer]; }
    [[nodiscard]] int sessions() const { return static_cast<int>(sessions_.size()); }

  private:
    void add(const Session& session, Guests& guests) {
        const auto there = storage::attendance(connection_, session.id);
        for (const auto& guest : possible_eaters(connection_, guests, session)) {
            if (guest.has_duty) continue;  // they come whatever they answer
            auto& turnout = turnouts_[guest.answer];
            ++turnout.asked;
            turnout.came += std::any_of(there.begin(), there.end(), [&](const Attendance& one) {
                return one.person == guest.person && one.mode != Mode::remote;
            });
        }
    }

    storage::Connection& connection_;
    std::vector<SessionId> sessions_;
    std::map<std::optional<Answer>, Turnout> turnouts_;
};

std::string words(const char* answer, const UsedRate& rate) {
    return std::string(answer) + " " + std::to_string(rate.percent) +
           (rate.measured_of ? " (of " + std::to_string(*rate.measured_of) + ")" : " (setting)");
}

}  // namespace

UsedRates used_rates(Invocation& invocation, SeriesId series) {
    const auto settings = invocation.settings_of(series);
    std::optional<Measurement> measurement;
    const auto used = [&](const char* key, std::optional<Answer> answer) {
        UsedRate rate{settings.number(key).value_or(0)};
        if (settings.value(key).origin != config::Origin::built_in) return rate;
        if (!measurement) measurement.emplace(invocation, series);
        const auto& turnout = measurement->of(answer);
        if (const auto measured = show_rate(turnout)) rate = {*measured, turnout.asked};
        return rate;
    };
    UsedRates rates{used("show_rate_yes", Answer::yes), used("show_rate_maybe", Answer::maybe),
                    used("show_rate_silent", std::nullopt)};
    if (measurement) rates.sessions = measurement->sessions();
    return rates;
}

std::string described(const UsedRates& rates) {
    return "show rates of " + counted(static_cast<std::size_t>(rates.sessions), "session", "sessions") +
           ", in percent: " + words("yes", rates.yes) + ", " + words("maybe", rates.maybe) + ", " +
           words("silent", rates.silent);
}

}  // namespace tiffin::cli
