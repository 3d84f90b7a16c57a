"""Messages are sent once: two ticks at once, kill -9 at every step, mail programs that fail, hang or are not there."""

import datetime
import os
import random
import signal
import time

import world

GUESTS = 12
# What the mail program got, a line for each mail; a line is written in one piece, however many write at once.
TAKE = 'grep -m1 -i "^message-id:" >> taken'


class Outbox(world.World):
    def setUp(self):
        super().setUp()
        self.people_csv(GUESTS)
        self.tiffin("person", "import", "people.csv")
        self.tiffin("config", "set", "prep", "none")
        self.tiffin("config", "set", "thank_after", "never")
        self.tiffin("series", "add", "Lunch", "--every", "1w", "--on", "thu", "--from", "2027-01-07", "--at", "12:30")
        self.tiffin("plan", "--count", "2")
        self.due = 2 * GUESTS
        self.minutes = 0

    def mail_program(self, script, patience=60):
        """The shell script as the mail program, run in the folder of the test."""
        path = self.write("mail-program", "#!/bin/sh\n" + f"cd {self.folder} || exit 70\n" + script + "\n")
        os.chmod(path, 0o755)
        os.makedirs(self.path(".config/tiffin"), exist_ok=True)
        self.write(".config/tiffin/config.toml", f'mail_program = ["{path}"]\nmail_patience = {patience}\n')

    def later(self, minutes=30):
        self.minutes += minutes
        moment = datetime.datetime(2027, 1, 4, 8) + datetime.timedelta(minutes=self.minutes)
        self.environment["TIFFIN_NOW"] = f"{moment:%Y-%m-%dT%H:%M:%SZ}"

    def taken(self):
        path = self.path("taken")
        if not os.path.exists(path):
            return []
        with open(path, encoding="ascii") as file:
            return file.read().split("\n")[:-1]

    def states(self):
        return dict(self.ask("SELECT state, count(*) FROM message GROUP BY state"))

    def prepared_mail_ids(self):
        return {f"Message-ID: <{row[0]}>" for row in self.ask("SELECT mail_id FROM message")}

    @staticmethod
    def is_gone(process):
        try:
            with open(f"/proc/{process}/status", encoding="ascii") as file:
                return "zombie" in file.read()
        except FileNotFoundError:
            return True

    def check_all_sent(self, duplicates=0):
        """Everything went out; at most so many a second time, and then with the same Message-ID."""
        self.assertEqual(self.states(), {"sent": self.due})
        taken = self.taken()
        self.assertEqual(set(taken), self.prepared_mail_ids())
        self.assertLessEqual(len(taken) - self.due, duplicates)
        self.check_sound()

    def test_ticks_at_once_send_once(self):
        self.mail_program(TAKE)
        ticks = [self.start("tick") for _ in range(6)]
        for tick in ticks:
            status, _, err = self.finish(tick)
            self.assertEqual(status, 0, err)
        self.check_all_sent()
        self.assertEqual(self.run_tiffin("tick"), (0, "", ""))

    def catered(self):
        """The first lunch is to be ordered at 08:00 of the 4th, Berlin's time; who answers is counted."""
        self.tiffin("series", "edit", "lunch", "--lunch", "catered")
        self.tiffin("config", "set", "caterer", "Green Spoon <orders@spoon.example>")
        self.tiffin("config", "set", "chase_before", "never")

    def orders(self, state):
        """The texts of those in a state."""
        return [row[0] for row in self.ask("SELECT text FROM message JOIN message_body ON message = id "
                                           f"WHERE kind = 'catering-order' AND state = '{state}' ORDER BY position")]

    def test_ticks_at_once_order_once(self):
        self.catered()
        self.mail_program(TAKE + "; sleep 0.02")
        self.later()
        ticks = [self.start("tick") for _ in range(6)]
        for tick in ticks:
            self.assertEqual(self.finish(tick)[0], 0)
        self.assertEqual(len(self.orders("sent")), 1)
        self.due += 1
        self.check_all_sent()

    def test_an_order_that_nobody_got_gives_way_to_what_is_right_by_then(self):
        self.catered()
        self.mail_program("exit 75")
        self.later()
        self.assertEqual(self.run_tiffin("tick")[0], 75)
        self.assertEqual(len(self.orders("prepared")), 1)
        for i in range(5):
            self.tiffin("rsvp", "set", "lunch/2027-01-07", "--person", f"person{i}@", "--answer", "no")
        self.mail_program(TAKE)
        self.later(24 * 60)
        self.tiffin("tick")
        self.assertEqual((len(self.orders("sent")), len(self.orders("dropped"))), (1, 1))
        self.assertNotIn("replaces", self.orders("sent")[0])  # it is the first that they hear
        frozen = self.ask("SELECT sum(portions) FROM catering_portion")[0][0]
        self.assertIn(f"deliver lunch for {frozen} people", self.orders("sent")[0])
        self.tiffin("rsvp", "set", "lunch/2027-01-07", "--person", "person5@", "--answer", "no")
        self.tiffin("rsvp", "set", "lunch/2027-01-07", "--person", "person6@", "--answer", "no")
        self.tiffin("tick")  # no more than one a day
        self.assertEqual(len(self.orders("sent")), 1)
        self.later(24 * 60)
        self.tiffin("tick")
        self.assertIn(f"replaces our order for {frozen} people", self.orders("sent")[1])
        self.assertEqual(self.run_tiffin("tick"), (0, "", ""))

    def test_killed_before_the_mail_program_took_anything(self):
        self.mail_program(f"if mkdir once 2>/dev/null; then kill -9 $PPID; exit 75; fi\n{TAKE}")
        status, _, _ = self.run_tiffin("tick")
        self.assertEqual(status, -9)
        self.assertEqual(self.states(), {"claimed": 1, "prepared": self.due - 1})
        self.assertEqual(self.run_tiffin("tick")[0], 0)  # the others, while the claim holds
        self.assertEqual(self.states(), {"claimed": 1, "sent": self.due - 1})
        self.later()
        self.tiffin("tick")
        self.check_all_sent()

    def test_killed_after_the_mail_program_took_it(self):
        self.mail_program(f"{TAKE}\nif mkdir once 2>/dev/null; then kill -9 $PPID; fi")
        status, _, _ = self.run_tiffin("tick")
        self.assertEqual(status, -9)
        self.assertEqual(len(self.taken()), 1)
        self.later()
        self.tiffin("tick")
        self.check_all_sent(duplicates=1)
        self.assertEqual(len(self.taken()), self.due + 1)

    def test_killed_at_random_moments(self):
        chance = random.Random(20270218)
        self.mail_program(TAKE)
        kills = 0
        for attempt in range(400):
            tick = self.start("tick")
            try:
                tick.wait(chance.random() * 0.002 * attempt)  # later and later, however fast the machine is
            except world.subprocess.TimeoutExpired:
                tick.kill()
            kills += tick.wait() == -9
            messages = self.ask("SELECT count(*) FROM message")[0][0]
            told = self.ask("SELECT count(*) FROM invite")[0][0]
            self.assertEqual(messages, told)  # prepared and told in one step
            self.assertIn(told, (0, self.due))
            if self.states() == {"sent": self.due}:
                break
            self.later(1)
        self.assertGreater(kills, 3)
        for _ in range(3):
            self.later()
            self.tiffin("tick")
        self.check_all_sent(duplicates=kills)

    def test_folder_killed_at_random_moments(self):
        chance = random.Random(20270218)
        kills = 0
        for _ in range(200):
            tick = self.start("tick", "-o", "maildir")
            try:
                tick.wait(chance.random() * 0.1)
            except world.subprocess.TimeoutExpired:
                tick.kill()
            kills += tick.wait() == -9
            if kills == 10:
                break
            if self.states() == {"sent": self.due}:
                break
            self.later(1)
        self.later()
        self.tiffin("tick", "-o", "maildir")
        self.assertEqual(self.states(), {"sent": self.due})
        self.assertEqual(len(os.listdir(self.path("maildir/new"))), self.due)  # what was written twice is there once

    def test_try_again_later(self):
        self.mail_program("echo trying >> tries; echo 'host not reachable' >&2; exit 75")
        status, out, err = self.run_tiffin("tick")
        self.assertEqual((status, out), (75, ""))
        self.check_sentence(err, "host not reachable", "5 messages are not sent")
        self.assertEqual(self.states(), {"prepared": self.due})
        with open(self.path("tries"), encoding="ascii") as file:
            self.assertEqual(file.read().count("trying"), 5)  # and the others are left in peace
        self.mail_program(TAKE)
        self.tiffin("tick")
        self.assertEqual(self.states(), {"prepared": 5, "sent": self.due - 5})
        self.later()
        self.tiffin("tick")
        self.check_all_sent()

    def test_one_address_fails(self):
        self.mail_program(f"cp /dev/stdin mail.$$\nif grep -q '^To: .*person3@' mail.$$; then echo 'no such user' >&2; "
                          f"exit 67; fi\n{TAKE} < mail.$$")
        status, _, err = self.run_tiffin("tick")
        self.assertEqual(status, 75)
        self.check_sentence(err.split("\n")[1] + "\n", "no such user")
        self.assertEqual(self.states(), {"prepared": 2, "sent": self.due - 2})
        self.assertEqual(self.run_tiffin("tick"), (0, "", ""))  # it is not tried at every tick
        self.later(60 * 14)
        self.assertEqual(self.run_tiffin("tick")[0], 75)

    def test_hanging(self):
        self.mail_program("sleep 100 & echo $! > child; wait", patience=1)
        begin = time.monotonic()
        status, _, err = self.run_tiffin("message", "send")
        self.assertEqual(status, 0, err)  # nothing is prepared yet
        self.tiffin("tick", "-n")
        status, _, err = self.run_tiffin("tick")
        self.assertEqual(status, 75)
        self.check_sentence(err, "did not end within 1 second")
        self.assertLess(time.monotonic() - begin, 60)
        self.assertEqual(self.states(), {"prepared": self.due})
        with open(self.path("child"), encoding="ascii") as file:
            child = file.read().strip()
        self.wait_until(lambda: self.is_gone(child))

    def test_not_there(self):
        self.mail_program(TAKE)
        os.remove(self.path("mail-program"))
        status, _, err = self.run_tiffin("tick")
        self.assertEqual(status, 78)
        self.check_sentence(err, "nothing is sent", "No such file", "mail_program")
        self.assertEqual(self.states(), {"prepared": self.due})

    def test_signal_ends_it_between_two_messages(self):
        self.mail_program(f"{TAKE}\nmkdir first 2>/dev/null && while [ ! -e go ]; do sleep 0.01; done; exit 0")
        tick = self.start("tick")
        self.wait_until(lambda: os.path.exists(self.path("first")))
        tick.send_signal(signal.SIGTERM)
        time.sleep(0.05)
        self.write("go", "")
        status, _, _ = self.finish(tick)
        self.assertEqual(status, -signal.SIGTERM)
        self.assertEqual(self.states(), {"prepared": self.due - 1, "sent": 1})
        self.tiffin("tick")
        self.check_all_sent()

    def test_nobody_waits_while_a_mail_is_handed_over(self):
        self.mail_program(f"{TAKE}\nmkdir first 2>/dev/null && while [ ! -e go ]; do sleep 0.01; done; exit 0")
        tick = self.start("tick")
        self.wait_until(lambda: os.path.exists(self.path("first")))
        self.tiffin("person", "add", "Somebody", "--wait", "0")
        self.write("go", "")
        self.assertEqual(self.finish(tick)[0], 0)
        self.check_all_sent()


if __name__ == "__main__":
    world.main()
