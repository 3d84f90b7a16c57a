from programmes import NOW, SQLITE
from stopwatch import Contender, Row

SESSIONS = ("SELECT date, session.start, name, state, (SELECT group_concat(person.name) FROM assignment JOIN person ON"
            " person.id = person WHERE session = session.id), (SELECT title FROM topic WHERE id = topic)"
            f" FROM session JOIN series ON series.id = series WHERE date >= '{NOW}' ORDER BY date")
TURNS = ("SELECT name, email, team, count(session.id), max(date) FROM person LEFT JOIN assignment ON person = person.id"
         f" LEFT JOIN session ON session.id = session AND date < '{NOW}' AND state = 'held' GROUP BY person.id"
         " ORDER BY 4")


def rows(programmes):
    large = programmes.large()
    yield Row("agenda, all that is laid out of ten years", [
        Contender("sqlite3, the same sessions", [SQLITE, "-csv", programmes.path(large), SESSIONS]),
        Contender("tiffin agenda", programmes.command(large, "agenda")),
    ], ["sqlite3, the same sessions"], limit=0.1, rounds=25)
    yield Row("report rotation over ten years", [
        Contender("sqlite3, turns without shares", [SQLITE, "-csv", programmes.path(large), TURNS]),
        Contender("tiffin report rotation", programmes.command(large, "report", "rotation")),
        Contender("tiffin report rotation, csv", programmes.command(large, "report", "rotation", "--format", "csv")),
    ], ["sqlite3, turns without shares"], limit=0.1, rounds=25)
