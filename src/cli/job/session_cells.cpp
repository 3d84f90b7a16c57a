#include "cli/job/session_cells.h"

#include "calendar/date_words.h"
#include "calendar/zone.h"
#include "cli/session_table.h"
#include "cli/values.h"

namespace tiffin::cli {

namespace {

/// The moment that a cell names. A time of day is on the session's day, in `zone`.
Instant instant_of(const ImportRow& row, std::string_view column, Date date, const calendar::Zone& zone) {
    const auto typed = row.text(column);
    if (const auto time = calendar::parse_time_words(typed)) return zone.to_instant(date, *time);
    // Without an offset nobody knows which moment is meant.
    const bool has_offset = typed.size() > 16 && typed.find_first_of("Z+-", 16) != std::string_view::npos;
    const auto instant = has_offset ? parse_instant_leniently(typed) : std::nullopt;
    if (instant) return *instant;
    throw row.refuse(column, "\"" + std::string(typed) + "\" is no time",
                     "write it as 12:30 or 2027-02-18T12:30:00+01:00");
}

/// A cell that names the moment known leaves the local time as it is, also where the clocks skip it.
bool read_start(const ImportRow& row, const calendar::Zone& zone, Session& session) {
    if (row.text("start").empty()) return false;
    const auto instant = instant_of(row, "start", session.date, zone);
    if (session.start && zone.to_instant(session.date, *session.start) == instant) return false;
    const auto local = zone.to_local(instant);
    if (local.date != session.date)
        throw row.refuse("start",
                         "that is on " + render_date(local.date) + " in " + zone.name() + ", not on " +
                             render_date(session.date),
                         "write the time on the day of the session");
    session.start = local.time;
    return true;
}

bool read_end(const ImportRow& row, const calendar::Zone& zone, Session& session) {
    if (row.text("end").empty()) return false;
    if (!session.start) throw row.refuse("end", "an end needs a start", "fill the cell of the start");
    const auto length = std::chrono::floor<std::chrono::minutes>(
        instant_of(row, "end", session.date, zone) - zone.to_instant(session.date, *session.start));
    if (length.count() <= 0)
        throw row.refuse("end", "the session would end before it starts", "write the later time here");
    if (length == session.length) return false;
    session.length = length;
    return true;
}

bool read_text(const ImportRow& row, std::string_view column, std::string& field) {
    const auto before = field;
    row.fill(column, field);
    return field != before;
}

}  // namespace

bool read_time_and_place(const ImportRow& row, const std::string& programme_zone, Session& session) {
    bool changed = read_text(row, "place", session.place);
    changed |= read_text(row, "link", session.link);
    const auto zone_before = session.zone;
    if (const auto typed = row.text("zone"); !typed.empty())
        session.zone = row.at("zone", [&] { return zone_name(typed, ""); });
    if (!row.text("start").empty() || !row.text("end").empty()) {
        if (session.zone.empty()) session.zone = programme_zone;
        if (session.zone.empty())
            throw row.refuse("zone", "a time needs a time zone", "fill the cell: Europe/Berlin");
        const auto zone = calendar::Zone::load(session.zone);
        changed |= read_start(row, zone, session);
        changed |= read_end(row, zone, session);
    }
    return changed || session.zone != zone_before;
}

}  // namespace tiffin::cli
