"""kill -9 at any moment leaves all or nothing, and the next command works without repair."""

import os
import random
import shutil
import subprocess
import time

import world

ROWS = 20_000
KILLS = 25


class Kill(world.World):
    def setUp(self):
        super().setUp()
        self.random = random.Random(20270218)

    def fresh(self):
        """The programme as it was before, without what a killed process left beside it."""
        for name in ("tiffin.db", "tiffin.db-journal"):
            if os.path.exists(self.path(name)):
                os.remove(self.path(name))
        shutil.copyfile(self.path("before.db"), self.database)

    def remember(self):
        shutil.copyfile(self.database, self.path("before.db"))

    @staticmethod
    def kill_after(process, seconds):
        """True when it was the kill that ended it."""
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        return process.wait() == -9

    @staticmethod
    def kill_when(process, condition):
        while process.poll() is None and not condition():
            pass  # a sleep here would miss what takes a millisecond
        process.kill()
        process.wait()

    def check_all_or_nothing(self, outcomes):
        # The program itself comes first after the kill: whatever must be rolled back, it rolls back.
        self.tiffin("person", "add", "Somebody else")
        count = self.people()
        self.assertIn(count, (1, ROWS + 1))
        self.check_sound()
        outcomes.add("all" if count > 1 else "nothing")

    def test_imports_killed_at_random_moments(self):
        self.people_csv(ROWS)
        self.remember()
        begin = time.monotonic()
        self.tiffin("person", "import", "people.csv")
        duration = time.monotonic() - begin
        outcomes = set()
        kills = 0
        for _ in range(10 * KILLS):
            if kills == KILLS:
                break
            self.fresh()
            process = self.start("person", "import", "people.csv")
            if self.kill_after(process, self.random.random() * duration):
                kills += 1
                self.check_all_or_nothing(outcomes)
        self.assertEqual(kills, KILLS)
        self.assertIn("nothing", outcomes)

    def test_imports_killed_while_the_file_changes(self):
        self.people_csv(ROWS)
        self.remember()
        size = os.path.getsize(self.database)
        journal = self.path("tiffin.db-journal")
        outcomes = set()
        hot = 0  # times that there was something to roll back
        for _ in range(40):
            self.fresh()
            process = self.start("person", "import", "people.csv")
            self.kill_when(process, lambda: os.path.getsize(self.database) != size)
            hot += os.path.exists(journal) and os.path.getsize(journal) > 0
            self.check_all_or_nothing(outcomes)
            self.assertFalse(os.path.exists(journal))
            if hot == 4:
                return
        self.fail("never killed while the file changed")

    def test_a_killed_init_is_made_good_by_the_next(self):
        path = self.path("new.db")
        init = ("init", "--database", path, "--zone", "Europe/Berlin", "--organizer", "Ana <ana@bramble.example>")
        kills = 0
        for _ in range(200):
            for name in (path, path + "-journal"):
                if os.path.exists(name):
                    os.remove(name)
            process = self.start(*init)
            self.kill_when(process, lambda: os.path.exists(path))
            if process.returncode != -9:
                continue
            kills += 1
            status, _, err = self.run_tiffin(*init)
            if status != 0:  # it was done already
                self.check_sentence(err, "holds a programme already")
            self.assertIn("Europe/Berlin", self.tiffin("config", "show", "--database", path))
            if kills == 10:
                return
        self.fail("the runs end before they are killed")

    def test_a_killed_edit_keeps_every_other_row(self):
        rows = 500
        self.people_csv(rows)
        self.tiffin("person", "import", "people.csv")
        begin = time.monotonic()
        self.tiffin("person", "edit", "person0@bramble.example", "--team", "0")
        duration = time.monotonic() - begin
        for i in range(20):
            process = self.start("person", "edit", f"person{i}@bramble.example", "--team", "edited")
            self.kill_after(process, self.random.random() * duration)
            self.assertEqual(self.tiffin("export", "people", "--no-header").count("\n"), rows)
        self.check_sound()

    def test_invites_killed_at_random_moments(self):
        guests = 30
        self.people_csv(guests)
        self.tiffin("person", "import", "people.csv")
        self.tiffin("series", "add", "Lunch", "--every", "1w", "--on", "thu", "--from", "2027-01-07", "--at", "12:30")
        self.tiffin("plan", "--series", "lunch", "--count", "4")
        self.remember()
        begin = time.monotonic()
        self.tiffin("invite", "-o", "first")
        duration = time.monotonic() - begin
        due = len(os.listdir(self.path("first")))
        self.assertEqual(due, 4 * guests)
        kills = 0
        for _ in range(100):
            if kills == 10:
                return
            self.fresh()
            shutil.rmtree(self.path("invites"), ignore_errors=True)
            process = self.start("invite", "-o", "invites")
            if not self.kill_after(process, self.random.random() * duration):
                continue
            kills += 1
            told = self.ask("SELECT count(*) FROM invite")[0][0]
            self.assertIn(told, (0, due))
            if told == due:  # nobody is called invited who was not
                self.assertEqual(len(self.invites()), due)
            self.invites()
            self.tiffin("invite", "-o", "invites")
            self.assertEqual(sorted(self.invites()), sorted(os.listdir(self.path("first"))))
        self.fail("the runs end before they are killed")

    def invites(self):
        """The invites that were written; every one is whole."""
        folder = self.path("invites")
        names = [name for name in os.listdir(folder) if name.endswith(".ics")] if os.path.isdir(folder) else []
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                text = file.read()
            self.assertTrue(text.startswith(b"BEGIN:VCALENDAR\r\n"), name)
            self.assertTrue(text.endswith(b"END:VCALENDAR\r\n"), name)
        return names


if __name__ == "__main__":
    world.main()
