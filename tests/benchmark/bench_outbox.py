from stopwatch import Contender, Row

PEOPLE, SESSIONS = 1000, 10


def rows(programmes):
    """What is due becomes messages in one transaction."""
    programmes.small_programme("outbox.db", PEOPLE, 1)
    programmes.make(*programmes.command("outbox.db", "plan", "--count", str(SESSIONS)))
    yield Row(f"tick: {SESSIONS} sessions × {PEOPLE} people into the outbox", [
        Contender("tiffin tick", programmes.command("prepared.db", "tick"),
                  programmes.copying("outbox.db", "prepared.db")),
    ], [], limit=3, rounds=5)
    programmes.copying("outbox.db", "sent.db")()
    programmes.make(*programmes.command("sent.db", "tick", "-o", programmes.path("maildir")))
    yield Row("tick: nothing is due", [
        Contender("tiffin tick", programmes.command("sent.db", "tick")),
    ], [], limit=0.3, rounds=20)
