"""A quarter with a fixed list of events and a tick a day: all that goes out is the same on every run, nobody gets
anything twice, and nobody is forgotten.

The mails are read here with Python's own reader of mail and a few lines for their calendars, and an address book of
calendars is kept by them as clients keep theirs; after each tick it must show what the programme lists. Most answers
come as the mails by which calendar programs answer what was delivered, and are taken in each day before the tick. The
caterer's letters are read as a caterer reads them: in the end what was cooked is what was ordered.
"""

import datetime
import email
import email.policy
import hashlib
import json
import os
import re
import shutil

import replies
import world

FIRST = datetime.date(2027, 1, 4)
DAYS = 91
DOWN = {"2027-02-09", "2027-02-10", "2027-02-11"}  # no tick on these days
PEOPLE = ["Ana", "Ben", "Chloé", "Dev", "Elif", "Finn", "Grace", "Hugo"]

# What happens on a day, before its tick. Mondays plan besides.
EVENTS = {
    "2027-01-07": [("session", "confirm", "lunch/2027-01-14")],
    "2027-01-08": [("rsvp", "set", "lunch/2027-01-14", "--person", name, "--answer", answer)
                   for name, answer in (("Ben", "yes"), ("Dev", "no"), ("Finn", "maybe"))],
    "2027-01-13": [("rsvp", "set", "lunch/2027-01-14", "--person", "Grace", "--answer", "yes"),
                   ("rsvp", "set", "lunch/2027-01-14", "--person", "Hugo", "--answer", "yes")],
    "2027-01-12": [("session", "move", "lunch/2027-01-21", "--to", "2027-01-22", "--at", "12:00")],
    "2027-01-19": [("session", "cancel", "lunch/2027-01-28", "--note", "The kitchen is painted")],
    "2027-01-20": [("prep", "done", "lunch/2027-01-22", "--step", "slides")],
    "2027-01-22": [("session", "restore", "lunch/2027-01-28")],
    "2027-01-26": [("person", "add", "Ida", "--email", "ida@bramble.example", "--team", "Data", "--joined", "2027-01-26")],
    "2027-02-01": [("person", "edit", "Ben", "--email", "ben.okafor@bramble.example")],
    "2027-02-02": [("session", "swap", "lunch/2027-02-18", "--with", "lunch/2027-02-25", "--on-behalf")],
    "2027-02-09": [("session", "cancel", "lunch/2027-02-11")],
    "2027-02-10": [("session", "move", "lunch/2027-02-18", "--at", "13:00"),
                   ("session", "move", "lunch/2027-02-18", "--at", "12:45")],
    "2027-02-16": [("person", "leave", "Hugo", "--on", "2027-02-28")],
    "2027-02-26": [("decline", "lunch/2027-03-11")],  # its presenter, whose answer comes by mail
    "2027-02-23": [("series", "edit", "lunch", "--place", "Garden")],
    "2027-03-02": [("topic", "edit", "topic-of-dev", "--title", "What I meant to say")],
    "2027-03-03": [("person", "away", "Elif", "--from", "2027-03-10", "--until", "2027-03-20"), ("plan",)],
    "2027-03-08": [("rsvp", "set", "lunch/2027-03-11", "--person", "Ben", "--answer", "yes")],  # was asked already
    "2027-03-09": [("holiday", "add", "Retreat", "--on", "2027-03-18")],
    "2027-03-16": [("fail",)],  # the mail program fails today
    "2027-03-17": [("fail",)],
    "2027-03-22": [("person", "edit", "Grace", "--team", "Data")],
    "2027-03-23": [("config", "set", "prep", "title -7d, slides -2d, upload +1d, seats -3h organizer")],
}


class Caterer:
    """What a caterer knows by letters, by day: how many eat."""

    def __init__(self):
        self.orders = {}
        self.letters = []

    def take(self, day, mail):
        text = mail.get_body(("plain",)).get_content()
        date = re.search(r"\w+ (\d+ \w+ \d+)", mail["Subject"]).group(1)
        date = str(datetime.datetime.strptime(date, "%d %B %Y").date())
        self.letters.append((str(day), date))
        told = re.search(r"our order for (\d+) p", text)
        was = re.search(r"the day, which was \w+ (.*)", text)
        before = str(datetime.datetime.strptime(was.group(1), "%d %B %Y").date()) if was else date
        assert (int(told.group(1)) if told else None) == self.orders.get(before), (day, text)
        self.orders.pop(before, None)
        if not mail["Subject"].startswith("No lunch"):
            self.orders[date] = int(re.search(r"deliver lunch for (\d+) p", text).group(1))


class Calendar:
    """One address's calendar: what its mail program makes of the invites, by UID and RECURRENCE-ID."""

    def __init__(self):
        self.events = {}
        self.sequences = {}

    def take(self, calendar):
        lines = re.sub(r"\r?\n[ \t]", "", calendar).split("\r\n")
        method = next(line for line in lines if line.startswith("METHOD:"))[7:]
        for block in re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", "\n".join(lines), re.S):
            event = {}
            for line in block.split("\n"):
                name, _, value = line.partition(":")
                event.setdefault(name.split(";")[0], value)
            key = (event["UID"], event.get("RECURRENCE-ID"))
            sequence = int(event["SEQUENCE"])
            assert sequence > self.sequences.get(key, -1), f"{key} goes back to {sequence}"
            self.sequences[key] = sequence
            if method == "CANCEL":
                assert key in self.events, f"{key} is called off for somebody who never had it"
                del self.events[key]
            else:
                self.events[key] = event


class Quarter(world.World):
    def setUp(self):
        super().setUp()
        self.environment["TIFFIN_SEED"] = "1"
        self.forget()

    def forget(self):
        self.inbox, self.mails, self.seen = {}, [], {}  # by address; (day, headers and all); file name: Message-ID
        self.caterer = Caterer()
        self.invites = {}  # the last mail with an invite, by UID and address
        self.asked = []  # mails that somebody will answer
        self.answered = {}  # the start that was answered, by UID and address
        self.answers = 0

    def found(self):
        rows = "".join(f"{name},{name.lower().replace('é', 'e')}@bramble.example,{'Data' if i % 2 else 'Design'}\n"
                       for i, name in enumerate(PEOPLE))
        self.write("people.csv", "name,email,team\n" + rows)
        self.tiffin("person", "import", "people.csv")
        for name in PEOPLE:
            self.tiffin("topic", "add", f"Topic of {name}", "--presenter", name)
        self.tiffin("series", "add", "Lunch", "--every", "1w", "--on", "thu", "--from", "2027-01-07", "--at", "12:30",
                    "--length", "45m", "--place", "Big kitchen", "--lunch", "catered")
        self.tiffin("series", "add", "Demo", "--every", "2w", "--on", "tue", "--from", "2027-01-12", "--at", "09:00",
                    "--audience", "team:Data", "--pool", "team:Data", "--link", "https://meet.example/demo")
        self.tiffin("config", "set", "invite_weeks", "4")
        self.tiffin("config", "set", "min_gap", "2w")
        self.tiffin("config", "set", "caterer", "Green Spoon <orders@spoon.example>")
        self.tiffin("person", "edit", "Elif", "--diet", "vegan, no nuts")

    def live(self):
        """The whole quarter; the digest of all that went out."""
        self.found()
        for i in range(DAYS):
            day = FIRST + datetime.timedelta(days=i)
            self.environment["TIFFIN_NOW"] = f"{day}T07:30:00Z"
            if day.weekday() == 0:
                self.tiffin("plan", "--quiet")
            events = EVENTS.get(str(day), [])
            for event in events:
                self.happen(event)
            if str(day) in DOWN:
                continue
            self.answer(day)
            if ("fail",) in events:
                self.fail_to_send()
            else:
                self.tick(day)
        digest = hashlib.sha256()
        for name in sorted(os.listdir(self.path("out/new"))):
            with open(self.path("out/new/" + name), "rb") as file:
                digest.update(name.encode() + b"\0" + file.read())
        return digest.hexdigest()

    def happen(self, event):
        if event[0] == "fail":
            return
        if event[0] == "decline":
            self.decline(event[1])
            return
        self.tiffin(*event)

    def decline(self, name):
        session = json.loads(self.tiffin("session", "list", "--format", "json", "--from", name[-10:],
                                         "--until", name[-10:], "--series", "lunch"))[0]
        presenter = session["presenters"][0]
        people = json.loads(self.tiffin("person", "list", "--format", "json"))
        address = next(person["email"] for person in people if person["person"] == presenter)
        self.declined = (name, presenter)
        self.send("outlook", self.invites[session["id"] + "@tiffin", address], "no",
                  self.now() - datetime.timedelta(minutes=5))

    def now(self):
        return datetime.datetime.strptime(self.environment["TIFFIN_NOW"], "%Y-%m-%dT%H:%M:%SZ")

    def send(self, client, invite, answer, moment):
        self.answers += 1
        for folder in ("new", "cur"):
            os.makedirs(self.path("answers/" + folder), exist_ok=True)
        with open(self.path(f"answers/new/{self.answers}.host"), "wb") as file:
            file.write(replies.reply(client, invite, answer, moment))

    def answer(self, day):
        """Some answer what came the day before, each with their own program: the answers go with their mails, not
        with the run."""
        clients = sorted(replies.FORMS)
        for mail in self.asked:
            address = mail["To"].addresses[0].addr_spec
            event = replies.properties(replies.calendar_of(mail))
            choice = int(hashlib.sha256((event["SUMMARY"][1] + event["DTSTART"][1] + address).encode()).hexdigest(), 16)
            soon = event["DTSTART"][1][:8] < (day + datetime.timedelta(days=8)).strftime("%Y%m%d")
            if soon or choice % 3 == 0:
                continue  # who waits so long is asked first
            client = clients[sum(map(ord, address)) % len(clients)]
            said = "yes" if self.is_presenter(event, address) else ("yes", "maybe", "no", "yes")[choice % 4]
            self.send(client, mail, said, self.now() - datetime.timedelta(minutes=10))
            self.answered[event["UID"][1], address] = event["DTSTART"][1]
        self.asked = []
        if os.path.isdir(self.path("answers")):
            self.tiffin("rsvp", "ingest", "answers")  # all of them find their place
            for name in os.listdir(self.path("answers/new")):
                os.rename(self.path("answers/new/" + name), self.path("answers/cur/" + name + ":2,S"))

    def is_presenter(self, event, address):
        sessions = json.loads(self.tiffin("session", "list", "--format", "json"))
        people = json.loads(self.tiffin("person", "list", "--format", "json"))
        session = next(session for session in sessions if session["id"] + "@tiffin" == event["UID"][1])
        return any(person["email"] == address and person["person"] in session["presenters"] for person in people)

    def fail_to_send(self):
        os.makedirs(self.path(".config/tiffin"), exist_ok=True)
        self.write(".config/tiffin/config.toml", 'mail_program = ["/bin/false"]\n')
        status, out, _ = self.run_tiffin("tick")
        self.assertIn(status, (0, 75))
        self.assertEqual(out, "")
        os.remove(self.path(".config/tiffin/config.toml"))

    def tick(self, day):
        self.tiffin("tick", "-o", "out")
        status, out, err = self.run_tiffin("tick", "-o", "out")
        self.assertEqual((status, out, err), (0, "", ""))  # silent when idle
        new = []
        folder = self.path("out/new")
        for name in os.listdir(folder) if os.path.isdir(folder) else []:
            if name in self.seen:
                continue
            with open(os.path.join(folder, name), "rb") as file:
                mail = email.message_from_bytes(file.read(), policy=email.policy.default)
            self.assertNotIn(mail["Message-ID"], self.seen.values())
            self.seen[name] = mail["Message-ID"]
            new.append(mail)
        for mail in sorted(new, key=lambda mail: [self.sequence(mail), mail["Message-ID"]]):
            self.read(day, mail)
        self.check_calendars(day)

    def sequence(self, mail):
        calendar = replies.calendar_of(mail)
        return -1 if calendar is None else int(re.search(r"SEQUENCE:(\d+)", calendar).group(1))

    def read(self, day, mail):
        address = mail["To"].addresses[0].addr_spec
        self.mails.append((day, address, mail))
        calendar = replies.calendar_of(mail)
        if address == "orders@spoon.example":
            self.caterer.take(day, mail)
            text = mail.get_body(("plain",)).get_content()
            for name in [*PEOPLE[1:], "Ida", "bramble"]:  # Ana signs it
                self.assertNotIn(name, text)
        if calendar is None:
            return
        if "METHOD:REQUEST" in calendar:
            event = replies.properties(calendar)
            self.invites[event["UID"][1], address] = mail
            if self.answered.get((event["UID"][1], address)) != event["DTSTART"][1]:
                self.asked.append(mail)
        attendee = re.search(r"mailto:([^\r\n]+)", re.sub(r"\r\n ", "", calendar[calendar.index("ATTENDEE"):])).group(1)
        self.assertEqual(attendee, address)
        self.inbox.setdefault(address, Calendar()).take(calendar)

    def check_calendars(self, day):
        """Each member has exactly the sessions that are announced, as they are now; nobody else has any."""
        people = json.loads(self.tiffin("person", "list", "--format", "json"))
        sessions = json.loads(self.tiffin("session", "list", "--from", str(day), "--format", "json"))
        horizon = day + datetime.timedelta(weeks=4)
        wanted = {}
        for session in sessions:
            if session["state"] in ("open", "cancelled", "postponed"):
                continue
            if session["date"] > str(horizon) and session["state"] != "announced":
                continue
            if session["end"] <= f"{day}T09:30:00+02:00" and session["date"] == str(day):
                continue  # over by now
            for person in people:
                team = session["series"] == "Lunch" or person["team"] == "Data" or person["person"] in session["presenters"]
                here = (person["joined"] or "") <= session["date"] <= (person["left"] or "9999")
                if team and here:
                    wanted.setdefault(person["email"], {})[session["id"] + "@tiffin"] = session
        for address in set(wanted) | set(self.inbox):
            calendar = self.inbox.get(address, Calendar())
            coming = {uid: event for (uid, _), event in calendar.events.items()
                      if event["DTSTART"][:8] > day.strftime("%Y%m%d")}
            mine = {uid: session for uid, session in wanted.get(address, {}).items() if session["date"] > str(day)}
            self.assertEqual(set(coming), set(mine), f"{address} on {day}")
            for uid, session in mine.items():
                event = coming[uid]
                self.assertEqual(event["DTSTART"], session["start"][:16].replace("-", "").replace(":", "") + "00")
                self.assertEqual(event["LOCATION"] if session["place"] else "", session["place"] or "")
                self.assertIn(session["topic"] or session["presenters"][0], event["SUMMARY"].replace("\\,", ","))

    def check_letters(self):
        """Reminders and thanks: everybody who presented was thanked once, and reminded of what was open."""
        held = [session for session in json.loads(self.tiffin("session", "list", "--format", "json"))
                if session["state"] == "held" and session["date"] < str(FIRST + datetime.timedelta(days=DAYS - 2))]
        self.assertGreater(len(held), 12)
        emails = {person["person"]: person["email"] for person in
                  json.loads(self.tiffin("person", "list", "--format", "json"))}
        thanks, reminders, questions = {}, {}, {}
        for day, address, mail in self.mails:
            text = mail.get_body(("plain",)).get_content()
            if mail["Subject"].startswith("Thank you for"):
                date = re.search(r"what you know on \w+ (\d+ \w+ \d+)\.", " ".join(text.split())).group(1)
                date = str(datetime.datetime.strptime(date, "%d %B %Y").date())
                thanks.setdefault((date, address), []).append(day)
            if mail["Subject"].startswith("Will you come on"):
                date = re.search(r"(\d+ \w+ \d+)\?", mail["Subject"]).group(1)
                date = str(datetime.datetime.strptime(date, "%d %B %Y").date())
                questions.setdefault((date, address), []).append(day)
            if mail["Subject"].startswith("To prepare for"):
                task = re.search(r"^- (.*?)(?:, by .*)?$", text, re.M)
                reminders.setdefault((address, mail["Subject"], task.group(1)), []).append(str(day))
        for session in held:
            for presenter in session["presenters"]:
                addresses = {emails[presenter]} | ({"ben@bramble.example"} if presenter == "Ben" else set())
                days = [day for address in addresses for day in thanks.get((session["date"], address), [])]
                self.assertEqual(len(days), 1, session)
                late = (days[0] - datetime.date.fromisoformat(session["date"])).days
                self.assertLessEqual(late, 4)  # the three days of downtime, or two without a mail program
        self.check_questions(held, questions)
        self.check_orders(held)
        name, presenter = self.declined
        given = next(session for session in held if session["date"] == name[-10:] and session["series"] == "Lunch")
        self.assertNotIn(presenter, given["presenters"])
        self.assertTrue(given["presenters"])
        self.assertGreater(len(reminders), 10)
        for days in reminders.values():
            self.assertLessEqual(len(days), 2)  # before it is due, and when it is
        # Whose slides were noted as done on the 20th of January was not reminded of them from then on.
        for (_, subject, task), days in reminders.items():
            if "22 January 2027" in subject and task == "your slides":
                self.assertTrue(all(day < "2027-01-20" for day in days), days)

    def check_orders(self, held):
        """The caterer cooked for every lunch and for no other, as many as they were told last, and heard of each at most
        once a day."""
        lunches = {session["date"] for session in held if session["series"] == "Lunch"}
        cooked = {date for date in self.caterer.orders if date < str(FIRST + datetime.timedelta(days=DAYS - 2))}
        # The machine was down when this one was called off, and the caterer was not told in time.
        self.assertEqual(cooked, lunches | {"2027-02-11"})
        self.assertEqual(len(set(self.caterer.letters)), len(self.caterer.letters))
        self.assertGreater(len(self.caterer.letters), len(lunches))  # some numbers changed after the freeze
        for date in sorted(lunches):
            rows = json.loads(self.tiffin("report", "catering", "lunch/" + date, "--format", "json"))
            self.assertEqual(self.caterer.orders[date], rows[-1]["frozen"], date)

    def check_questions(self, held, questions):
        """Where heads are counted, whoever did not answer and has no duty is asked once."""
        self.assertTrue(all(len(days) == 1 for days in questions.values()))
        people = json.loads(self.tiffin("person", "list", "--format", "json"))
        for session in held:
            if session["series"] != "Lunch" or session["date"] < "2027-01-14":
                continue
            for person in people:
                if not (person["joined"] or "") <= session["date"] <= (person["left"] or "9999"):
                    continue
                addresses = {person["email"]} | ({"ben@bramble.example"} if person["person"] == "Ben" else set())
                asked = sum((session["date"], address) in questions for address in addresses)
                start = session["start"][:16].replace("-", "").replace(":", "") + "00"
                answered = any(self.answered.get((session["id"] + "@tiffin", address)) == start
                               for address in addresses)
                if session["date"] == "2027-01-14":
                    answered = answered or person["person"] in ("Ben", "Dev", "Finn")
                if person["person"] in session["presenters"]:
                    self.assertLessEqual(asked, 1)  # they may have taken over since
                else:
                    self.assertEqual(asked, 0 if answered else 1, (session["date"], person["person"]))

    def test_a_quarter_is_the_same_on_every_run(self):
        first = self.live()
        self.assertGreater(len(self.mails), 200)
        self.assertGreater(self.answers, 100)
        self.check_letters()
        self.assertEqual(self.ask("SELECT count(*) FROM message WHERE state NOT IN ('sent', 'dropped')"), [(0,)])
        self.check_sound()
        # Once more from the beginning, in a folder of the same name.
        for name in os.listdir(self.folder):
            path = self.path(name)
            shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
        self.forget()
        self.environment["TIFFIN_NOW"] = "2027-01-04"
        self.tiffin("init", "--zone", "Europe/Berlin", "--organizer", "Ana <ana@bramble.example>")
        self.assertEqual(self.live(), first)


if __name__ == "__main__":
    world.main()
