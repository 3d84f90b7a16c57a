#include "cli/session_table.h"

#include <algorithm>

#include "calendar/zone.h"
#include "cli/listing.h"
#include "cli/lookup.h"
#include "domain/session_life.h"
#include "storage/people.h"
#include "storage/series.h"
#include "storage/topics.h"

namespace tiffin::cli {

const Series& SessionNames::series(SeriesId id) {
    const auto known = series_.find(id);
    if (known != series_.end()) return known->second;
    auto found = storage::series(connection_, id);
    if (!found) throw Failure(ExitStatus::bad_input, "a session names a missing series", "tiffin check");
    return series_.emplace(id, *std::move(found)).first->second;
}

const std::string& SessionNames::person(PersonId id) {
    const auto known = people_.find(id);
    if (known != people_.end()) return known->second;
    const auto found = storage::person(connection_, id);
    return people_.emplace(id, found ? shown_name(connection_, *found) : render_id(id)).first->second;
}

const std::string& SessionNames::plain_person(PersonId id) {
    const auto known = plain_people_.find(id);
    if (known != plain_people_.end()) return known->second;
    const auto found = storage::person(connection_, id);
    return plain_people_.emplace(id, found ? found->name : render_id(id)).first->second;
}

const Topic& SessionNames::topic(TopicId id) {
    const auto known = topics_.find(id);
    if (known != topics_.end()) return known->second;
    return topics_.emplace(id, storage::topic(connection_, id).value_or(Topic{})).first->second;
}

std::string SessionNames::session(const Session& session) {
    return session_name(series(session.series), session.date);
}

std::vector<std::string> SessionNames::presenters(const Session& session) {
    std::vector<std::string> names;
    for (const auto id : tiffin::presenters(session)) names.push_back(person(id));
    return names;
}

std::string SessionNames::topic_title(const Session& session) {
    return session.topic ? topic(*session.topic).title : "";
}

std::optional<SessionTimes> times(const Session& session) {
    if (!session.start || session.zone.empty()) return std::nullopt;
    const Instant start = calendar::Zone::load(session.zone).to_instant(session.date, *session.start);
    return SessionTimes{start, start + session.length};
}

std::vector<Session> sessions_in_order(storage::Connection& connection, SessionNames& names,
                                       const storage::SessionFilter& filter) {
    auto sessions = storage::sessions(connection, filter);
    const bool share_a_zone = std::all_of(sessions.begin(), sessions.end(), [&](const Session& session) {
        return session.zone == sessions.front().zone;
    });
    std::vector<std::pair<Instant, std::size_t>> order;
    order.reserve(sessions.size());
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        const auto& session = sessions[i];
        const auto when = share_a_zone ? std::nullopt : times(session);
        order.emplace_back(when ? when->start : Instant{session.date} + session.start.value_or(TimeOfDay{}),
                           i);
    }
    std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
        if (a.first != b.first) return a.first < b.first;
        const auto& first = sessions[a.second].series;
        const auto& second = sessions[b.second].series;
        return first != second && names.series(first).slug < names.series(second).slug;
    });
    std::vector<Session> sorted;
    sorted.reserve(sessions.size());
    for (const auto& [begin, index] : order) sorted.push_back(std::move(sessions[index]));
    return sorted;
}

std::optional<ClockTimes> clock_times(const Session& session, const std::optional<std::string>& zone) {
    // Loading a zone takes as long as all the rest of a short agenda.
    if (!zone && session.start && !session.zone.empty() &&
        calendar::is_by_day(*session.start, session.length))
        return ClockTimes{session.date, *session.start, *session.start + session.length};
    const auto when = times(session);
    if (!when) return std::nullopt;
    const auto clock = calendar::Zone::load(zone.value_or(session.zone));
    const auto start = clock.to_local(when->start);
    return ClockTimes{start.date, start.time, clock.to_local(when->end).time};
}

std::string odd_start(const Session& session) {
    const bool is_plain = !session.start || session.zone.empty() ||
                          calendar::is_by_day(*session.start, std::chrono::minutes{0});
    if (is_plain) return {};
    const auto zone = calendar::Zone::load(session.zone);
    const auto instant = zone.to_instant(session.date, *session.start);
    const auto local = zone.to_local(instant);
    const auto clocks = "the clocks of " + zone.name();
    const auto on_day = render_time_of_day(*session.start) + " on " + render_date(session.date);
    if (local.date != session.date)
        return clocks + " skip " + on_day + ", so it begins on " + render_date(local.date) + " at " +
               render_time_of_day(local.time);
    if (local.time != *session.start)
        return clocks + " skip " + on_day + ", so it begins at " + render_time_of_day(local.time);
    const auto change = zone.next_transition(instant);
    if (!change || change->to >= change->from) return {};
    const auto again = zone.to_local(instant + (change->from - change->to));
    if (again.date != local.date || again.time != local.time) return {};
    return clocks + " show " + on_day +
           " twice, and it begins the first time: " + calendar::render_offset_time(instant, zone);
}

bool is_over(const Session& session, Invocation& invocation) {
    if (session.state == SessionState::held) return true;
    // Only near today does the zone matter.
    if (std::chrono::abs(session.date - invocation.today()) > std::chrono::days{2})
        return session.date < invocation.today();
    const auto when = times(session);
    return when ? when->end <= invocation.now() : session.date < invocation.today();
}

namespace {

report::Cell instant_cell(const Session& session, Instant SessionTimes::*which,
                          const std::optional<std::string>& zone) {
    const auto when = times(session);
    if (!when) return {};
    return calendar::render_offset_time((*when).*which, calendar::Zone::load(zone.value_or(session.zone)));
}

}  // namespace

report::Cell start_cell(const Session& session, const std::optional<std::string>& zone) {
    return instant_cell(session, &SessionTimes::start, zone);
}

report::Cell end_cell(const Session& session, const std::optional<std::string>& zone) {
    return instant_cell(session, &SessionTimes::end, zone);
}

std::string_view state_now(const Session& session, Date today) {
    const bool was_shown = shows_video(session) && !is_called_off(session) && session.date < today;
    return to_string(took_place(session, today) || was_shown ? SessionState::held : session.state);
}

std::vector<report::Column> session_columns() {
    return {{"session", {}}, {"series", {}}, {"date", {}},       {"start", {}}, {"end", {}},
            {"zone", {}},    {"state", {}},  {"presenters", {}}, {"topic", {}}, {"place", {}},
            {"link", {}},    {"note", {}},   {"id", {}}};
}

report::Row session_row(SessionNames& names, const Session& session, Date today) {
    return {names.session(session),
            names.series(session.series).name,
            cell(session.date),
            start_cell(session),
            end_cell(session),
            cell(session.zone),
            std::string(state_now(session, today)),
            names.presenters(session),
            cell(names.topic_title(session)),
            cell(session.place),
            cell(session.link),
            cell(session.note),
            render_id(session.id)};
}

}  // namespace tiffin::cli
