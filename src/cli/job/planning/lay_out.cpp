#include "cli/job/planning/lay_out.h"

#include <algorithm>

#include "calendar/holiday_policy.h"
#include "cli/lookup.h"
#include "cli/session_table.h"
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
calendar::Holidays holidays_around(storage::Connection& connection, Date from, Date until) {
    return calendar::Holidays(storage::holidays(
        connection,
        {from - 2 * calendar::kFarthestMove,
         std::min(until, kLatestDate - 2 * calendar::kFarthestMove) + 2 * calendar::kFarthestMove}));
}

/// Reads what layout() compares; `until` may lie in the past.
LayoutQuestion layout_question(Invocation& invocation, const Series& series, Date until) {
    auto& connection = invocation.connection();
    // A holiday can have moved an occurrence of some weeks ago to a day that is to come.
    const Date since = invocation.today() - days{2} - calendar::kFarthestMove;
    LayoutQuestion question{.coming = {}, .over = {}, .planned = {}, .until = until, .is_over = {}};
    Date last = std::max(until, invocation.today());
    for (auto& session : storage::sessions(connection, {.since = since, .series = series.id})) {
        const bool over = is_over(session, invocation);
        if (!over && !session.moved) last = std::max({last, session.date, session.occurrence});
        (over ? question.over : question.coming).push_back(std::move(session));
    }
    last = std::min(last, kLatestDate - calendar::kFarthestMove) + calendar::kFarthestMove;
    question.planned = calendar::series_dates(series, holidays_around(connection, since, last), since, last);
    question.is_over = [&invocation, one = session_on(series, {}, {}, {})](Date date) mutable {
        one.date = date;
        return is_over(one, invocation);
    };
    return question;
}

StrayWords stray_words(const Series& series, const Stray& stray) {
    const auto& session = stray.session;
    const auto name = session_name(series, session.date);
    const auto move = "tiffin session move " + name + " --to ";
    const std::string state = session.pinned ? "assigned by hand" : std::string(to_string(session.state));
    const std::string but = name + " is " + state + ", but ";
    if (stray.ask) return {name + " falls on " + stray.holiday, move + "DATE, or cancel or assign it"};
    const auto keep = render_date(session.date) + " keeps it";
    const bool on_holiday = !stray.holiday.empty() && session.date == session.occurrence;
    if (!stray.wanted) {
        return {but + (on_holiday ? "falls on " + stray.holiday : series.name + " no longer has that date"),
                move + "DATE, or cancel it; --to " + keep};
    }
    return {but + (on_holiday ? "falls on " + stray.holiday
                              : series.name + " has it on " + render_date(*stray.wanted) + " now"),
            move + render_date(*stray.wanted) + "; --to " + keep};
}

class Applied {
  public:
    Applied(Invocation& invocation, storage::UnitOfWork& work, const Series& series)
        : invocation_(invocation), work_(work), series_(series) {}

    LaidOut apply(Layout layout) {
        for (const auto& session : layout.removed) remove(session);
        for (auto& shifted : layout.shifted) shift(std::move(shifted));
        for (auto& session : layout.cancelled) cancel(std::move(session));
        for (auto& session : layout.opened) open(std::move(session));
        for (const auto& [occurrence, date] : layout.added) {
            const auto session = session_on(series_, work_.new_id<SessionId>(), occurrence, date);
            storage::insert(work_, session);
            invocation_.changed("added session " + session_name(series_, date));
            warn_of_odd_start(session);
        }
        laid_out_.strays = std::move(layout.strays);
        return std::move(laid_out_);
    }

  private:
    void remove(const Session& session) {
        const auto names = SessionNames(work_.connection()).presenters(session);
        storage::remove(work_, session.id);
        invocation_.changed("removed session " + session_name(series_, session.date) +
                            (names.empty() ? "" : " (planned: " + text::join(names, ", ") + ")"));
    }

    void shift(Layout::Shifted shifted) {
        auto& session = shifted.session;
        if (session.date != shifted.date) {
            laid_out_.told |= is_announced(session);
            invocation_.changed("moved session " + session_name(series_, session.date) + " to " +
                                render_date(shifted.date));
        }
        tiffin::shift(session, shifted.occurrence, shifted.date);
        storage::update(work_, session);
        warn_of_odd_start(session);
    }

    void warn_of_odd_start(const Session& session) {
        const auto odd = odd_start(session);
        if (!odd.empty()) invocation_.warn(session_name(series_, session.date) + ": " + odd);
    }

    void cancel(Session session) {
        laid_out_.told |= is_announced(session);
        const auto name = session_name(series_, session.date);
        tiffin::cancel(session, std::nullopt);
        storage::update(work_, session);
        invocation_.changed("cancelled session " + name);
    }

    void open(Session session) {
        const auto names = SessionNames(work_.connection()).presenters(session);
        plan(session, {}, std::nullopt);
        storage::update(work_, session);
        invocation_.changed("left " + session_name(series_, session.date) +
                            " open (planned: " + text::join(names, ", ") + ")");
    }

    Invocation& invocation_;
    storage::UnitOfWork& work_;
    const Series& series_;
    LaidOut laid_out_;
};

}  // namespace

LaidOut lay_out(Invocation& invocation, storage::UnitOfWork& work, Series series, Date until,
                const LayOutCause& cause) {
    if (series.rule.empty()) return {};
    series.laid_out_until = std::max(until, series.laid_out_until.value_or(kEarliestDate));
    storage::update(work, series);
    auto question = layout_question(invocation, series, *series.laid_out_until);
    question.closed = cause.closed;
    question.carry = cause.carry;
    return Applied(invocation, work, series).apply(layout(question));
}

std::string lay_out_again(Invocation& invocation, storage::UnitOfWork& work) {
    std::vector<StrayWords> strays;
    for (const auto& series : storage::all_series(work.connection())) {
        if (!series.laid_out_until) continue;
        for (auto& words : describe(series, lay_out(invocation, work, series, *series.laid_out_until).strays))
            strays.push_back(std::move(words));
    }
    warn_of(invocation, strays);
    return strays.empty() ? "tiffin plan" : "tiffin status";
}

std::vector<Stray> strays(Invocation& invocation, const Series& series) {
    if (series.rule.empty()) return {};
    return layout(layout_question(invocation, series, kEarliestDate)).strays;
}

std::vector<StrayWords> describe(const Series& series, const std::vector<Stray>& strays) {
    std::vector<StrayWords> words;
    words.reserve(strays.size());
    for (const auto& stray : strays) words.push_back(stray_words(series, stray));
    return words;
}

void warn_of(Invocation& invocation, const std::vector<StrayWords>& strays, std::size_t most) {
    if (strays.size() > most) {
        invocation.warn(std::to_string(strays.size()) +
                        " sessions no longer fit their series; tiffin status names them");
        return;
    }
    for (const auto& stray : strays) invocation.warn(stray.what + "; " + stray.command);
}

std::vector<Date> coming_dates(Invocation& invocation, storage::UnitOfWork& work, const Series& series,
                               std::size_t most) {
    const Date today = invocation.today();
    const Date until = today + kFarthestAhead;
    std::vector<Date> dates;
    if (series.rule.empty()) return dates;
    Session one = session_on(series, {}, {}, {});
    for (const auto& planned :
         calendar::series_dates(series, holidays_around(work.connection(), today, until), today, until)) {
        one.date = planned.date.value_or(Date{});
        if (planned.date && !is_over(one, invocation)) dates.push_back(*planned.date);
    }
    std::sort(dates.begin(), dates.end());  // what a holiday moved can have overtaken another
    dates.resize(std::min(dates.size(), most));
    return dates;
}

Date horizon(Invocation& invocation) {
    return invocation.today() + days{7 * invocation.settings().number("horizon_weeks").value_or(12)};
}

Date horizon(Invocation& invocation, const Series& series) {
    return std::max(horizon(invocation),
                    std::min(series.first, invocation.today() + kFarthestAhead) + days{28});
}

std::vector<Session> coming_sessions(Invocation& invocation, const std::optional<SeriesId>& series) {
    auto found = storage::sessions(invocation.connection(),
                                   {.dates = {invocation.today() - days{1}, kLatestDate}, .series = series});
    found.erase(std::remove_if(found.begin(), found.end(),
                               [&](const Session& session) {
                                   return is_called_off(session) || is_over(session, invocation);
                               }),
                found.end());
    return found;
}

std::string next_sessions(Invocation& invocation, const Series& series) {
    constexpr std::size_t kMost = 3;
    const auto coming = coming_sessions(invocation, series.id);
    if (coming.empty()) return series.slug + " has no session ahead";
    std::vector<std::string> dates;
    for (std::size_t i = 0; i < std::min(coming.size(), kMost); ++i)
        dates.push_back(render_date(coming[i].date));
    return (coming.size() == 1 ? "the only session ahead of " : "the next sessions of ") + series.slug +
           ": " + text::join(dates, ", ") + (coming.size() > kMost ? " …" : "");
}

Session find_or_lay_out_session(Invocation& invocation, storage::UnitOfWork& work, std::string_view typed) {
    const auto name = split_session_name(typed);
    const auto all = storage::all_series(work.connection());
    if (!parse_id(typed) && (!name.series.empty() || all.size() == 1)) {
        const auto series = name.series.empty() ? all.front() : find_series(work.connection(), name.series);
        const Date date = session_date(invocation, name);
        const auto stored =
            storage::sessions(work.connection(), {.dates = {date, date}, .series = series.id});
        const bool is_free = std::all_of(stored.begin(), stored.end(),
                                         [](const Session& session) { return is_called_off(session); });
        if (is_free && !series.rule.empty() && date >= invocation.today()) {
            const auto holidays = holidays_around(work.connection(), date, date);
            for (const auto& planned : calendar::series_dates(series, holidays, date, date)) {
                if (planned.date != date ||
                    storage::session_of(work.connection(), series.id, planned.occurrence))
                    continue;
                storage::insert(work, session_on(series, work.new_id<SessionId>(), planned.occurrence, date));
            }
        }
    }
    return find_session(invocation, typed);
}

}  // namespace tiffin::cli
