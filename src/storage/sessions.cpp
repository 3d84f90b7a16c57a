#include "storage/sessions.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>

#include "storage/sql.h"
#include "storage/statement.h"

namespace tiffin::storage {

namespace {

const std::string kSelect = sql::session;

Session read_session(const Statement& row) {
    return {
        .id = row.id<SessionId>(0),
        .series = row.id<SeriesId>(1),
        .occurrence = row.date(2),
        .date = row.date(3),
        .start = row.optional_time(4),
        .length = std::chrono::minutes{row.number(5)},
        .zone = row.text(6),
        .place = row.text(7),
        .link = row.text(8),
        .state = parse_session_state(row.view(9)).value_or(SessionState::open),
        .topic = row.optional_id<TopicId>(10),
        .assignments = {},
        .pinned = row.number(11) != 0,
        .moved = row.number(12) != 0,
        .announced = row.number(15) != 0,
        .note = row.text(13),
        .earlier_note = row.text(14),
    };
}

Assignment read_assignment(const Statement& row, int first_column) {
    return {row.id<PersonId>(first_column), parse_role(row.view(first_column + 1)).value_or(Role::presenter)};
}

void read_assignments(Connection& connection, Session& session) {
    Statement rows(connection,
                   "SELECT person, role FROM assignment WHERE session = :session ORDER BY position");
    rows.set(":session", session.id);
    while (rows.step()) session.assignments.push_back(read_assignment(rows, 0));
}

std::optional<Session> read_one(Connection& connection, Statement& row) {
    if (!row.step()) return std::nullopt;
    auto session = read_session(row);
    read_assignments(connection, session);
    return session;
}

void write_assignments(UnitOfWork& work, const Session& session) {
    int position = 0;
    for (const auto& assignment : session.assignments) {
        Statement(work.connection(),
                  "INSERT INTO assignment (session, person, role, position) VALUES (:session, :person, "
                  ":role, :position)")
            .set(":session", session.id)
            .set(":person", assignment.person)
            .set(":role", to_string(assignment.role))
            .set(":position", position++)
            .run();
    }
}

/// The session must live as long as the statement is used.
void lend_fields(Statement& statement, const Session& session) {
    statement.set(":id", session.id)
        .set(":occurrence", session.occurrence)
        .set(":date", session.date)
        .set(":start", session.start)
        .set(":minutes", std::int64_t{session.length.count()})
        .lend(":zone", session.zone)
        .lend(":place", session.place)
        .lend(":link", session.link)
        .set(":state", to_string(session.state))
        .set(":topic", session.topic)
        .set(":pinned", session.pinned ? 1 : 0)
        .set(":moved", session.moved ? 1 : 0)
        .lend(":note", session.note)
        .lend(":earlier_note", session.earlier_note)
        .set(":announced", session.announced ? 1 : 0);
}

struct Questions {
    std::string sessions;
    std::string assignments;
};

/// Only with the conditions that are asked for: ":series IS NULL OR series = :series" would keep SQLite from
/// the indexes. Kept, since a Statement is known by the place of its text.
const Questions& questions_for(const SessionFilter& filter) {
    static std::map<std::string, Questions> kept;
    std::string where = "WHERE true";
    if (filter.dates != DateRange{}) where += " AND date BETWEEN :first AND :last";
    if (filter.since) where += " AND (date >= :since OR occurrence >= :since)";
    if (filter.series) where += " AND series = :series";
    if (filter.person) where += " AND id IN (SELECT session FROM assignment WHERE person = :person)";
    auto& questions = kept[where];
    if (questions.sessions.empty()) {
        questions.sessions = kSelect + where + " ORDER BY date, start, series, id";
        questions.assignments =
            "SELECT session, person, role FROM assignment WHERE session IN (SELECT id FROM session " + where +
            ") ORDER BY position";
    }
    return questions;
}

void bind(Statement& statement, const SessionFilter& filter) {
    if (filter.dates != DateRange{}) {
        statement.set(":first", filter.dates.first).set(":last", filter.dates.last);
    }
    if (filter.since) statement.set(":since", *filter.since);
    if (filter.series) statement.set(":series", *filter.series);
    if (filter.person) statement.set(":person", *filter.person);
}

}  // namespace

std::vector<Session> sessions(Connection& connection, const SessionFilter& filter) {
    const auto& questions = questions_for(filter);
    std::vector<Session> found;
    {
        Statement rows(connection, questions.sessions.c_str());
        bind(rows, filter);
        while (rows.step()) found.push_back(read_session(rows));
    }
    std::unordered_map<std::int64_t, std::size_t> index;
    index.reserve(found.size());
    for (std::size_t i = 0; i < found.size(); ++i) index.emplace(found[i].id.value, i);
    Statement rows(connection, questions.assignments.c_str());
    bind(rows, filter);
    while (rows.step()) {
        found[index.at(rows.number(0))].assignments.push_back(read_assignment(rows, 1));
    }
    return found;
}

std::vector<SessionTurn> turns(Connection& connection) {
    // Two walks side by side: a join would look every session up.
    Statement sessions(connection, sql::turns_sessions);
    Statement presenters(connection, sql::turns_presenters);
    bool more = presenters.step();
    std::vector<SessionTurn> found;
    while (sessions.step()) {
        const auto id = sessions.id<SessionId>(0);
        while (more && presenters.id<SessionId>(0) < id) more = presenters.step();
        for (; more && presenters.id<SessionId>(0) == id; more = presenters.step()) {
            found.push_back({.session = id,
                             .series = sessions.id<SeriesId>(1),
                             .date = sessions.date(2),
                             .state = parse_session_state(sessions.view(3)).value_or(SessionState::open),
                             .presenter = presenters.id<PersonId>(1)});
        }
    }
    std::sort(found.begin(), found.end(), [](const SessionTurn& a, const SessionTurn& b) {
        return std::tie(a.date, a.session, a.presenter) < std::tie(b.date, b.session, b.presenter);
    });
    return found;
}

std::optional<Session> session(Connection& connection, SessionId id) {
    static const std::string kById = kSelect + "WHERE id = :id";
    Statement row(connection, kById.c_str());
    row.set(":id", id);
    return read_one(connection, row);
}

std::optional<Session> session_of(Connection& connection, SeriesId series, Date occurrence) {
    static const std::string kByOccurrence = kSelect + "WHERE series = :series AND occurrence = :occurrence";
    Statement row(connection, kByOccurrence.c_str());
    row.set(":series", series).set(":occurrence", occurrence);
    return read_one(connection, row);
}

std::optional<Session> last_session_before(Connection& connection, SeriesId series, Date day) {
    static const std::string kLastBefore =
        kSelect +
        "WHERE series = :series AND date < :day AND start IS NOT NULL AND zone <> '' "
        "AND state NOT IN ('cancelled', 'postponed') ORDER BY date DESC, start DESC LIMIT 1";
    Statement row(connection, kLastBefore.c_str());
    row.set(":series", series).set(":day", day);
    return read_one(connection, row);
}

bool has_sessions_before(Connection& connection, Date day) {
    Statement row(connection, "SELECT 1 FROM session WHERE date < :day LIMIT 1");
    row.set(":day", day);
    return row.step();
}

std::vector<Session> sessions_with_topic(Connection& connection, TopicId topic) {
    static const std::string kByTopic =
        kSelect + "WHERE topic = :topic AND state NOT IN ('cancelled', 'postponed') ORDER BY date, id";
    std::vector<Session> found;
    Statement rows(connection, kByTopic.c_str());
    rows.set(":topic", topic);
    while (rows.step()) {
        found.push_back(read_session(rows));
        read_assignments(connection, found.back());
    }
    return found;
}

void insert(UnitOfWork& work, const Session& session) {
    {
        Statement statement(work.connection(), sql::session_insert);
        lend_fields(statement, session);
        statement.set(":series", session.series).run();
    }
    write_assignments(work, session);
}

void update(UnitOfWork& work, const Session& session) {
    {
        Statement statement(work.connection(), sql::session_update);
        lend_fields(statement, session);
        statement.run();
    }
    Statement(work.connection(), "DELETE FROM assignment WHERE session = :session")
        .set(":session", session.id)
        .run();
    write_assignments(work, session);
}

void remove(UnitOfWork& work, SessionId session) {
    Statement(work.connection(), "DELETE FROM session WHERE id = :id").set(":id", session).run();
}

}  // namespace tiffin::storage
