from programmes import SQLITE
from stopwatch import Contender, Row


def rows(programmes):
    programmes.small_programme("plan.db", 30, 2)
    start = Contender("sqlite3 --version", [SQLITE, "--version"])
    yield Row("plan twelve weeks of two series for 30 people", [
        start,
        Contender("tiffin plan", programmes.command("own-plan.db", "plan"),
                  programmes.copying("plan.db", "own-plan.db")),
    ], [start.name], limit=0.1, rounds=25)
    yield Row("plan twelve weeks of 50 series for 10,000 people", [
        start,
        Contender("tiffin plan --anew", programmes.command(programmes.large(), "plan", "--anew", "--dry-run")),
    ], [start.name], limit=1.0, rounds=7)
