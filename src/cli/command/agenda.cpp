#include "cli/command/agenda.h"

#include <algorithm>
#include <map>
#include <set>

#include "calendar/date_words.h"
#include "calendar/zone.h"
#include "cli/invocation.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
#include "cli/values.h"
#include "storage/sessions.h"

namespace tiffin::cli {

namespace {

/// What the clock shows when each session begins, beside the one before of the same series.
class ClockShifts {
  public:
    ClockShifts(storage::Connection& connection, Date first, const std::optional<std::string>& zone)
        : connection_(connection), first_(first), zone_(zone) {}

    /// "60m later", "30m earlier"; a missing cell for the same time and for a session that does not take
    /// place. Wants every session from the first day on, in their order.
    report::Cell shift(const Session& session) {
        const auto time = start(session);
        if (!time) return {};
        const auto known = before_.find(session.series);
        const auto before =
            known == before_.end() ? time_before(session.series) : std::optional(known->second);
        before_.insert_or_assign(session.series, *time);
        if (!before || *before == *time) return {};
        constexpr std::chrono::minutes kDay = std::chrono::days{1};
        const auto later = (*time - *before + kDay) % kDay;
        const bool is_later = later <= kDay / 2;  // 00:30 comes an hour after 23:30
        return std::to_string((is_later ? later : kDay - later).count()) +
               (is_later ? "m later" : "m earlier");
    }

  private:
    [[nodiscard]] std::optional<TimeOfDay> start(const Session& session) const {
        const auto clock = clock_times(session, zone_);
        return clock && !is_called_off(session) ? std::optional(clock->start) : std::nullopt;
    }

    [[nodiscard]] std::optional<TimeOfDay> time_before(SeriesId series) const {
        const auto session = storage::last_session_before(connection_, series, first_);
        return session ? start(*session) : std::nullopt;
    }

    storage::Connection& connection_;
    Date first_;
    const std::optional<std::string>& zone_;
    std::map<SeriesId, TimeOfDay> before_;
};

bool has_duty(const Session& session, PersonId person) {
    return std::any_of(session.assignments.begin(), session.assignments.end(),
                       [&](const Assignment& assignment) { return assignment.person == person; });
}

class Agenda final : public Action {
  public:
    void declare(Declaration& declaration) override {
        declaration.option("--from", "DATE", from_, "from this day on (what is still to come)");
        declaration.option("--until", "DATE", until_, "up to this day (all that is laid out)");
        declaration.option("--count", "N", count_, "at most so many sessions");
        declaration.option("--series", "SERIES", series_, "only this series").completing(Completes::series);
        declaration.option("--person", "PERSON", person_, "only with a duty of this person")
            .completing(Completes::person);
        declaration
            .option("--tz", "ZONE", zone_,
                    "show days and times in this zone, and when the clock differs there")
            .completing(Completes::zone);
        listing_.declare(declaration);
        declaration.example("tiffin agenda --until +2w --tz Asia/Kolkata");
    }

    ExitStatus run(Invocation& invocation) override {
        auto& connection = invocation.connection();
        storage::SessionFilter filter{
            .dates = invocation.period(from_, until_, {invocation.today(), kLatestDate})};
        if (series_) filter.series = find_series(connection, *series_).id;
        std::optional<PersonId> person;
        if (person_) person = find_person(connection, *person_).id;
        if (zone_) zone_ = zone_name(*zone_, "--tz");
        const std::size_t most = count_ ? static_cast<std::size_t>(count(*count_, "--count")) : SIZE_MAX;
        SessionNames names(connection);
        report::Table table{{{"date", {}},
                             {"day", {}},
                             {"time", {}},
                             {"session", {}},
                             {"series", {}},
                             {"state", {}},
                             {"presenters", {}},
                             {"topic", {}},
                             {"place", {}},
                             {"link", {}},
                             {"start", {}},
                             {"end", {}},
                             {"zone", {}},
                             {"shift", {}}},
                            {}};
        std::vector<std::string> brief{"date",  "day",        "time",  "series",
                                       "state", "presenters", "topic", "place"};
        if (zone_) brief.insert(brief.begin() + 3, "shift");
        // By the day that is shown, which is another one far away.
        const auto shown_days = filter.dates;
        if (zone_) {
            filter.dates.first -= std::chrono::days{1};
            filter.dates.last = std::min(filter.dates.last + std::chrono::days{1}, kLatestDate);
        }
        const bool with_shifts = shows(invocation, "shift", brief);
        const bool with_instants = shows(invocation, "start", brief) || shows(invocation, "end", brief);
        ClockShifts shifts(connection, filter.dates.first, zone_);
        std::set<std::string> zones;
        for (const auto& session : sessions_in_order(connection, names, filter)) {
            auto shift = with_shifts ? shifts.shift(session) : report::Cell{};
            if (person && !has_duty(session, *person)) continue;
            if (!from_ && is_over(session, invocation)) continue;  // today's, after its end
            if (zone_ && !is_shown_within(session, shown_days)) continue;
            if (table.rows.size() == most) break;
            zones.insert(session.zone);
            table.rows.push_back(row(names, session, invocation.today(), with_instants));
            table.rows.back().push_back(std::move(shift));
        }
        if (!zone_ && zones.size() > 1) brief.insert(brief.begin() + 3, "zone");
        return list(invocation, listing_, table, "nothing is coming up; tiffin series add, then tiffin plan",
                    brief);
    }

  private:
    [[nodiscard]] bool is_shown_within(const Session& session, DateRange days) const {
        const auto clock = clock_times(session, zone_);
        const Date date = clock ? clock->date : session.date;
        return days.first <= date && date <= days.last;
    }

    [[nodiscard]] report::Row row(SessionNames& names, const Session& session, Date today,
                                  bool with_instants) const {
        const auto clock = clock_times(session, zone_);
        const Date date = clock ? clock->date : session.date;
        return {cell(date),
                std::string(calendar::weekday_name(std::chrono::weekday{date}).substr(0, 3)),
                clock ? render_time_of_day(clock->start) + "-" + render_time_of_day(clock->end)
                      : cell(session.start),
                names.session(session),
                names.series(session.series).name,
                std::string(state_now(session, today)),
                names.presenters(session),
                cell(names.topic_title(session)),
                cell(session.place),
                cell(session.link),
                with_instants ? start_cell(session, zone_) : report::Cell{},
                with_instants ? end_cell(session, zone_) : report::Cell{},
                cell(zone_.value_or(session.zone))};
    }

    std::optional<std::string> from_, until_, count_, series_, person_, zone_;
    ListOptions listing_;
};

}  // namespace

std::unique_ptr<Action> make_agenda() {
    return std::make_unique<Agenda>();
}

}  // namespace tiffin::cli
