"""A real transfer: tick hands its mails to msmtp, which speaks SMTP to a server on loopback, which delivers them to
maildirs. Debian: msmtp, python3-aiosmtpd.
"""

import datetime
import email
import email.policy
import json
import mailbox
import os
import shutil
import smtplib
import socket

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

import replies
import world

MSMTP = "/usr/bin/msmtp"


class Refusing(Mailbox):
    """Delivers to a maildir, but for one address, and while it is told to, for none."""

    def __init__(self, folder):
        super().__init__(folder)
        self.is_closed = False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 no such user"
        if self.is_closed:
            return "451 4.3.2 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"


class Transfer(world.World):
    def setUp(self):
        super().setUp()
        self.assertTrue(os.access(MSMTP, os.X_OK), "install the package msmtp")
        self.server = Refusing(self.path("delivered"))
        with socket.socket() as probe:  # a port that is free
            probe.bind(("127.0.0.1", 0))
            port = self.port = probe.getsockname()[1]
        controller = Controller(self.server, hostname="127.0.0.1", port=port)
        controller.start()
        self.addCleanup(controller.stop)
        self.write("msmtprc", f"account default\nhost 127.0.0.1\nport {port}\nfrom ana@bramble.example\n"
                              "auth off\ntls off\n")
        os.chmod(self.path("msmtprc"), 0o600)
        os.makedirs(self.path(".config/tiffin"))
        self.write(".config/tiffin/config.toml",
                   f'mail_program = ["{MSMTP}", "-C", "{self.path("msmtprc")}", "--read-recipients"]\n')
        for name in ("Ana", "Zoë Martin, \"the second\""):
            self.tiffin("person", "add", name, "--email", name[0].lower() + "@bramble.example")
        self.tiffin("topic", "add", "Café ☕ and \"quotes\"; or: what?", "--presenter", "a@bramble.example")
        self.tiffin("series", "add", "Lunch", "--once", "2027-01-07", "--at", "12:30", "--place", "Küche, 2. Stock")
        self.tiffin("session", "assign", "lunch/2027-01-07", "--presenter", "a@bramble.example", "--topic", "cafe")

    def delivered(self):
        return [email.message_from_bytes(bytes(mail), policy=email.policy.default)
                for mail in mailbox.Maildir(self.path("delivered"), create=False)]

    def test_mails_arrive_as_they_were_prepared(self):
        self.tiffin("tick")
        mails = self.delivered()
        self.assertEqual(sorted(mail["To"].addresses[0].addr_spec for mail in mails),
                         ["a@bramble.example", "z@bramble.example"])
        mail = next(mail for mail in mails if mail["To"].addresses[0].addr_spec == "z@bramble.example")
        self.assertEqual(mail["To"].addresses[0].display_name, "Zoë Martin, \"the second\"")
        self.assertEqual(mail["Subject"], 'Lunch on Thursday 7 January 2027: Café ☕ and "quotes"; or: what?')
        self.assertIn("Küche, 2. Stock", mail.get_body(("plain",)).get_content())
        calendar = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
        self.assertEqual(calendar.get_param("method"), "REQUEST")
        self.assertIn("LOCATION:Küche\\, 2. Stock", calendar.get_payload(decode=True).decode())
        # What the outbox writes again is what arrived, but for what is added on the way.
        self.tiffin("message", "export", "--as", "maildir", "--state", "sent", "-o", "again")
        again = {mail["Message-ID"]: mail for mail in
                 (email.message_from_bytes(bytes(mail), policy=email.policy.default)
                  for mail in mailbox.Maildir(self.path("again"), create=False))}
        for mail in mails:
            twin = again[mail["Message-ID"]]
            for name in ("Date", "From", "To", "Subject"):
                self.assertEqual(mail[name], twin[name])
            self.assertEqual([part.get_payload(decode=True) for part in mail.walk()],
                             [part.get_payload(decode=True) for part in twin.walk()])
        self.assertEqual(self.run_tiffin("tick"), (0, "", ""))

    def answer(self, client, invite, answer, moment):
        """Sends what the client makes of the invite, to the organizer."""
        with smtplib.SMTP("127.0.0.1", self.port) as server:
            server.sendmail(invite["To"].addresses[0].addr_spec, ["ana@bramble.example"],
                            replies.reply(client, invite, answer, moment).replace(b"\n", b"\r\n"))

    def answers(self):
        rows = json.loads(self.tiffin("rsvp", "list", "lunch/2027-01-07", "--format", "json"))
        return {row["person"]: row["answer"] for row in rows}

    def test_answers_of_calendar_programs_come_back(self):
        clients = sorted(replies.FORMS)
        wanted = {client: ("yes", "no", "maybe")[i % 3] for i, client in enumerate(clients)}
        for client in clients:
            self.tiffin("person", "add", client, "--email", client + "@bramble.example")
        self.tiffin("tick")
        invites = {mail["To"].addresses[0].addr_spec.split("@")[0]: mail for mail in self.delivered()}
        for i, client in enumerate(clients):
            self.answer(client, invites[client], wanted[client], datetime.datetime(2027, 1, 4, 9, i))
        self.environment["TIFFIN_NOW"] = "2027-01-04T10:00:00Z"
        status, _, err = self.run_tiffin("rsvp", "ingest", "delivered")
        self.assertEqual(status, 0, err)
        self.assertIn(f"passed over {len(clients) + 2} other mails", err)  # our own
        self.assertIn(f"took in {len(clients)} answers", err)
        found = self.answers()
        self.assertEqual({client: found[client] for client in clients}, wanted)
        # Once more is nothing new.
        status, _, err = self.run_tiffin("rsvp", "ingest", "delivered")
        self.assertEqual(status, 0, err)
        self.assertIn("nothing to change", err)
        # At another time everybody is asked anew, and an answer to what they had before comes too late.
        self.tiffin("session", "move", "lunch/2027-01-07", "--at", "13:00")
        self.tiffin("tick")
        self.assertEqual(set(self.answers().values()), {None})
        updates = {mail["To"].addresses[0].addr_spec.split("@")[0]: mail for mail in self.delivered()
                   if mail["Subject"].startswith("Changed")}
        for client in clients:
            self.answer(client, invites[client], "no", datetime.datetime(2027, 1, 4, 11))
        self.environment["TIFFIN_NOW"] = "2027-01-04T12:00:00Z"
        self.run_tiffin("rsvp", "ingest", "delivered")
        self.assertEqual(set(self.answers().values()), {None})
        for client in clients:
            self.answer(client, updates[client], "yes", datetime.datetime(2027, 1, 4, 12, 30))
        self.environment["TIFFIN_NOW"] = "2027-01-04T13:00:00Z"
        self.run_tiffin("rsvp", "ingest", "delivered")
        found = self.answers()
        self.assertEqual({found[client] for client in clients}, {"yes"})

    def test_a_server_that_is_closed_gets_them_later(self):
        self.server.is_closed = True
        status, _, err = self.run_tiffin("tick")
        self.assertEqual(status, 75)
        # One line for each reason: msmtp names the address in its own.
        for line in err.splitlines():
            self.assertRegex(line, "^tiffin: (1 message is|2 messages are) not sent: .*come back later")
        self.server.is_closed = False
        self.environment["TIFFIN_NOW"] = "2027-01-05"
        self.tiffin("tick")
        self.assertEqual(len([mail for mail in self.delivered() if mail["Subject"].startswith("Lunch on")]), 2)

    def test_an_unknown_address_holds_up_nobody(self):
        self.tiffin("person", "add", "Nobody", "--email", "nobody@bramble.example")
        status, _, err = self.run_tiffin("tick")
        self.assertEqual(status, 75)
        self.assertIn("no such user", err)
        self.assertEqual(len(self.delivered()), 2)

    def test_a_server_that_is_not_there_loses_nothing(self):
        shutil.copyfile(self.path("msmtprc"), self.path("good"))
        self.write("msmtprc", "account default\nhost 127.0.0.1\nport 1\nfrom ana@bramble.example\nauth off\ntls off\n")
        status, _, err = self.run_tiffin("tick")
        self.assertEqual(status, 75)
        self.check_sentence(err, "127.0.0.1")
        shutil.copyfile(self.path("good"), self.path("msmtprc"))
        self.tiffin("message", "send")
        self.assertEqual(len(self.delivered()), 2)


if __name__ == "__main__":
    world.main()
