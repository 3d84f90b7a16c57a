"""100,000 people as CSV: as tiffin reads them, and with the columns of the person table for sqlite3 .import."""

import csv
import random
import re
import sqlite3

from large_programme import FIRST_NAMES, LAST_NAMES, ZONES, folded

HEADER = ["name", "email", "team", "site", "zone", "hours", "diet", "joined", "left"]


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


def write_csv(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def write_files(folder, name, count):
    """NAME.csv for tiffin; NAME-random.csv and NAME-ordered.csv for sqlite3: with random ids, as tiffin gives them,
    and with ids in the order of the rows, as a table would give them by itself."""
    rows = list(people(count, f"{name}.example.org"))
    rng = random.Random(name)
    first = rng.getrandbits(40)
    write_csv(f"{folder}/{name}.csv", [HEADER, *rows])
    write_csv(f"{folder}/{name}-repeated.csv", [HEADER, *rows, rows[0]])
    write_csv(f"{folder}/{name}-random.csv", ([rng.getrandbits(60), row[0], folded(row[0]), *row[1:]] for row in rows))
    ordered = [[first + i, row[0], folded(row[0]), *row[1:]] for i, row in enumerate(rows)]
    write_csv(f"{folder}/{name}-ordered.csv", ordered)
    write_csv(f"{folder}/{name}-ordered-repeated.csv", [*ordered, [first + count, *ordered[0][1:]]])


def create_peer_table(programme, peer):
    """The person table of a programme with its constraints and indexes, but for the manager: .import cannot leave a
    number out. That makes the peer's work a little smaller than tiffin's."""
    with sqlite3.connect(programme) as database:
        statements = [sql for (sql,) in database.execute(
            "SELECT sql FROM sqlite_schema WHERE tbl_name = 'person' AND sql IS NOT NULL ORDER BY type DESC")]
    with sqlite3.connect(peer) as database:
        for sql in statements:
            if "by_manager" not in sql:
                database.execute(re.sub(r"\n\s*manager [^\n]*", "", sql))
