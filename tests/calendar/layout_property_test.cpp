#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "calendar/holiday_policy.h"
#include "domain/session_layout.h"

using namespace tiffin;
using namespace std::chrono;
using calendar::Holidays;

namespace {

constexpr Date kStart{2027y / January / 1};

/// One series over months, with what an organizer does to it.
class Months {
  public:
    explicit Months(std::uint64_t seed) : random_(seed) {
        series_.rule = rule();
        series_.first = kStart;
        series_.start = TimeOfDay{750};
        series_.holidays = policy();
    }

    void live_on() {
        today_ += days{below(12)};
        noon_over_ = below(2) == 0;
        switch (below(9)) {
            case 0:
                holidays_.push_back({today_ + days{below(60) - 5}, "holiday"});
                break;
            case 1:
                if (!holidays_.empty()) holidays_.erase(holidays_.begin() + below(int(holidays_.size())));
                break;
            case 2: {
                const Date first = today_ + days{below(40)};
                series_.pauses = {{first, first + days{below(30)}}};
                lay_out({.closed = series_.pauses.front()});
                break;
            }
            case 3:
                series_.pauses.clear();
                break;
            case 4:
                series_.rule = rule();
                lay_out({.carry = static_cast<Carry>(1 + below(2))});
                break;
            case 5:
                series_.holidays = policy();
                break;
            case 6:
            case 7:
                touch_one();
                break;
            default:
                series_.last = below(3) == 0 ? std::optional(today_ + days{below(90)}) : std::nullopt;
        }
        until_ = std::max(until_, today_ + days{below(84)});
        lay_out({});
    }

    void check() {
        const auto found = compare({});
        REQUIRE(found.removed.empty());
        REQUIRE(found.cancelled.empty());
        REQUIRE(found.shifted.empty());
        REQUIRE(found.added.empty());

        std::set<Date> occurrences;
        std::map<Date, int> dates;
        for (const auto& session : sessions_) {
            REQUIRE(occurrences.insert(session.occurrence).second);
            if (is_free(session) && !is_over(session.date)) REQUIRE(++dates[session.date] == 1);
        }
        for (const auto& planned : plan()) {
            if (!planned.date || is_over(*planned.date) || *planned.date > until_) continue;
            const bool there = std::any_of(sessions_.begin(), sessions_.end(), [&](const Session& session) {
                return session.occurrence == planned.occurrence ||
                       (session.date == *planned.date && !is_called_off(session));
            });
            REQUIRE(there);
        }
    }

  private:
    struct Cause {
        std::optional<DateRange> closed{};
        Carry carry = Carry::nothing;
    };

    int below(int bound) { return static_cast<int>(random_() % static_cast<std::uint64_t>(bound)); }

    std::string rule() {
        const std::vector<std::string> rules{
            "FREQ=WEEKLY;BYDAY=TH",          "FREQ=WEEKLY;BYDAY=FR",
            "FREQ=WEEKLY;BYDAY=MO,TH",       "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
            "FREQ=MONTHLY;BYDAY=-1FR",       "FREQ=MONTHLY;BYMONTHDAY=15",
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH", "FREQ=DAILY;INTERVAL=3"};
        return rules[static_cast<std::size_t>(below(static_cast<int>(rules.size())))];
    }

    HolidayPolicy policy() { return static_cast<HolidayPolicy>(below(4)); }

    [[nodiscard]] bool is_over(Date date) const { return noon_over_ ? date <= today_ : date < today_; }

    void touch_one() {
        if (sessions_.empty()) return;
        auto& session = sessions_[static_cast<std::size_t>(below(int(sessions_.size())))];
        if (is_over(session.date)) return;
        switch (below(4)) {
            case 0:
                session.state = SessionState::announced;
                break;
            case 1:
                session.state = SessionState::cancelled;
                break;
            case 2:
                session.pinned = true;
                break;
            default:
                session.date = today_ + days{1 + below(50)};
                session.moved = true;
        }
    }

    [[nodiscard]] std::vector<PlannedDate> plan() const {
        Date last = std::max(until_, today_);
        for (const auto& session : sessions_) last = std::max({last, session.date, session.occurrence});
        return calendar::series_dates(series_, Holidays(holidays_), today_ - days{40}, last + days{31});
    }

    [[nodiscard]] Layout compare(const Cause& cause) const {
        LayoutQuestion question{.coming = {},
                                .over = {},
                                .planned = plan(),
                                .until = until_,
                                .closed = cause.closed,
                                .carry = cause.carry,
                                .is_over = [this](Date date) { return is_over(date); }};
        for (const auto& session : sessions_)
            (is_over(session.date) ? question.over : question.coming).push_back(session);
        return layout(question);
    }

    Session& stored(SessionId id) {
        return *std::find_if(sessions_.begin(), sessions_.end(),
                             [&](const Session& session) { return session.id == id; });
    }

    void lay_out(const Cause& cause) {
        const auto found = compare(cause);
        for (const auto& session : found.removed) {
            REQUIRE(is_free(session));
            sessions_.erase(sessions_.begin() + (&stored(session.id) - sessions_.data()));
        }
        for (const auto& session : found.cancelled) {
            REQUIRE(cause.closed);
            stored(session.id).state = SessionState::cancelled;
        }
        for (const auto& [session, occurrence, date] : found.shifted) {
            REQUIRE((is_free(session) || cause.carry != Carry::nothing));
            REQUIRE((date == session.date || !is_over(date)));
            shift(stored(session.id), occurrence, date);
        }
        for (const auto& [occurrence, date] : found.added)
            sessions_.push_back(session_on(series_, SessionId{++last_id_}, occurrence, date));
    }

    std::mt19937_64 random_;
    Series series_;
    std::vector<Holiday> holidays_;
    std::vector<Session> sessions_;
    Date today_ = kStart;
    Date until_ = kStart;
    bool noon_over_ = false;
    std::int64_t last_id_ = 0;
};

}  // namespace

TEST_CASE("laying out twice changes nothing, and nothing is there twice or missing") {
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        INFO("seed " << seed);
        Months months(seed);
        for (int step = 0; step < 40; ++step) {
            INFO("step " << step);
            months.live_on();
            months.check();
        }
    }
}
