#include "cli/job/lay_out.h"

#include <algorithm>
#include <map>

#include "calendar/holiday_policy.h"
#include "cli/lookup.h"
#include "domain/session_life.h"
#include "storage/holidays.h"
#include "storage/people.h"
#include "storage/series.h"
#include "storage/sessions.h"
#include "text/fold.h"

namespace tiffin::cli {

namespace {

using std::chrono::days;

/// Those that can move an occurrence into or out of the span.
calendar::Holidays holidays_around(storage::UnitOfWork& work, Date from, Date until) {
    return calendar::Holidays(storage::holidays(
        work.connection(), {from - 2 * calendar::kFarthestMove, until + 2 * calendar::kFarthestMove}));
}

bool is_free(const Session& session) {
    return (session.state == SessionState::open || session.state == SessionState::planned) &&
           !session.pinned && !session.moved && !session.announced;
}

Session session_on(storage::UnitOfWork& work, const Series& series, Date occurrence, Date date) {
    return {.id = work.new_id<SessionId>(),
            .series = series.id,
            .occurrence = occurrence,
            .date = date,
            .start = series.start,
            .length = series.length,
            .zone = series.zone,
            .place = series.place,
            .link = series.link,
            .assignments = {},
            .note = {},
            .earlier_note = {}};
}

/// Removes, cancels or keeps a session that the series no longer has.
void settle_unwanted(Invocation& invocation, storage::UnitOfWork& work, const Series& series, Session session,
                     Unwanted unwanted) {
    const auto name = session_name(series, session.date);
    if (is_free(session)) {
        std::vector<std::string> names;
        for (const auto id : presenters(session))
            names.push_back(storage::person(work.connection(), id)->name);
        storage::remove(work, session.id);
        invocation.changed("removed session " + name +
                           (names.empty() ? "" : " (planned: " + text::join(names, ", ") + ")"));
    } else if (unwanted == Unwanted::cancel) {
        cancel(session, std::nullopt);
        storage::update(work, session);
        invocation.changed("cancelled session " + name);
    } else {
        invocation.warn(name + " stays, though " + series.name +
                        " no longer has that date; tiffin session move or cancel " + name);
    }
}

}  // namespace

void lay_out(Invocation& invocation, storage::UnitOfWork& work, const Series& series, Date until,
             Unwanted unwanted) {
    const Date today = invocation.today();
    // What a holiday moves beyond the last day is part of it still.
    const Date moved_until = until + calendar::kFarthestMove;
    const auto holidays = holidays_around(work, today, moved_until);
    std::map<Date, Date> wanted;  // by occurrence
    if (!series.rule.empty()) {
        for (const auto& planned : calendar::series_dates(series, holidays, today, moved_until)) {
            if (planned.date && *planned.date >= today &&
                std::min(*planned.date, planned.occurrence) <= until)
                wanted.emplace(planned.occurrence, *planned.date);
        }
    }
    auto stored = storage::sessions(work.connection(), {.dates = {today, kLatestDate}, .series = series.id});
    for (auto& session : stored) {
        const auto planned = wanted.find(session.occurrence);
        const bool called_off =
            session.state == SessionState::cancelled || session.state == SessionState::postponed;
        if (planned == wanted.end()) {
            if (!called_off && !session.moved && session.date <= until) {
                settle_unwanted(invocation, work, series, std::move(session), unwanted);
            }
            continue;
        }
        if (planned->second != session.date && is_free(session)) {
            invocation.changed("moved session " + session_name(series, session.date) + " to " +
                               render_date(planned->second));
            session.date = planned->second;
            storage::update(work, session);
        }
        wanted.erase(planned);
    }
    for (const auto& [occurrence, date] : wanted) {
        // One that was moved into the past, or away and back, is stored under its occurrence still.
        if (storage::session_of(work.connection(), series.id, occurrence)) continue;
        const auto session = session_on(work, series, occurrence, date);
        storage::insert(work, session);
        invocation.changed("added session " + session_name(series, session.date));
    }
}

void lay_out_again(Invocation& invocation, storage::UnitOfWork& work) {
    for (const auto& series : storage::all_series(work.connection())) {
        const auto last = storage::last_session_date(work.connection(), series.id);
        if (last && *last >= invocation.today()) lay_out(invocation, work, series, *last);
    }
}

std::vector<Date> coming_dates(Invocation& invocation, storage::UnitOfWork& work, const Series& series,
                               std::size_t most) {
    const Date today = invocation.today();
    const Date until = today + days{3660};
    std::vector<Date> dates;
    if (series.rule.empty()) return dates;
    for (const auto& planned :
         calendar::series_dates(series, holidays_around(work, today, until), today, until)) {
        if (planned.date && dates.size() < most) dates.push_back(*planned.date);
    }
    return dates;
}

Date horizon(Invocation& invocation) {
    return invocation.today() + days{7 * invocation.settings().number("horizon_weeks").value_or(12)};
}

Session find_or_lay_out_session(Invocation& invocation, storage::UnitOfWork& work, std::string_view typed) {
    const auto name = split_session_name(typed);
    const auto all = storage::all_series(work.connection());
    if (!parse_id(typed) && (!name.series.empty() || all.size() == 1)) {
        const auto series = name.series.empty() ? all.front() : find_series(work.connection(), name.series);
        const Date date = invocation.date(name.date, "");
        const auto stored =
            storage::sessions(work.connection(), {.dates = {date, date}, .series = series.id});
        if (stored.empty() && !series.rule.empty() && date >= invocation.today()) {
            const auto holidays = holidays_around(work, date, date);
            for (const auto& planned : calendar::series_dates(series, holidays, date, date)) {
                if (planned.date != date ||
                    storage::session_of(work.connection(), series.id, planned.occurrence))
                    continue;
                storage::insert(work, session_on(work, series, planned.occurrence, date));
            }
        }
    }
    return find_session(invocation, typed);
}

}  // namespace tiffin::cli
