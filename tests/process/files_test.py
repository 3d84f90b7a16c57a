"""The files it writes and reads: whole or not at all, with the right modes, and each refusal with its status."""

import os
import resource
import sqlite3
import stat
import threading
import time

import world


def limit_files(size):
    """What a full disk is, without one: no file may grow beyond `size`."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


class Files(world.World):
    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def stray(self):
        return [name for name in os.listdir(self.folder) if ".tiffin-" in name]

    def mode(self, name):
        return stat.S_IMODE(os.stat(self.path(name)).st_mode)

    def test_unchanged_content_leaves_the_file_untouched(self):
        self.tiffin("person", "add", "Ana")
        self.tiffin("export", "people", "-o", "out.csv")
        os.utime(self.path("out.csv"), (1, 1))
        before = os.stat(self.path("out.csv"))
        status, out, err = self.run_tiffin("export", "people", "-o", "out.csv")
        self.assertEqual((status, out), (0, ""))
        self.assertIn("up to date", err)
        after = os.stat(self.path("out.csv"))
        self.assertEqual((after.st_mtime_ns, after.st_ino), (before.st_mtime_ns, before.st_ino))
        self.tiffin("person", "add", "Ben")
        self.tiffin("export", "people", "-o", "out.csv")
        self.assertNotEqual(os.stat(self.path("out.csv")).st_ino, before.st_ino)  # beside, then renamed
        self.assertIn(b"Ben", self.read("out.csv"))
        self.assertEqual(self.stray(), [])

    def test_modes(self):
        self.assertEqual(self.mode("tiffin.db"), 0o600)
        for mask, mode in ((0o022, 0o644), (0o077, 0o600), (0, 0o666)):
            self.tiffin("export", "people", "-o", f"{mask}.csv", preexec_fn=lambda: os.umask(mask))
            self.assertEqual(self.mode(f"{mask}.csv"), mode)
            self.tiffin("init", "--database", f"{mask}.db", preexec_fn=lambda: os.umask(mask))
            self.assertEqual(self.mode(f"{mask}.db"), 0o600)
        os.chmod(self.path("0.csv"), 0o640)
        self.tiffin("person", "add", "Ana")
        self.assertEqual(self.mode("tiffin.db"), 0o600)
        self.tiffin("export", "people", "-o", "0.csv")
        self.assertEqual(self.mode("0.csv"), 0o640)

    def test_links_stay_and_what_they_name_is_written(self):
        os.mkdir(self.path("real"))
        os.symlink("real/out.csv", self.path("link.csv"))
        open(self.path("real/out.csv"), "wb").close()
        self.tiffin("export", "people", "-o", "link.csv")
        self.assertTrue(os.path.islink(self.path("link.csv")))
        self.assertIn(b"name,email", self.read("real/out.csv"))
        # As /dev/stdout is, when it is redirected into a file.
        os.symlink("/proc/self/fd/1", self.path("stdout"))
        with open(self.path("redirected.csv"), "wb") as file:
            self.tiffin("export", "people", "-o", "stdout", stdout=file)
        self.assertTrue(os.path.islink(self.path("stdout")))
        self.assertIn(b"name,email", self.read("redirected.csv"))
        self.assertEqual(self.stray(), [])

    def test_pipes_and_devices_are_written_into(self):
        os.mkfifo(self.path("fifo"))
        received = []
        reader = threading.Thread(target=lambda: received.append(self.read("fifo")))
        reader.start()
        self.tiffin("export", "people", "-o", "fifo")
        reader.join(world.DEADLINE)
        self.assertIn(b"name,email", received[0])
        self.assertTrue(stat.S_ISFIFO(os.stat(self.path("fifo")).st_mode))
        status, _, err = self.run_tiffin("export", "people", "-o", "/dev/full")
        self.assertEqual(status, 74)
        self.check_sentence(err, "the disk of /dev/full is full")

    def test_a_disk_that_fills_leaves_the_old_file(self):
        self.people_csv(3_000)
        self.tiffin("person", "import", "people.csv")
        self.write("out.csv", "old\n")
        status, _, err = self.run_tiffin("export", "people", "-o", "out.csv", preexec_fn=limit_files(50_000))
        self.assertEqual(status, 74)
        self.check_sentence(err, "cannot write out.csv", "File too large")
        self.assertEqual(self.read("out.csv"), b"old\n")
        self.assertEqual(self.stray(), [])

    def test_a_disk_that_fills_leaves_the_programme(self):
        self.tiffin("person", "add", "Ana")
        self.people_csv(3_000)
        before = self.dump()
        size = len(self.read("tiffin.db"))
        for limit in (0, 512, size, size + 20_000):
            status, _, err = self.run_tiffin("person", "import", "people.csv", preexec_fn=limit_files(limit))
            self.assertEqual(status, 74, err)
            self.check_sentence(err, "so nothing was changed")
            self.assertEqual(self.dump(), before)
            self.assertEqual(len(self.read("tiffin.db")), size)
        self.check_sound()
        self.tiffin("person", "import", "people.csv")
        self.assertEqual(self.people(), 3_001)

    def test_only_invites_that_were_written_were_sent(self):
        self.people_csv(20)
        self.tiffin("person", "import", "people.csv")
        self.tiffin("series", "add", "Lunch", "--every", "1w", "--on", "thu", "--from", "2027-01-07", "--at", "12:30")
        self.tiffin("plan", "--count", "2")
        self.write("invites", "a file is in the way")
        status, _, err = self.run_tiffin("invite", "-o", "invites")
        self.assertEqual(status, 73, err)
        self.assertEqual(self.ask("SELECT count(*) FROM invite"), [(0,)])
        self.assertEqual(self.ask("SELECT count(*) FROM session WHERE announced"), [(0,)])
        names = self.tiffin("invite", "-o", "new", "-n", "--format", "csv", "--fields", "file").split()[1:]
        self.assertEqual(len(names), 40)
        os.makedirs(self.path(names[25]))
        status, out, err = self.run_tiffin("invite", "-o", "new", "--format", "csv", "--fields", "file")
        self.assertEqual(status, 73, err)
        self.assertEqual(out.split()[1:], names[:25])
        self.assertEqual(err.splitlines()[0], "tiffin: emitted 25 requests")
        self.check_sentence(err.splitlines()[1] + "\n", "is a folder")
        self.assertEqual(self.ask("SELECT count(*) FROM invite"), [(25,)])
        self.assertEqual(self.ask("SELECT count(*) FROM session WHERE announced"), [(2,)])
        os.rmdir(self.path(names[25]))
        out = self.tiffin("invite", "-o", "new", "--format", "csv", "--fields", "file")
        self.assertEqual(out.split()[1:], names[25:])
        self.assertEqual(sorted(os.listdir(self.path("new"))), sorted(os.path.basename(name) for name in names))

    def test_what_is_gone_for_good_while_people_are_invited_is_named_and_the_rest_is_known(self):
        self.four_invites_due()
        self.tiffin("person", "add", "Zoe", "--email", "zoe@bramble.example")
        process, go_on = self.blocked_invites()
        self.tiffin("holiday", "add", "Retreat", "--on", "2027-01-07")
        self.tiffin("holiday", "remove", "Retreat")
        self.tiffin("person", "remove", "zoe")
        go_on()
        status, _, err = self.finish(process)
        self.assertEqual(status, 0, err)
        self.assertIn("removed while the invites went out, so nobody will call these off: Zoe, lunch/2027-01-07; ", err)
        self.check_sound()
        self.assertEqual(self.ask("SELECT count(*), count(DISTINCT session) FROM invite"), [(2, 1)])

    def test_what_was_delivered_is_noted_though_others_write(self):
        self.four_invites_due()
        process, go_on = self.blocked_invites("--wait", "0")
        other = sqlite3.connect(self.database, isolation_level=None)
        self.addCleanup(other.close)
        other.execute("BEGIN IMMEDIATE")
        go_on()
        time.sleep(0.5)  # it comes to the lock meanwhile; when it is late, it need not wait
        other.close()
        status, _, err = self.finish(process)
        self.assertEqual(status, 0, err)
        self.assertEqual(self.ask("SELECT count(*) FROM invite"), [(4,)])

    def test_what_was_delivered_but_cannot_be_noted_is_told(self):
        self.four_invites_due()
        process, go_on = self.blocked_invites()
        other = sqlite3.connect(self.database)
        other.execute("ALTER TABLE invite RENAME TO lost")
        other.close()
        go_on()
        status, _, err = self.finish(process)
        self.assertNotEqual(status, 0)
        self.check_sentence(err, "4 invites were delivered but not noted: ", "; run tiffin invite again: the same "
                            "invites go out once more, calendars take them as one")

    def test_what_a_killed_run_left_beside_is_cleared_away(self):
        self.tiffin("person", "add", "Ana")
        self.write("out.csv.tiffin-new", "half a file")
        self.tiffin("export", "people", "-o", "out.csv")
        self.assertIn(b"Ana", self.read("out.csv"))
        self.assertEqual(self.stray(), [])
        os.symlink("tiffin.db", self.path("link.csv.tiffin-new"))  # nobody is led to another file by it
        before = self.read("tiffin.db")
        status, _, err = self.run_tiffin("export", "people", "-o", "link.csv")
        self.assertEqual(status, 73)
        self.check_sentence(err, "cannot write beside link.csv")
        self.assertEqual(self.read("tiffin.db"), before)

    def test_runs_that_write_one_file_at_once_leave_a_whole_one(self):
        self.people_csv(2_000)
        self.tiffin("person", "import", "people.csv")
        processes = [self.start("export", "people", "-o", "out.csv") for _ in range(8)]
        processes += [self.start("export", "topics", "-o", "out.csv") for _ in range(8)]
        for process in processes:
            status, _, err = self.finish(process)
            self.assertEqual(status, 0, err)
        self.assertIn(self.read("out.csv").count(b"\n"), (1, 2_001))
        self.assertEqual(self.stray(), [])

    def test_exit_statuses(self):
        self.write("text.db", "no database at all\n")
        self.write("empty.db", "")
        self.tiffin("init", "--database", "newer.db")
        newer = sqlite3.connect(self.path("newer.db"))
        newer.execute("PRAGMA user_version = 1000")
        newer.close()
        expected = [
            (0, ["person", "list"]),
            (0, ["--version"]),
            (1, ["person", "list", "--fail-if-empty"]),
            (64, []),
            (64, ["person", "ad", "Ana"]),
            (64, ["person", "add"]),
            (64, ["person", "add", "Ana", "--email", "nobody"]),
            (65, ["person", "import", "text.db"]),
            (65, ["person", "list", "--database", "text.db"]),
            (65, ["person", "list", "--database", "empty.db"]),
            (65, ["person", "list", "--database", "."]),
            (66, ["person", "list", "--database", "missing.db"]),
            (66, ["person", "list", "--database", "file:missing.db"]),
            (66, ["person", "import", "missing.csv"]),
            (66, ["person", "show", "nobody"]),
            (73, ["init"]),
            (73, ["init", "--database", "text.db/below.db"]),
            (73, ["export", "people", "-o", "."]),
            (73, ["export", "people", "-o", "text.db/below.csv"]),
            (77, ["person", "add", "Ana", "--database", f"file:{self.database}?mode=ro"]),
            (78, ["person", "list", "--database", "newer.db"]),
        ]
        for status, command in expected:
            found, out, err = self.run_tiffin(*command)
            self.assertEqual(found, status, f"{command}: {err}")
            if status > 1 and command:
                self.check_sentence(err)
                self.assertEqual(out, "")
        other = sqlite3.connect(self.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        status, _, err = self.run_tiffin("person", "add", "Ana", "--wait", "0")
        other.close()
        self.assertEqual(status, 75)
        self.check_sentence(err, "another process")
        self.assertEqual(self.people(), 0)

    def test_a_broken_config_file_is_told_with_its_place(self):
        os.makedirs(self.path(".config/tiffin"))
        self.write(".config/tiffin/config.toml", "mingap = 3\n")
        status, _, err = self.run_tiffin("person", "list")
        self.assertEqual(status, 78)
        self.check_sentence(err, "config.toml:1:10: there is no setting mingap; did you mean min_gap?")

    def test_every_setting_has_its_origin(self):
        os.makedirs(self.path(".config/tiffin"))
        self.write(".config/tiffin/config.toml", "presenters = 2\nsoft_gap = 5\nmin_gap = 4\nteam_run = 3\n")
        self.tiffin("series", "add", "Lunch", "--every", "1w", "--on", "thu", "--from", "2027-01-07", "--at", "12:30")
        self.tiffin("config", "set", "soft_gap", "6")
        self.tiffin("config", "set", "min_gap", "5")
        self.tiffin("config", "set", "team_run", "4")
        self.tiffin("config", "set", "min_gap", "7", "--series", "lunch")
        self.tiffin("config", "set", "team_run", "5", "--series", "lunch")
        self.environment["TIFFIN_TEAM_RUN"] = "9"
        lines = self.tiffin("config", "show", "--series", "lunch", "--format", "csv", "--fields",
                            "setting,value,origin").splitlines()
        for line in ("newcomer_weeks,4,default", "presenters,2,config file", "soft_gap,6,programme",
                     "min_gap,7,series", "team_run,9,environment"):
            self.assertIn(line, lines)
        lines = self.tiffin("config", "show", "--format", "csv", "--fields", "setting,value,origin").splitlines()
        self.assertIn("min_gap,5,programme", lines)
        self.environment["TIFFIN_TEAM_RUN"] = "many"
        status, _, err = self.run_tiffin("config", "show")
        self.assertEqual(status, 78)
        self.check_sentence(err, "TIFFIN_TEAM_RUN: \"many\" is no whole number", "unset it")


if __name__ == "__main__":
    world.main()
