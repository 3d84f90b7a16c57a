from programmes import SQLITE
from stopwatch import Contender, Row

SESSION = "SELECT * FROM session WHERE date = '2027-01-07'"  # what reading the schema costs, whoever reads it


def rows(programmes):
    programmes.small_programme("small.db", 30, 2)
    programmes.make(*programmes.command("small.db", "plan"))
    day = ["agenda", "--from", "2027-01-07", "--until", "2027-01-07"]
    yield Row("start-up", [
        Contender("/bin/true", ["/bin/true"]),
        Contender("sqlite3 --version", [SQLITE, "--version"]),
        Contender("sqlite3, one row of that file", [SQLITE, programmes.path("small.db"), SESSION]),
        Contender("tiffin --version", [programmes.tiffin, "--version"]),
        Contender("tiffin agenda, one day", programmes.command("small.db", *day)),
        Contender("tiffin agenda, one day, large", programmes.command(programmes.large(), *day)),
    ], ["sqlite3 --version"], rounds=150)
