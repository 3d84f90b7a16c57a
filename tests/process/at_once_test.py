"""Processes that work on one programme at once lose nothing."""

import world

WAIT = ("--wait", str(world.DEADLINE))


class AtOnce(world.World):
    def all_succeed(self, commands):
        processes = [self.start(*command, *WAIT) for command in commands]
        for command, process in zip(commands, processes):
            status, _, err = self.finish(process)
            self.assertEqual(status, 0, f"{command}: {err}")

    def test_two_processes_adding_people(self):
        for i in range(10):
            self.all_succeed([("person", "add", f"Left {i}"), ("person", "add", f"Right {i}")])
        self.assertEqual(self.people(), 20)

    def test_twenty_processes_adding_people(self):
        for turn in range(3):
            self.all_succeed([("person", "add", f"Person {turn} {i}", "--email", f"p{turn}.{i}@bramble.example")
                              for i in range(20)])
        self.assertEqual(self.people(), 60)
        self.assertEqual(self.ask("SELECT revision FROM programme")[0][0], 61)
        self.check_sound()

    def test_edits_of_one_person_are_all_kept(self):
        self.tiffin("person", "add", "Ana")
        edits = {"--team": "Design", "--site": "Lisbon", "--diet": "vegan", "--zone": "Asia/Tokyo",
                 "--hours": "10:00-18:00", "--joined": "2026-01-05", "--email": "ana@x.example"}
        for turn in range(3):
            self.all_succeed([("person", "edit", "Ana", option, "") for option in edits])
            self.all_succeed([("person", "edit", "Ana", option, value) for option, value in edits.items()])
            row = self.ask("SELECT team, site, diet, zone, hours, joined, email FROM person")
            self.assertEqual(row, [tuple(edits.values())], f"turn {turn}")

    def test_assignments_of_different_sessions_are_all_kept(self):
        self.tiffin("series", "add", "Lunch", "--every", "1w", "--on", "thu", "--from", "2027-01-07", "--at", "12:30")
        dates = [date for (date,) in self.ask("SELECT date FROM session ORDER BY date")]
        self.assertGreaterEqual(len(dates), 10)
        people = "".join(f"Person {i},p{i}@bramble.example\n" for i, _ in enumerate(dates))
        self.tiffin("person", "import", self.write("people.csv", "name,email\n" + people))
        self.all_succeed([("session", "assign", f"lunch/{date}", "--presenter", f"p{i}@bramble.example")
                          for i, date in enumerate(dates)])
        found = self.ask("SELECT date, email FROM session JOIN assignment ON session = session.id "
                         "JOIN person ON person = person.id ORDER BY date")
        self.assertEqual(found, [(date, f"p{i}@bramble.example") for i, date in enumerate(dates)])

    def test_invites_at_once_are_all_known_afterwards(self):
        self.people_csv(50)
        self.tiffin("person", "import", "people.csv")
        self.tiffin("series", "add", "Lunch", "--every", "1w", "--on", "thu", "--from", "2027-01-07", "--at", "12:30")
        self.tiffin("plan", "--count", "3")
        for turn in range(5):
            self.all_succeed([("invite", "-o", f"{turn}-{i}") for i in range(4)] +
                             [("series", "edit", "lunch", "--place", f"Room {turn}")])
            self.tiffin("invite", "-o", f"{turn}-rest")  # what changed in the midst of it
            self.assertEqual(self.tiffin("invite"), "")
            self.assertEqual(self.ask("SELECT count(*), count(DISTINCT told) FROM invite"), [(150, 1)])
            self.assertEqual(self.ask("SELECT count(*) FROM announcement JOIN invite USING (session) "
                                      "WHERE invite.sequence < announcement.sequence"), [(0,)])

    def test_topics_of_one_title_get_numbers_and_slugs_of_their_own(self):
        self.all_succeed([("topic", "add", "SQLite") for _ in range(10)])
        self.assertEqual(self.ask("SELECT count(*), count(DISTINCT slug), max(number) FROM topic"), [(10, 10, 10)])

    def test_of_many_that_create_a_programme_one_does(self):
        for turn in range(3):
            self.environment["TIFFIN_DATABASE"] = self.path(f"new{turn}.db")
            processes = [self.start("init", "--zone", "Europe/Berlin", *WAIT) for _ in range(10)]
            results = [self.finish(process) for process in processes]
            self.assertEqual(sorted(status for status, _, _ in results), [0] + [73] * 9, results)
            for status, _, err in results:
                if status == 73:
                    self.assertIn("holds a programme already", err)

    def test_a_report_is_of_one_moment(self):
        # Each import adds a person and their talk at once; a report that reads the people before it and the talks
        # after it would know a talk of nobody.
        self.write("0.csv", "date,series,presenter\n2020-01-01,Lunch,Person 0\n")
        self.tiffin("import", "history", "0.csv")
        for i in range(1, 25):
            self.write(f"{i}.csv", f"date,series,presenter\n2020-02-{i:02},Lunch,Person {i}\n")
            writer = self.start("import", "history", f"{i}.csv", *WAIT)
            readers = [self.start("report", "rotation", "--format", "csv", "--no-header", "--fields", "turns", *WAIT)
                       for _ in range(3)]
            for reader in readers:
                status, out, err = self.finish(reader)
                self.assertEqual(status, 0, err)
                self.assertEqual(set(out.split()), {"1"})
            self.assertEqual(self.finish(writer)[0], 0)

    def test_readers_see_whole_commands_only(self):
        self.people_csv(300)
        writer = self.start("person", "import", "people.csv", *WAIT)
        seen = set()
        while writer.poll() is None:
            seen.add(self.tiffin("export", "people", "--no-header", *WAIT).count("\n"))
        self.assertEqual(self.finish(writer)[0], 0)
        self.assertLessEqual(seen, {0, 300})
        self.assertEqual(self.tiffin("export", "people", "--no-header").count("\n"), 300)


if __name__ == "__main__":
    world.main()
