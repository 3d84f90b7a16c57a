#include "storage/series_invites.h"

#include "storage/invites.h"
#include "storage/statement.h"

namespace tiffin::storage {

namespace {

Announcement read_announcement(const Statement& row, int first_column) {
    return {.session = {},
            .sequence = static_cast<int>(row.number(first_column)),
            .shown = row.text(first_column + 1),
            .changed = parse_instant(row.view(first_column + 2)).value_or(Instant{})};
}

void read_dates(Connection& connection, SeriesInvite& invite) {
    Statement rows(connection,
                   "SELECT occurrence, sequence, shown, changed FROM series_invite_date "
                   "WHERE invite = :invite ORDER BY occurrence");
    rows.set(":invite", invite.id);
    while (rows.step()) invite.dates.emplace(rows.date(0), read_announcement(rows, 1));
}

void read_addresses(Connection& connection, SeriesInvite& invite) {
    Statement rows(connection,
                   "SELECT email, person, told, sequence, emitted, first, last FROM series_invite_address "
                   "WHERE invite = :invite ORDER BY email");
    rows.set(":invite", invite.id);
    while (rows.step()) {
        invite.emitted.push_back({.session = {},
                                  .person = rows.id<PersonId>(1),
                                  .email = rows.text(0),
                                  .told = parse_told(rows.view(2)).value_or(Told::invited),
                                  .sequence = static_cast<int>(rows.number(3)),
                                  .emitted = parse_instant(rows.view(4)).value_or(Instant{})});
        const SeriesDays shown{rows.optional_date(5).value_or(kEarliestDate),
                               rows.optional_date(6).value_or(kLatestDate)};
        if (shown != SeriesDays{}) invite.views[rows.text(0)].days = shown;
    }
}

void read_modes(Connection& connection, SeriesInvite& invite) {
    Statement rows(connection,
                   // As the address is written now: the letter case may have changed since.
                   "SELECT address.email, shown.occurrence, shown.mode FROM series_invite_mode AS shown "
                   "JOIN series_invite_address AS address USING (invite, email) WHERE invite = :invite "
                   "ORDER BY address.email, shown.occurrence");
    rows.set(":invite", invite.id);
    while (rows.step()) invite.views[rows.text(0)].modes.emplace(rows.date(1), parse_mode(rows.view(2)));
}

void read_left_out(Connection& connection, SeriesInvite& invite) {
    Statement rows(connection,
                   "SELECT address.email, occurrence FROM series_invite_left_out "
                   "JOIN series_invite_address AS address USING (invite, email) WHERE invite = :invite");
    rows.set(":invite", invite.id);
    while (rows.step()) invite.views[rows.text(0)].days.left_out.insert(rows.date(1));
}

void read_all(Connection& connection, SeriesInvite& invite) {
    read_dates(connection, invite);
    read_addresses(connection, invite);
    read_left_out(connection, invite);
    read_modes(connection, invite);
}

/// id, series, rule, first, start, zone, last
SeriesInvite read_invite(const Statement& row) {
    return {.id = row.id<SeriesInviteId>(0),
            .series = row.id<SeriesId>(1),
            .rule = row.text(2),
            .first = row.date(3),
            .start = row.optional_time(4).value_or(TimeOfDay{}),
            .zone = row.text(5),
            .last = row.optional_date(6)};
}

}  // namespace

std::optional<SeriesInvite> series_invite_on(Connection& connection, SeriesId series, Date occurrence) {
    Statement row(
        connection,
        "SELECT id, series, rule, first, start, zone, last FROM series_invite WHERE series = :series "
        "AND first <= :date AND (last IS NULL OR last >= :date) ORDER BY first DESC, id LIMIT 1");
    row.set(":series", series).set(":date", occurrence);
    return row.step() ? std::optional(read_invite(row)) : std::nullopt;
}

std::optional<SeriesInvite> series_invite(Connection& connection, SeriesInviteId invite) {
    SeriesInvite found;
    {
        Statement row(connection,
                      "SELECT id, series, rule, first, start, zone, last, sequence, shown, changed "
                      "FROM series_invite WHERE id = :id");
        row.set(":id", invite);
        if (!row.step()) return std::nullopt;
        found = read_invite(row);
        if (!row.is_null(7)) found.whole = read_announcement(row, 7);
    }
    read_all(connection, found);
    return found;
}

std::vector<SeriesInvite> series_invites(Connection& connection, SeriesId series) {
    std::vector<SeriesInvite> found;
    {
        Statement rows(connection,
                       "SELECT id, series, rule, first, start, zone, last, sequence, shown, changed "
                       "FROM series_invite WHERE series = :series ORDER BY first, last IS NULL, id");
        rows.set(":series", series);
        while (rows.step()) {
            found.push_back(read_invite(rows));
            if (!rows.is_null(7)) found.back().whole = read_announcement(rows, 7);
        }
    }
    for (auto& invite : found) read_all(connection, invite);
    return found;
}

std::map<std::optional<Date>, Revisions> revisions(Connection& connection, SeriesInviteId invite) {
    Statement rows(
        connection,
        "SELECT '', sequence, shown FROM series_invite WHERE id = :invite AND sequence IS NOT NULL "
        "UNION ALL SELECT occurrence, sequence, shown FROM series_invite_date WHERE invite = :invite "
        "UNION ALL SELECT occurrence, sequence, shown FROM series_invite_before "
        "WHERE invite = :invite");
    rows.set(":invite", invite);
    std::map<std::optional<Date>, Revisions> found;
    while (rows.step())
        found[parse_iso_date(rows.view(0))].emplace(static_cast<int>(rows.number(1)), rows.text(2));
    return found;
}

void record(UnitOfWork& work, const SeriesInvite& invite) {
    const auto& whole = invite.whole;
    Statement(work.connection(),
              "INSERT OR IGNORE INTO series_invite_before SELECT id, '', sequence, shown FROM series_invite "
              "WHERE id = :id AND sequence < :sequence")
        .set(":id", invite.id)
        .set(":sequence", whole ? std::optional(whole->sequence) : std::nullopt)
        .run();
    Statement(
        work.connection(),
        "INSERT INTO series_invite (id, series, rule, first, start, zone, last, sequence, shown, changed) "
        "VALUES (:id, :series, :rule, :first, :start, :zone, :last, :sequence, :shown, :changed) "
        "ON CONFLICT DO UPDATE SET last = excluded.last, sequence = excluded.sequence, "
        "shown = excluded.shown, changed = excluded.changed")
        .set(":id", invite.id)
        .set(":series", invite.series)
        .set(":rule", invite.rule)
        .set(":first", invite.first)
        .set(":start", invite.start)
        .set(":zone", invite.zone)
        .set(":last", invite.last)
        .set(":sequence", whole ? std::optional(whole->sequence) : std::nullopt)
        .set(":shown", whole ? std::optional(whole->shown) : std::nullopt)
        .set(":changed", whole ? std::optional(render_instant(whole->changed)) : std::nullopt)
        .run();
}

void record(UnitOfWork& work, SeriesInviteId invite, Date date, const Announcement& announcement) {
    Statement(work.connection(),
              "INSERT OR IGNORE INTO series_invite_before "
              "SELECT invite, occurrence, sequence, shown FROM series_invite_date "
              "WHERE invite = :invite AND occurrence = :occurrence AND sequence < :sequence")
        .set(":invite", invite)
        .set(":occurrence", date)
        .set(":sequence", announcement.sequence)
        .run();
    Statement(work.connection(),
              "INSERT OR REPLACE INTO series_invite_date (invite, occurrence, sequence, shown, changed) "
              "VALUES (:invite, :occurrence, :sequence, :shown, :changed)")
        .set(":invite", invite)
        .set(":occurrence", date)
        .set(":sequence", announcement.sequence)
        .set(":shown", announcement.shown)
        .set(":changed", render_instant(announcement.changed))
        .run();
}

void record(UnitOfWork& work, SeriesInviteId invite, const EmittedInvite& emitted, const SeriesDays& days) {
    Statement(
        work.connection(),
        "INSERT INTO series_invite_address (invite, email, person, told, sequence, emitted, first, last) "
        "VALUES (:invite, :email, :person, :told, :sequence, :emitted, :first, :last) "
        "ON CONFLICT DO UPDATE SET email = excluded.email, person = excluded.person, told = excluded.told, "
        "sequence = excluded.sequence, emitted = excluded.emitted, first = excluded.first, "
        "last = excluded.last")
        .set(":invite", invite)
        .lend(":email", emitted.email)
        .set(":person", emitted.person)
        .set(":told", to_string(emitted.told))
        .set(":sequence", emitted.sequence)
        .set(":emitted", render_instant(emitted.emitted))
        .set(":first", days.first == kEarliestDate ? std::nullopt : std::optional(days.first))
        .set(":last", days.last == kLatestDate ? std::nullopt : std::optional(days.last))
        .run();
    Statement(work.connection(),
              "DELETE FROM series_invite_left_out WHERE invite = :invite AND email = :email")
        .set(":invite", invite)
        .lend(":email", emitted.email)
        .run();
    for (const auto date : days.left_out) {
        Statement(work.connection(),
                  "INSERT INTO series_invite_left_out VALUES (:invite, :email, :occurrence)")
            .set(":invite", invite)
            .lend(":email", emitted.email)
            .set(":occurrence", date)
            .run();
    }
}

void record(UnitOfWork& work, SeriesInviteId invite, const std::string& email, const DateModes& modes) {
    for (const auto& [date, mode] : modes) {
        Statement statement(
            work.connection(),
            mode ? "INSERT OR REPLACE INTO series_invite_mode (invite, email, occurrence, mode) "
                   "VALUES (:invite, :email, :occurrence, :mode)"
                 : "DELETE FROM series_invite_mode WHERE invite = :invite AND email = :email AND "
                   "occurrence = :occurrence");
        statement.set(":invite", invite).set(":email", email).set(":occurrence", date);
        if (mode) statement.set(":mode", to_string(*mode));
        statement.run();
    }
}

}  // namespace tiffin::storage
