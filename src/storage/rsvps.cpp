#include "storage/rsvps.h"

#include "storage/sql.h"
#include "storage/statement.h"

namespace tiffin::storage {

namespace {

/// person, answer, mode, comment, answered, reply_sequence, reply_stamp, place_order
Rsvp read_rsvp(const Statement& row) {
    Rsvp rsvp{.person = row.id<PersonId>(0),
              .answer = parse_answer(row.view(1)),
              .mode = parse_mode(row.view(2)),
              .comment = row.text(3),
              .answered = parse_instant(row.view(4)),
              .order = row.number(7)};
    if (!row.is_null(5)) {
        rsvp.reply =
            ReplyVersion{static_cast<int>(row.number(5)), parse_instant(row.view(6)).value_or(Instant{})};
    }
    return rsvp;
}

Rsvp read_of_session(const Statement& row, SessionId session) {
    auto rsvp = read_rsvp(row);
    rsvp.session = session;
    rsvp.date = row.date(8);
    rsvp.start = row.optional_time(9);
    rsvp.brings = row.text(10);
    return rsvp;
}

template <class Value>
std::optional<std::string_view> word(const std::optional<Value>& value) {
    return value ? std::optional(to_string(*value)) : std::nullopt;
}

void set_answer(Statement& statement, const Rsvp& rsvp) {
    statement.set(":person", rsvp.person)
        .set(":answer", word(rsvp.answer))
        .lend(":comment", rsvp.comment)
        .set(":answered", rsvp.answered ? std::optional(render_instant(*rsvp.answered)) : std::nullopt)
        .set(":reply_sequence", rsvp.reply ? std::optional(rsvp.reply->sequence) : std::nullopt)
        .set(":reply_stamp", rsvp.reply ? std::optional(render_instant(rsvp.reply->stamp)) : std::nullopt)
        .set(":place_order", rsvp.order);
}

}  // namespace

std::vector<Rsvp> rsvps(Connection& connection, SessionId session) {
    Statement rows(
        connection,
        "SELECT person, answer, mode, comment, answered, reply_sequence, reply_stamp, place_order, "
        "date, start, brings FROM rsvp WHERE session = :session ORDER BY person");
    rows.set(":session", session);
    std::vector<Rsvp> found;
    while (rows.step()) found.push_back(read_of_session(rows, session));
    return found;
}

std::optional<Rsvp> rsvp(Connection& connection, SessionId session, PersonId person) {
    Statement row(connection,
                  "SELECT person, answer, mode, comment, answered, reply_sequence, reply_stamp, place_order, "
                  "date, start, brings FROM rsvp WHERE session = :session AND person = :person");
    row.set(":session", session).set(":person", person);
    return row.step() ? std::optional(read_of_session(row, session)) : std::nullopt;
}

std::vector<Rsvp> rsvps(Connection& connection, SeriesInviteId invite) {
    Statement rows(connection,
                   "SELECT person, answer, NULL, comment, answered, reply_sequence, reply_stamp, place_order "
                   "FROM series_rsvp WHERE invite = :invite ORDER BY person");
    rows.set(":invite", invite);
    std::vector<Rsvp> found;
    while (rows.step()) found.push_back(read_rsvp(rows));
    return found;
}

std::vector<Rsvp> rsvps(Connection& connection, SeriesInviteId invite, Date occurrence) {
    Statement rows(connection,
                   "SELECT person, answer, NULL, comment, answered, reply_sequence, reply_stamp, place_order "
                   "FROM series_rsvp WHERE invite = :invite AND person NOT IN (SELECT person FROM "
                   "series_invite_address LEFT JOIN series_invite_left_out AS out USING (invite, email) "
                   "WHERE invite = :invite AND told = 'invited' AND (first > :date OR last < :date OR "
                   "out.occurrence = :date)) ORDER BY person");
    rows.set(":invite", invite).set(":date", occurrence);
    std::vector<Rsvp> found;
    while (rows.step()) found.push_back(read_rsvp(rows));
    return found;
}

std::optional<Rsvp> rsvp(Connection& connection, SeriesInviteId invite, PersonId person) {
    Statement row(connection,
                  "SELECT person, answer, NULL, comment, answered, reply_sequence, reply_stamp, place_order "
                  "FROM series_rsvp WHERE invite = :invite AND person = :person");
    row.set(":invite", invite).set(":person", person);
    return row.step() ? std::optional(read_rsvp(row)) : std::nullopt;
}

std::vector<Declined> declined(Connection& connection, Date from) {
    Statement rows(connection, sql::declined);
    rows.set(":from", from);
    std::vector<Declined> found;
    while (rows.step()) found.push_back({rows.id<SessionId>(0), rows.id<PersonId>(1)});
    return found;
}

void record(UnitOfWork& work, const Rsvp& rsvp) {
    Statement statement(
        work.connection(),
        "INSERT OR REPLACE INTO rsvp (session, person, answer, mode, comment, answered, date, start, "
        "reply_sequence, reply_stamp, place_order, brings) VALUES (:session, :person, :answer, :mode, "
        ":comment, :answered, :date, :start, :reply_sequence, :reply_stamp, :place_order, :brings)");
    set_answer(statement, rsvp);
    statement.set(":session", rsvp.session)
        .set(":mode", word(rsvp.mode))
        .set(":date", rsvp.date)
        .set(":start", rsvp.start)
        .lend(":brings", rsvp.brings)
        .run();
}

void record(UnitOfWork& work, SeriesInviteId invite, const Rsvp& rsvp) {
    Statement statement(
        work.connection(),
        "INSERT OR REPLACE INTO series_rsvp (invite, person, answer, comment, answered, reply_sequence, "
        "reply_stamp, place_order) VALUES (:invite, :person, :answer, :comment, :answered, :reply_sequence, "
        ":reply_stamp, :place_order)");
    set_answer(statement, rsvp);
    statement.set(":invite", invite).run();
}

std::int64_t next_rsvp_order(UnitOfWork& work) {
    Statement row(work.connection(),
                  "UPDATE programme SET last_rsvp_order = last_rsvp_order + 1 RETURNING last_rsvp_order");
    row.step();
    const auto order = row.number(0);
    row.step();
    return order;
}

}  // namespace tiffin::storage
