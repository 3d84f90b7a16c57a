import many_rows
from programmes import SQLITE
from stopwatch import Contender, Row

COUNT = 100_000
SQLITE_CONSTRAINT = 19  # what sqlite3 ends with; it leaves the bad line out


def row(programmes, name, command, before, files, tables, status=0):
    """`before` is tiffin's database; the peer's is that with "peer-" in front. `files` are tiffin's and the start of
    the peer's names."""
    ours, theirs = files
    imports = [f".import {programmes.path(f'{theirs.format(table)}.csv')} {table}" for table in tables]
    peer = Contender("sqlite3 .import", [SQLITE, "-csv", programmes.path("peer.db"), "PRAGMA foreign_keys = ON",
                                         "BEGIN", *imports, "COMMIT"],
                     programmes.copying(f"peer-{before}", "peer.db"), SQLITE_CONSTRAINT if status else 0)
    own = Contender(f"tiffin {' '.join(command)}",
                    programmes.command("own.db", *command, programmes.path(f"{ours}.csv")),
                    programmes.copying(before, "own.db"), status)
    return Row(name, [peer, own], [peer.name], rounds=7)


def rows(programmes):
    programmes.filled(COUNT)
    people = ["person", "import"]
    yield row(programmes, f"person import of {COUNT:,} into an empty programme", people, "empty.db",
              ("new", "new-{}"), ["person"])
    yield row(programmes, f"person import of {COUNT:,} beside {COUNT:,} others", people, "people.db",
              ("new", "new-{}"), ["person"])
    yield row(programmes, "person import with an error in the last line", people, "empty.db",
              ("new-repeated", "new-{}-repeated"), ["person"], status=65)
    many_rows.write_topics(programmes.folder, programmes.path("peer-people.db"), COUNT)
    yield row(programmes, f"topic import of {COUNT:,} beside {COUNT:,} people", ["topic", "import"], "people.db",
              ("topics", "topics-{}"), ["topic", "topic_tag", "topic_presenter"])
    many_rows.write_sessions(programmes.folder, programmes.path("peer-people.db"), COUNT)
    yield row(programmes, f"import history of {COUNT:,} beside {COUNT:,} people", ["import", "history"], "people.db",
              ("sessions", "sessions-{}"), ["session", "assignment"])
