"""A world of its own for each test of the built program: a folder, an environment, a database.

Every test file is run as `FILE.py PROGRAM` and ends with main(). What blocks for good is ended by a deadline that no
healthy run comes near; nothing here is timed otherwise.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else None
DEADLINE = 120  # seconds
# A killed process leaves the same files in memory as on a disk, and thousands of flushes need not be waited for.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


class World(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="tiffin-", dir=MEMORY)
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.database = self.path("tiffin.db")
        self.environment = {"HOME": self.folder, "TIFFIN_DATABASE": self.database, "TIFFIN_NOW": "2027-01-04",
                            "PATH": os.environ["PATH"], "LC_ALL": "C",
                            **{name: os.environ[name] for name in os.environ if name.endswith("SAN_OPTIONS")}}
        self.tiffin("init", "--zone", "Europe/Berlin", "--organizer", "Ana <ana@bramble.example>")

    def path(self, name):
        return os.path.join(self.folder, name)

    def start(self, *arguments, **options):
        """Starts the program; its streams are pipes unless said otherwise."""
        for stream in ("stdin", "stdout", "stderr"):
            options.setdefault(stream, subprocess.DEVNULL if stream == "stdin" else subprocess.PIPE)
        process = subprocess.Popen([PROGRAM, *arguments], env=self.environment, cwd=self.folder, **options)
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.kill()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    pass
        process.wait()

    def finish(self, process, input=None):
        """Waits for its end; (status, standard output, standard error)."""
        out, err = process.communicate(input, timeout=DEADLINE)
        return process.returncode, (out or b"").decode(), (err or b"").decode()

    def run_tiffin(self, *arguments, input=None, **options):
        if input is not None:
            options["stdin"] = subprocess.PIPE
        return self.finish(self.start(*arguments, **options), input)

    def tiffin(self, *arguments, **options):
        """Runs what must succeed; its standard output."""
        status, out, err = self.run_tiffin(*arguments, **options)
        self.assertEqual(status, 0, err)
        return out

    def ask(self, sql):
        """What SQLite itself says of the file."""
        connection = sqlite3.connect(self.database, timeout=DEADLINE)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def dump(self):
        """All that is in the file, as SQL; pages that nothing uses may hold anything."""
        connection = sqlite3.connect(self.database, timeout=DEADLINE)
        try:
            return list(connection.iterdump())
        finally:
            connection.close()

    def people(self):
        return self.ask("SELECT count(*) FROM person")[0][0]

    def check_sound(self):
        self.assertEqual(self.ask("PRAGMA integrity_check"), [("ok",)])
        self.assertEqual(self.ask("PRAGMA foreign_key_check"), [])

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return self.path(name)

    def people_csv(self, count, name="people.csv"):
        rows = "".join(f"Person {i},person{i}@bramble.example,Team {i % 40},{'x' * 60}\n" for i in range(count))
        return self.write(name, "name,email,team,diet\n" + rows)

    def wait_until(self, condition):
        end = time.monotonic() + DEADLINE
        while not condition():
            self.assertLess(time.monotonic(), end, "waited for too long")
            time.sleep(0.001)

    @staticmethod
    def has_open(process, path):
        folder = f"/proc/{process.pid}/fd"
        try:
            return any(os.path.realpath(os.path.join(folder, name)) == path for name in os.listdir(folder))
        except FileNotFoundError:
            return False

    def four_invites_due(self):
        """Two people who get two invites each."""
        for name in ("Ana", "Ben"):
            self.tiffin("person", "add", name, "--email", name.lower() + "@bramble.example")
        self.tiffin("series", "add", "Lunch", "--every", "1w", "--on", "thu", "--from", "2027-01-07", "--at", "12:30")
        self.tiffin("plan", "--count", "2")

    def blocked_invites(self, *arguments, at=1):
        """Invites into a folder, of which the one at this place waits for its reader: (process, let it go on)."""
        names = self.tiffin("invite", "-o", "invites", "-n", "--format", "csv", "--fields", "file").split()[1:]
        fifo = self.path(names[at])
        os.makedirs(os.path.dirname(fifo), exist_ok=True)
        os.mkfifo(fifo)
        pipe = os.open(fifo, os.O_RDWR | os.O_NONBLOCK)
        self.addCleanup(os.close, pipe)
        full = b" " * fcntl.fcntl(pipe, fcntl.F_GETPIPE_SZ)
        self.assertEqual(os.write(pipe, full), len(full))
        process = self.start("invite", "-o", "invites", *arguments)
        self.wait_until(lambda: self.has_open(process, fifo))
        return process, lambda: os.read(pipe, len(full))

    def check_sentence(self, text, *parts):
        """One line that begins with the program's name and has the parts."""
        self.assertTrue(text.startswith("tiffin: "), text)
        self.assertEqual(text.count("\n"), 1, text)
        for part in parts:
            self.assertIn(part, text)


def main():
    if PROGRAM is None:
        sys.exit("usage: FILE.py PROGRAM")
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
