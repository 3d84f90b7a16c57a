"""kill -9 at any moment leaves all or nothing, and the next command works without repair."""

import os
import random
import shutil
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

    def kill_when(self, process, condition):
        """True when it was the kill that ended it."""
        while process.poll() is None and not condition():
            time.sleep(0.0005)
        process.kill()
        return process.wait() == -9

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
        while kills < KILLS:
            self.fresh()
            end = time.monotonic() + self.random.random() * duration
            process = self.start("person", "import", "people.csv")
            if self.kill_when(process, lambda: time.monotonic() >= end):
                kills += 1
                self.check_all_or_nothing(outcomes)
        self.assertIn("nothing", outcomes)

    def test_imports_killed_while_the_file_changes(self):
        self.people_csv(ROWS)
        self.remember()
        size = os.path.getsize(self.database)
        hot = 0
        outcomes = set()
        for _ in range(8):
            self.fresh()
            process = self.start("person", "import", "people.csv")
            delay = self.random.random() * 0.004

            def changing():
                if os.path.getsize(self.database) == size:
                    return False
                time.sleep(delay)
                return True

            self.kill_when(process, changing)
            journal = self.path("tiffin.db-journal")
            hot += os.path.exists(journal) and os.path.getsize(journal) > 0
            self.check_all_or_nothing(outcomes)
            self.assertFalse(os.path.exists(journal))
        self.assertGreater(hot, 0)  # else nothing above had to be rolled back

    def test_a_killed_edit_keeps_every_other_row(self):
        rows = 2000
        self.people_csv(rows)
        self.tiffin("person", "import", "people.csv")
        begin = time.monotonic()
        self.tiffin("person", "edit", "person0@bramble.example", "--team", "0")
        duration = time.monotonic() - begin
        for i in range(20):
            end = time.monotonic() + self.random.random() * duration
            process = self.start("person", "edit", f"person{i}@bramble.example", "--team", "edited")
            self.kill_when(process, lambda: time.monotonic() >= end)
            self.assertEqual(self.tiffin("export", "people", "--no-header").count("\n"), rows)
        self.check_sound()

    def test_invites_killed_at_random_moments(self):
        guests = 60
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
        while kills < 10:
            self.fresh()
            shutil.rmtree(self.path("invites"), ignore_errors=True)
            end = time.monotonic() + self.random.random() * duration
            process = self.start("invite", "-o", "invites")
            if not self.kill_when(process, lambda: time.monotonic() >= end):
                continue
            kills += 1
            told = self.ask("SELECT count(*) FROM invite")[0][0]
            self.assertIn(told, (0, due))
            if told == due:  # nobody is called invited who was not
                self.assertEqual(len(self.invites()), due)
            self.invites()
            self.tiffin("invite", "-o", "invites")
            self.assertEqual(sorted(self.invites()), sorted(os.listdir(self.path("first"))))

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
