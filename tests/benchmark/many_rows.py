"""100,000 people, topics and past sessions as CSV: as tiffin reads them, and as the tables hold them, for sqlite3
.import. The ids of the tables ascend, as those do that tiffin gives: the easiest order for a database."""

import csv
import datetime
import random
import re
import sqlite3

from large_programme import FIRST_NAMES, LAST_NAMES, TODAY, ZONES, folded

PEOPLE = ["name", "email", "team", "site", "zone", "hours", "diet", "joined", "left"]
TOPICS = ["title", "presenter", "format", "tags", "level", "minutes", "abstract"]
SESSIONS = ["date", "series", "presenter", "state", "note"]
# .import cannot leave a number or a time out, so these columns are not in its tables: its work is the smaller for it.
NOT_IMPORTED = {"person": ["manager"], "topic": [], "topic_tag": [], "topic_presenter": [],
                "series": [], "session": ["start", "topic"], "assignment": []}


def people(count, domain):
    """The addresses come in random order, as they do in what people export."""
    rng = random.Random(domain)
    numbers = list(range(count))
    rng.shuffle(numbers)
    for number in numbers:
        name = f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)} {number}"
        yield [name, f"{number * 7919 % 1_000_003}.{folded(name).replace(' ', '.')}@{domain}",
               f"team-{rng.randrange(100)}", f"site-{rng.randrange(8)}", rng.choice(ZONES), "09:00-17:00",
               rng.choice(["", "vegan", "vegetarian"]), f"20{rng.randrange(10, 27)}-03-01", "2031-12-31"]


def topics(count, presenters):
    rng = random.Random(count)
    for number in range(count):
        yield [f"{rng.choice(FIRST_NAMES)} on {rng.choice(LAST_NAMES)} {number}", rng.choice(presenters), "talk",
               f"tag-{rng.randrange(40)}", "beginner", 30, "What it is and why it matters. " * 3]


def sessions(count, presenters, series=50):
    rng = random.Random(count + 1)
    for number in range(count):
        date = TODAY - datetime.timedelta(weeks=1 + number // series)
        yield [date.isoformat(), f"Lunch {number % series}", rng.choice(presenters), "held", ""]


def write_csv(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def write_people(folder, name, count):
    """NAME.csv for tiffin and NAME-person.csv for sqlite3; both also with the first person again in the last line."""
    rows = list(people(count, f"{name}.example.org"))
    first = random.Random(name).getrandbits(40)
    table = [[first + i, row[0], folded(row[0]), *row[1:]] for i, row in enumerate(rows)]
    write_csv(f"{folder}/{name}.csv", [PEOPLE, *rows])
    write_csv(f"{folder}/{name}-repeated.csv", [PEOPLE, *rows, rows[0]])
    write_csv(f"{folder}/{name}-person.csv", table)
    write_csv(f"{folder}/{name}-person-repeated.csv", [*table, [first + count, *table[0][1:]]])


def ids_by_email(peer):
    with sqlite3.connect(peer) as database:
        return dict(database.execute("SELECT email, id FROM person ORDER BY id LIMIT 10000"))


def write_topics(folder, peer, count):
    """topics.csv for tiffin and topics-TABLE.csv for sqlite3, presented by people of `peer`."""
    ids = ids_by_email(peer)
    rows = list(topics(count, list(ids)))
    write_csv(f"{folder}/topics.csv", [TOPICS, *rows])
    write_csv(f"{folder}/topics-topic.csv",
              ([i, i, re.sub("[^a-z0-9]+", "-", folded(row[0])), row[0], folded(row[0]), row[6], row[2], row[4], row[5]]
               for i, row in enumerate(rows, 1)))
    write_csv(f"{folder}/topics-topic_tag.csv", ([i, row[3]] for i, row in enumerate(rows, 1)))
    write_csv(f"{folder}/topics-topic_presenter.csv", ([i, ids[row[1]]] for i, row in enumerate(rows, 1)))


def write_sessions(folder, peer, count):
    """sessions.csv for tiffin and sessions-TABLE.csv for sqlite3; gives `peer` the series."""
    ids = ids_by_email(peer)
    rows = list(sessions(count, list(ids)))
    series = {name: i for i, name in enumerate(sorted({row[1] for row in rows}), 1)}
    with sqlite3.connect(peer) as database:
        database.executemany("INSERT OR IGNORE INTO series (id, name, slug, first) VALUES (?, ?, ?, '2026-12-28')",
                             [(i, name, name) for name, i in series.items()])
    write_csv(f"{folder}/sessions.csv", [SESSIONS, *rows])
    rows.sort(key=lambda row: (series[row[1]], row[0]))
    write_csv(f"{folder}/sessions-session.csv",
              ([i, series[row[1]], row[0], row[0], 60, "", "", "", "held", 0, 0, "", "", 0]
               for i, row in enumerate(rows, 1)))
    write_csv(f"{folder}/sessions-assignment.csv", ([i, ids[row[2]], "presenter", 0] for i, row in enumerate(rows, 1)))


def create_peer_tables(programme, peer):
    """The tables of a programme with their constraints and indexes, but for the columns above."""
    with sqlite3.connect(programme) as database:
        statements = database.execute("SELECT tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
                                      " ORDER BY type DESC").fetchall()
    with sqlite3.connect(peer) as database:
        for table, sql in statements:
            if table not in NOT_IMPORTED:
                continue
            left_out = NOT_IMPORTED[table]
            if sql.startswith("CREATE INDEX") and any(f"({column})" in sql for column in left_out):
                continue
            for column in left_out:
                sql = re.sub(rf"\n\s*{column} [^\n]*", "", sql)
            database.execute(sql)
