"""The databases that the benchmarks work on, and the commands that do."""

import os
import shutil
import subprocess

import many_rows
from large_programme import TODAY, LargeProgramme

SQLITE = "/usr/bin/sqlite3"
NOW = TODAY.isoformat()


class Programmes:
    def __init__(self, tiffin, folder):
        self.tiffin = tiffin
        self.folder = folder
        # No configuration of the user's, the same clock and ids at every run.
        self.environment = {"HOME": folder, "PATH": os.environ["PATH"], "TIFFIN_NOW": NOW, "TIFFIN_SEED": "1"}

    def path(self, name):
        return os.path.join(self.folder, name)

    def command(self, database, *arguments):
        return [self.tiffin, *arguments, "--database", self.path(database)]

    def make(self, *arguments):
        subprocess.run(arguments, env=self.environment, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)

    def init(self, database):
        self.make(*self.command(database, "init", "--zone", "Europe/Berlin", "--organizer",
                                "Olga Organizer <olga@example.org>"))

    def removing(self, *names):
        def remove():
            for name in names:
                if os.path.exists(self.path(name)):
                    os.unlink(self.path(name))
        return remove

    def copying(self, source, target, without=()):
        """`without`: what the run before has written, where writing it anew would cost more or less."""
        remove = self.removing(target, target + "-journal", *without)
        def copy():
            remove()
            shutil.copy(self.path(source), self.path(target))
        return copy

    def small_programme(self, database, people, series, audience="everyone"):
        self.init(database)
        file = self.path(database + ".csv")
        with open(file, "w", encoding="utf-8") as lines:
            lines.write("name,email,team,joined\n")
            for number in range(people):
                lines.write(f"Person {number},person.{number}@example.org,team-{number % 6},2026-01-01\n")
        self.make(*self.command(database, "person", "import", file))
        for number in range(series):
            self.make(*self.command(database, "series", "add", f"Lunch {number}", "--every", "1w", "--on",
                                    "tue" if number % 2 else "thu", "--from", NOW, "--at", "12:30", "--zone",
                                    "Europe/Berlin", "--place", "Canteen"))

    def large(self):
        if not os.path.exists(self.path("large.db")):
            self.init("large.db")
            LargeProgramme(self.path("large.db"))
        return "large.db"

    def filled(self, count):
        """empty.db and people.db, the latter with the people of known.csv; new.csv has others. Beside them the same
        for sqlite3."""
        if os.path.exists(self.path("people.db")):
            return
        for name in ("new", "known"):
            many_rows.write_people(self.folder, name, count)
        self.init("empty.db")
        self.copying("empty.db", "people.db")()
        self.make(*self.command("people.db", "person", "import", self.path("known.csv")))
        many_rows.create_peer_tables(self.path("empty.db"), self.path("peer-empty.db"))
        self.copying("peer-empty.db", "peer-people.db")()
        self.make(SQLITE, "-csv", self.path("peer-people.db"), f".import {self.path('known-person.csv')} person")
