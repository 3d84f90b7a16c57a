"""Pipes, terminals, closed and full streams: no noise, no hang, no lock held meanwhile, no byte in a wrong file."""

import errno
import fcntl
import os
import pty
import signal
import struct
import subprocess
import termios

import world

ROWS = 5_000  # more than a pipe holds


class Streams(world.World):
    def setUp(self):
        super().setUp()
        self.people_csv(ROWS)
        self.tiffin("person", "import", "people.csv")

    def check_untouched(self):
        with open(self.database, "rb") as file:
            self.assertEqual(file.read(16), b"SQLite format 3\0")
        self.check_sound()
        self.assertEqual(self.people(), ROWS)

    def blocked(self, *arguments):
        """The program, waiting for a reader of its standard output that does not read on."""
        process = self.start(*arguments)
        process.stdout.read(1)  # all is computed: it writes
        self.wait_until(lambda: self.is_full(process.stdout))
        return process

    @staticmethod
    def is_full(pipe):
        held = struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4))[0]
        return held > 60_000

    def test_a_reader_that_goes_is_no_failure_to_tell(self):
        for format in ("table", "csv", "json"):
            process = self.start("person", "list", "--format", format)
            process.stdout.readline()
            process.stdout.close()
            self.assertEqual(process.stderr.read(), b"")
            self.assertEqual(process.wait(world.DEADLINE), 74)
        shell = subprocess.run(f"'{world.PROGRAM}' person list | head -1", shell=True, env=self.environment,
                               capture_output=True, timeout=world.DEADLINE)
        self.assertEqual((shell.stderr, shell.stdout.count(b"\n")), (b"", 1))

    def test_messages_whose_reader_has_gone_change_nothing_of_the_work(self):
        read, write = os.pipe()
        os.close(read)
        self.addCleanup(os.close, write)
        with open("/dev/full", "wb") as full:
            for i, stream in enumerate((write, full)):
                status, out, _ = self.run_tiffin("person", "add", f"Zoe {i}", stderr=stream)
                self.assertEqual((status, out), (0, ""))
                self.assertEqual(self.people(), ROWS + 1 + i)

    def test_a_change_that_is_stored_is_said_to_be_when_its_output_fails(self):
        self.tiffin("series", "add", "Lunch", "--every", "1w", "--on", "thu", "--from", "2027-01-07", "--at", "12:30")
        planned = "SELECT count(*) FROM assignment"
        with open("/dev/full", "wb") as full:
            status, _, err = self.run_tiffin("plan", "--count", "2", "--quiet", stdout=full)
        self.assertEqual(status, 74)
        self.check_sentence(err, "the changes are stored", "the disk of standard output is full", "do not run it again")
        self.assertEqual(self.ask(planned), [(2,)])
        with open("/dev/full", "wb") as full:  # nothing is left to change
            status, _, err = self.run_tiffin("plan", "--count", "2", "--quiet", stdout=full)
        self.assertEqual(status, 74)
        self.assertNotIn("stored", err)
        read, write = os.pipe()
        os.close(read)
        self.addCleanup(os.close, write)
        status, _, err = self.run_tiffin("plan", "--count", "3", "--quiet", stdout=write)
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(self.ask(planned), [(3,)])

    def test_a_closed_standard_output_is_told(self):
        status, _, err = self.run_tiffin("person", "list", preexec_fn=lambda: os.close(1))
        self.assertEqual(status, 74)
        self.check_sentence(err, "cannot write standard output", os.strerror(errno.EBADF))
        self.check_untouched()

    def test_closed_streams_are_never_taken_for_files(self):
        def close(*streams):
            return lambda: [os.close(stream) for stream in streams]

        status, out, _ = self.run_tiffin("person", "list", "--format", "csv", preexec_fn=close(2))
        self.assertEqual((status, out.count("\n")), (0, ROWS + 1))
        status, _, _ = self.run_tiffin("person", "edit", "person1@bramble.example", "--team", "x", preexec_fn=close(1, 2))
        self.assertEqual(status, 0)  # done, and nobody to tell
        self.assertEqual(self.ask("SELECT count(*) FROM person WHERE team = 'x'"), [(1,)])
        status, _, _ = self.run_tiffin("export", "people", "-o", "out.csv", preexec_fn=close(0, 1, 2))
        with open(self.path("out.csv"), "rb") as file:
            self.assertEqual(file.read().count(b"\n"), ROWS + 1)
        self.check_untouched()

    def test_a_closed_standard_input_is_told(self):
        status, _, err = self.run_tiffin("person", "import", "-", preexec_fn=lambda: os.close(0))
        self.assertEqual(status, 74)
        self.check_sentence(err, "cannot read standard input")
        self.check_untouched()

    def test_an_empty_standard_input_is_refused(self):
        status, _, err = self.run_tiffin("person", "import", "-")
        self.assertEqual(status, 65)
        self.check_sentence(err, "standard input")

    def test_a_full_device_is_told(self):
        with open("/dev/full", "wb") as full:
            status, _, err = self.run_tiffin("person", "list", stdout=full)
        self.assertEqual(status, 74)
        self.check_sentence(err, "the disk of standard output is full", "make room")

    def terminal(self):
        try:
            ends = pty.openpty()
        except OSError as error:
            self.skipTest(f"this system gives no terminals: {error}")
        for end in ends:
            self.addCleanup(os.close, end)
        return ends[1]

    def test_a_terminal_is_not_read(self):
        slave = self.terminal()
        for command in (("person", "import", "-"), ("holiday", "import", "-")):
            status, _, err = self.run_tiffin(*command, stdin=slave)
            self.assertEqual(status, 64)
            self.check_sentence(err, "standard input is a terminal", "name a file")

    def test_invites_are_not_thrown_onto_a_terminal(self):
        slave = self.terminal()
        status, _, err = self.run_tiffin("invite", stdout=slave)
        self.assertEqual(status, 64)
        self.check_sentence(err, "say where the invites go")

    def test_a_pipe_that_does_not_block_is_waited_for(self):
        read, write = os.pipe()
        os.set_blocking(write, False)
        process = self.start("person", "list", "--format", "csv", stdout=write)
        os.close(write)
        with os.fdopen(read, "rb") as out:
            self.wait_until(lambda: self.is_full(out))
            self.assertEqual(out.read().count(b"\n"), ROWS + 1)
        self.assertEqual(process.wait(world.DEADLINE), 0)

    def test_input_that_does_not_block_is_waited_for(self):
        read, write = os.pipe()
        os.set_blocking(read, False)
        process = self.start("person", "import", "-", stdin=read)
        os.close(read)
        os.write(write, b"name\n")
        self.assertEqual(self.people(), ROWS)
        os.write(write, b"Zoe\n")
        os.close(write)
        self.assertEqual(self.finish(process)[0], 0)
        self.assertEqual(self.people(), ROWS + 1)

    def test_no_lock_is_held_while_a_reader_is_waited_for(self):
        for command in (("export", "people"), ("person", "list"), ("report", "rotation", "--format", "csv")):
            process = self.blocked(*command)
            self.tiffin("person", "edit", "person2@bramble.example", "--team", command[0], "--wait", "0")
            self.assertIsNone(process.poll())
            self.assertEqual(self.finish(process)[0], 0)

    def test_no_lock_is_held_while_input_is_waited_for(self):
        series = ("series", "add", "Lunch", "--every", "1w", "--on", "thu", "--from", "2027-01-07", "--at", "12:30")
        self.tiffin(*series)
        inputs = {("person", "import", "-"): b"name\nZoe\n", ("topic", "import", "-"): b"title\nZoo\n",
                  ("holiday", "import", "-"): b"date,name\n2027-05-01,May Day\n",
                  ("import", "history", "-"): b"date,series,presenter\n2026-12-03,Old,Zoe\n"}
        for i, (command, text) in enumerate(inputs.items()):
            process = self.start(*command, stdin=subprocess.PIPE)
            process.stdin.write(text[:5])
            process.stdin.flush()
            # It is there and reads: nothing is left in the pipe.
            self.wait_until(lambda: struct.unpack("i", fcntl.ioctl(process.stdin, termios.FIONREAD, b"\0" * 4))[0] == 0)
            self.tiffin("person", "edit", "person3@bramble.example", "--team", f"team {i}", "--wait", "0")
            status, _, err = self.finish(process, text[5:])
            self.assertEqual(status, 0, err)
        self.assertEqual(self.ask("SELECT count(*) FROM person WHERE name = 'Zoe'"), [(1,)])
        self.assertEqual(self.ask("SELECT count(*) FROM holiday"), [(1,)])

    def programme_to_invite_to(self):
        self.tiffin("series", "add", "Lunch", "--once", "2027-01-07", "--at", "12:30")
        self.tiffin("session", "assign", "lunch/2027-01-07", "--presenter", "person0@bramble.example")

    def told(self):
        return self.ask("SELECT count(*), coalesce(max(sequence), 0) FROM invite")[0]

    def test_no_lock_is_held_while_invites_are_read_and_what_changed_meanwhile_is_sent_next(self):
        self.programme_to_invite_to()
        os.mkfifo(self.path("fifo.ics"))
        for turn, place in enumerate((("-o", "-"), ("-o", "-", "--session", "lunch/2027-01-07"), ("-o", "fifo.ics"))):
            before = self.told()
            process = self.start("invite", *place)
            pipe = process.stdout
            if "fifo.ics" in place:
                pipe = open(self.path("fifo.ics"), "rb")
                self.addCleanup(pipe.close)
            pipe.read(1)
            self.wait_until(lambda: self.is_full(pipe))
            self.tiffin("series", "edit", "lunch", "--place", f"Room {turn}", "--wait", "0")
            self.assertEqual(self.told(), before)
            text = pipe.read()
            self.assertEqual(self.finish(process)[0], 0)
            self.assertEqual(text.count(b"\r\nSEQUENCE:%d\r\n" % turn), ROWS)
            self.assertEqual(text.count(b"\r\nLOCATION:Room %d\r\n" % turn), 0)
        self.assertEqual(self.told(), (ROWS, 2))
        text = self.tiffin("invite")
        self.assertEqual(text.count("\r\nSEQUENCE:3\r\n"), ROWS)
        self.assertEqual(text.count("\r\nLOCATION:Room 2\r\n"), ROWS)
        self.assertEqual(self.tiffin("invite"), "")

    def test_invites_that_nobody_read_to_the_end_are_due_still(self):
        self.programme_to_invite_to()
        with open("/dev/full", "wb") as full:
            status, _, err = self.run_tiffin("invite", stdout=full)
        self.assertEqual(status, 74)
        self.check_sentence(err, "the disk of standard output is full")
        process = self.start("invite")
        process.stdout.readline()
        process.stdout.close()
        self.check_sentence(process.stderr.read().decode(), "went away before the end", "none is noted", "run tiffin invite again")
        self.assertEqual(process.wait(world.DEADLINE), 74)
        process = self.blocked("invite")
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(world.DEADLINE), -signal.SIGTERM)
        self.assertEqual(self.told(), (0, 0))
        self.assertEqual(self.ask("SELECT state, announced FROM session"), [("planned", 0)])
        self.assertEqual(self.tiffin("invite").count("\r\nSEQUENCE:0\r\n"), ROWS)

    def test_a_session_that_goes_while_people_are_invited_is_called_off_next(self):
        self.tiffin("series", "add", "Lunch", "--every", "1w", "--on", "thu", "--from", "2027-01-07", "--at", "12:30")
        self.tiffin("plan", "--count", "1")
        process = self.blocked("invite")
        self.tiffin("holiday", "add", "Retreat", "--on", "2027-01-07", "--wait", "0")
        self.assertEqual(self.ask("SELECT count(*) FROM session WHERE date = '2027-01-07'"), [(0,)])
        self.assertEqual(self.finish(process)[0], 0)
        text = self.tiffin("invite")
        self.assertEqual(text.count("\r\nSTATUS:CANCELLED\r\n"), ROWS)
        self.assertEqual(text.count("\r\nSEQUENCE:1\r\n"), ROWS)

    def test_one_signal_ends_a_wait_for_a_reader(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            process = self.blocked("export", "people")
            process.send_signal(number)
            self.assertEqual(process.wait(world.DEADLINE), -number)
        self.check_untouched()


if __name__ == "__main__":
    world.main()
