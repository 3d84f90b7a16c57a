"""A signal rolls back and ends the program as that signal."""

import fcntl
import os
import signal
import sqlite3
import struct
import subprocess
import termios

import world

ROWS = 3_000
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WAIT = ("--wait", "3600")


class Signals(world.World):
    def setUp(self):
        super().setUp()
        self.people_csv(ROWS)

    def hold(self, begin):
        """A lock that another program holds until it is closed."""
        other = sqlite3.connect(self.database, isolation_level=None)
        self.addCleanup(other.close)
        for statement in begin:
            other.execute(statement).fetchall()
        return other

    def import_stopped_before_its_commit(self, **options):
        """An import that has written all its rows, and whose commit waits for a reader."""
        reader = self.hold(["BEGIN", "SELECT count(*) FROM person"])
        process = self.start("person", "import", "people.csv", *WAIT, **options)
        journal = self.path("tiffin.db-journal")
        self.wait_until(lambda: os.path.exists(journal) and os.path.getsize(journal) > 512)
        return process, reader

    def test_an_import_is_rolled_back(self):
        for number in ENDING:
            process, reader = self.import_stopped_before_its_commit()
            process.send_signal(number)
            status, out, err = self.finish(process)
            self.assertEqual((status, out), (-number, ""))
            self.check_sentence(err, "interrupted, so nothing was changed")
            self.assertFalse(os.path.exists(self.path("tiffin.db-journal")))
            reader.close()
            self.assertEqual(self.people(), 0)
            self.check_sound()
        self.tiffin("person", "import", "people.csv", "--wait", "0")
        self.assertEqual(self.people(), ROWS)

    def test_a_wait_for_a_lock_is_ended(self):
        writer = self.hold(["BEGIN EXCLUSIVE"])
        for number in ENDING:
            for command in (("person", "list"), ("person", "add", "Zoe")):
                process = self.start(*command, *WAIT)
                # Blocked: it sleeps between tries and holds the file.
                self.wait_until(lambda: self.has_open(process, self.database))
                process.send_signal(number)
                status, _, err = self.finish(process)
                self.assertEqual(status, -number)
                self.check_sentence(err, "interrupted")
        writer.close()
        self.assertEqual(self.people(), 0)

    def test_a_wait_for_input_is_ended(self):
        for number in ENDING:
            process = self.start("person", "import", "-", stdin=subprocess.PIPE)
            process.stdin.write(b"name")
            process.stdin.flush()
            self.wait_until(lambda: self.is_reading(process))
            process.send_signal(number)
            self.assertEqual(process.wait(world.DEADLINE), -number)
            self.check_sentence(process.stderr.read().decode(), "interrupted")

    @staticmethod
    def is_reading(process):
        """It has read all there is, and sleeps."""
        held = struct.unpack("i", fcntl.ioctl(process.stdin, termios.FIONREAD, b"\0" * 4))[0]
        with open(f"/proc/{process.pid}/stat", encoding="utf-8") as file:
            return held == 0 and file.read().rpartition(") ")[2].startswith("S")

    def test_invites_that_were_delivered_before_a_signal_are_known(self):
        self.four_invites_due()
        for at, number in ((1, signal.SIGINT), (0, signal.SIGTERM), (0, signal.SIGHUP)):  # the last delivers the rest
            process, go_on = self.blocked_invites(at=at)
            process.send_signal(number)
            go_on()
            status, _, err = self.finish(process)
            self.assertEqual(status, -number)
            self.assertIn("tiffin: emitted ", err)
            left = 4 - self.ask("SELECT count(*) FROM invite")[0][0]
            self.assertEqual(left, {signal.SIGINT: 2, signal.SIGTERM: 1, signal.SIGHUP: 0}[number])
            if left > 0:
                self.assertIn(f"interrupted after {at + 1} of {left + at + 1} invites; run tiffin invite again", err)
        self.assertEqual(self.tiffin("invite"), "")

    def test_what_was_ignored_stays_ignored(self):
        process, reader = self.import_stopped_before_its_commit(
            preexec_fn=lambda: [signal.signal(number, signal.SIG_IGN) for number in ENDING])
        for number in ENDING:
            process.send_signal(number)
        reader.close()
        self.assertEqual(self.finish(process)[0], 0)
        self.assertEqual(self.people(), ROWS)

    def test_a_second_signal_ends_at_once_and_the_next_command_rolls_back(self):
        process, reader = self.import_stopped_before_its_commit()
        process.send_signal(signal.SIGSTOP)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGCONT)
        self.assertIn(self.finish(process)[0], (-signal.SIGINT, -signal.SIGTERM))
        reader.close()
        self.tiffin("person", "add", "Zoe")
        self.assertEqual(self.people(), 1)
        self.check_sound()


if __name__ == "__main__":
    world.main()
