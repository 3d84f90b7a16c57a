"""Ten years of 50 series and 10,000 people, with joiners, leavers, absences, topics and invites.

Written straight into the tables of a new programme; the same bytes at every run.
"""

import datetime
import random
import sqlite3

TODAY = datetime.date(2027, 1, 4)
WEEKS_AHEAD = 12
WEEKS = 520
FIRST_NAMES = "Ana Bo Cleo Dov Elif Finn Gül Hana Ines João Kofi Lena Milo Nils Oya Pia Quin Rosa Søren Tia".split()
LAST_NAMES = "Abel Berg Costa Dahl Engel Ferreira Grant Hahn Ito Jansen Kaya Lund Moreau Núñez Okoro Park".split()
ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Europe/Lisbon"]


def folded(text):
    return text.lower().translate(str.maketrans("üãøúñ", "uaoun")).replace("ø", "o")


def name_of(number, rng):
    return f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)} {number}"


def day(value):
    return value.isoformat() if value else None


def address_of(name):
    return f"{folded(name).replace(' ', '.')}@example.org"


class LargeProgramme:
    def __init__(self, database, people=10_000, series=50, topics=5_000):
        self.rng = random.Random(20270104)
        self.database = sqlite3.connect(database)
        self.begin = TODAY + datetime.timedelta(weeks=WEEKS_AHEAD - WEEKS)
        self.add_people(people)
        self.add_absences(people * 2)
        self.add_topics(topics)
        self.add_series(series)
        self.add_sessions()
        self.add_invites()
        self.database.commit()
        self.database.execute("VACUUM")
        self.database.close()

    def id(self):
        return self.rng.getrandbits(60)

    def insert(self, table, rows):
        """Values of the first columns; those that later schemas added have their defaults."""
        columns = [column[1] for column in self.database.execute(f"PRAGMA table_info({table})")][:len(rows[0])]
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        self.database.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)

    def date(self, weeks=WEEKS - WEEKS_AHEAD):
        return self.begin + datetime.timedelta(days=self.rng.randrange(weeks * 7))

    def add_people(self, count):
        self.people = []
        rows = []
        for number in range(count):
            name = name_of(number, self.rng)
            joined = self.date() if self.rng.random() < 0.6 else None
            left = self.date() if self.rng.random() < 0.3 else None
            if joined and left and left < joined:
                joined, left = left, joined
            person = (self.id(), name, f"team-{self.rng.randrange(100)}", joined, left)
            self.people.append(person)
            rows.append((person[0], name, folded(name), address_of(name), person[2],
                         f"site-{self.rng.randrange(8)}", self.rng.choice(ZONES), "09:00-17:00", "", None,
                         day(joined), day(left)))
        self.insert("person", rows)

    def add_absences(self, count):
        rows = []
        for _ in range(count):
            first = self.date()
            last = first + datetime.timedelta(days=self.rng.randrange(1, 28))
            rows.append((self.id(), self.rng.choice(self.people)[0], day(first), day(last), "holiday", 0))
        self.insert("absence", rows)

    def add_topics(self, count):
        self.topics = [self.id() for _ in range(count)]
        self.insert("topic", [(topic, i + 1, f"topic-{i + 1}", f"Topic {i + 1}", f"topic {i + 1}",
                               "What it is and why it matters. " * 5, "talk", "beginner", 30)
                              for i, topic in enumerate(self.topics)])
        self.insert("topic_tag", [(topic, f"tag-{self.rng.randrange(40)}") for topic in self.topics])
        self.insert("topic_presenter", [(topic, self.rng.choice(self.people)[0]) for topic in self.topics])
        self.database.execute("UPDATE programme SET last_topic_number = ?", (count,))

    def add_series(self, count):
        self.series = []
        weekdays = ["MO", "TU", "WE", "TH", "FR"]
        for number in range(count):
            # Ten rotate through everybody, the others through one team each.
            pool = "everyone" if number < 10 else f"team:team-{number}"
            zone = ZONES[number % len(ZONES)]
            self.series.append((self.id(), number % 5, pool, zone))
            self.database.execute(
                "INSERT INTO series (id, name, slug, rule, first, start, zone, place, pool)"
                " VALUES (?, ?, ?, ?, ?, '12:30', ?, 'Canteen', ?)",
                (self.series[-1][0], f"Lunch {number}", f"lunch-{number}",
                 f"FREQ=WEEKLY;BYDAY={weekdays[number % 5]}",
                 day(self.begin + datetime.timedelta(days=number % 5)), zone, pool))

    def add_sessions(self):
        pools = {}
        for person in self.people:
            pools.setdefault("everyone", []).append(person)
            pools.setdefault(f"team:{person[2]}", []).append(person)
        sessions, assignments = [], []
        self.announced = []
        for week in range(WEEKS):
            for series, weekday, pool, zone in self.series:
                date = self.begin + datetime.timedelta(weeks=week, days=weekday)
                session = self.id()
                presenter = self.presenter(pools[pool], date)
                announced = TODAY <= date < TODAY + datetime.timedelta(weeks=2)
                if announced:
                    self.announced.append(session)
                state = "held" if date < TODAY else "announced" if announced else "planned"
                if self.rng.random() < 0.05:
                    state = "cancelled"
                topic = self.rng.choice(self.topics) if self.rng.random() < 0.5 else None
                sessions.append((session, series, day(date), day(date), "12:30", 60, zone, "Canteen", "", state, topic,
                                 0, 0, "", "", int(announced)))
                if presenter and state != "cancelled":
                    assignments.append((session, presenter, "presenter", 0))
        self.insert("session", sessions)
        self.insert("assignment", assignments)

    def presenter(self, pool, date):
        for _ in range(20):
            person, _, _, joined, left = self.rng.choice(pool)
            if (not joined or joined <= date) and (not left or date <= left):
                return person
        return None

    def add_invites(self):
        here = [person for person in self.people if not person[4]]
        self.insert("announcement", [(session, 0, "state on\n", "2026-12-01T09:00:00Z") for session in self.announced])
        self.insert("invite", [(session, address_of(person[1]), person[0], "invited", 0, "2026-12-01T09:00:00Z")
                               for session in self.announced for person in self.rng.sample(here, 200)])
