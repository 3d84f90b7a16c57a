import many_rows
from programmes import SQLITE
from stopwatch import Contender, Row

COUNT = 100_000
ADDRESS = "ifnull(person.email, person.name)"
PRESENTERS, HOST, MODERATOR = "'presenter', 'co-presenter'", "'host'", "'moderator'"


def on_duty(roles):
    return (f"(SELECT group_concat({ADDRESS}, '; ') FROM assignment JOIN person ON person.id = person WHERE session ="
            f" session.id AND role IN ({roles}))")


# The columns of the exports, each asked for, as somebody who knows SQL would.
QUESTIONS = {
    "people": "SELECT name, email, team, site, zone, hours, diet, joined, \"left\", (SELECT ifnull(email, name) FROM"
              " person AS boss WHERE boss.id = person.manager), id, (SELECT group_concat(hundredths || ' ' || first,"
              " '; ') FROM person_weight WHERE person = person.id) FROM person ORDER BY name_folded, id",
    "topics": f"SELECT title, (SELECT group_concat({ADDRESS}, '; ') FROM topic_presenter JOIN person ON person.id ="
              " person WHERE topic = topic.id), format, (SELECT group_concat(tag, '; ') FROM topic_tag WHERE topic ="
              " topic.id), level, minutes, abstract, slug, number FROM topic ORDER BY number",
    "sessions": f"SELECT date, series.name, {on_duty(PRESENTERS)}, state, note, topic.title,"
                " session.start, session.minutes, session.zone, session.place, session.link, session.id, occurrence,"
                f" {on_duty(HOST)}, {on_duty(MODERATOR)}, number FROM session JOIN series ON series.id = series"
                " LEFT JOIN topic ON topic.id = topic ORDER BY date, session.start, series",
    "assignments": "SELECT slug || '/' || date, date, series.name, person.name, person.email, role, state FROM session"
                   " JOIN series ON series.id = series JOIN assignment ON session = session.id JOIN person ON person.id"
                   " = person ORDER BY date, session.start, series, position",
}


def rows(programmes):
    programmes.filled(COUNT)
    programmes.copying("people.db", "full.db")()
    many_rows.write_topics(programmes.folder, programmes.path("peer-people.db"), COUNT)
    many_rows.write_sessions(programmes.folder, programmes.path("peer-people.db"), COUNT)
    for noun, verb, file in (("topic", "import", "topics"), ("import", "history", "sessions")):
        programmes.make(*programmes.command("full.db", noun, verb, programmes.path(f"{file}.csv")))
    for what, question in QUESTIONS.items():
        yield Row(f"export {what} of {COUNT:,}", [
            Contender("sqlite3 -csv", [SQLITE, "-csv", "-header", programmes.path("full.db"), question]),
            Contender(f"tiffin export {what}", programmes.command("full.db", "export", what)),
        ], ["sqlite3 -csv"], rounds=9)
