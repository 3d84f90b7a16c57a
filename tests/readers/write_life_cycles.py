"""Usage: write_life_cycles.py TIFFIN FOLDER

Invites two people to a session, moves it, calls it off and restores it, by the program itself: as a single session and
as a date of a series that invites as one, each with titles that are hard to write. Checks that each step emits exactly
one object for each of the two, with the same UID and a SEQUENCE that counts up by one, and a repeat none. What was
emitted goes to FOLDER, with what a client that takes it in then keeps, and expected.json for those who read it.
"""

import datetime
import email
import email.policy
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zoneinfo

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
TITLES = ["Ada, Bob; \"C\" \\ D", "भोज🍱" * 75]  # the second has 300 characters
PEOPLE = {"Ana Ferreira": "ana@bramble.example", "Okafor, Ben": "ben@bramble.example"}
DATES = [datetime.date(2027, 3, 11) + datetime.timedelta(weeks=week) for week in range(6)]
# A day more: recurring-ical-events 2.0.1 reads UNTIL by the offset of DTSTART, which here is an hour off.
UNTIL = DATES[-1] + datetime.timedelta(days=1)
VEVENT = re.compile(r"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)


def fail(what):
    sys.exit(f"write_life_cycles.py: {what}")


def start_of(day, time):
    return datetime.datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=BERLIN)


def utc(moment):
    return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def values(name, text):
    return re.findall(rf"^{name}[:;](.*?)\r$", text, re.MULTILINE)


class Programme:
    def __init__(self, program, folder, seed):
        self.program, self.folder, self.seed = program, folder, seed
        self.now = datetime.datetime(2027, 2, 1, 9, tzinfo=datetime.timezone.utc)
        self.run("init", "--zone", "Europe/Berlin", "--organizer", "Hugo Weber <hugo@bramble.example>")
        for name, address in PEOPLE.items():
            self.run("person", "add", name, "--email", address)

    def run(self, *words):
        world = {"TIFFIN_NOW": utc(self.now), "TIFFIN_SEED": self.seed, "TIFFIN_DATABASE": "it.db", "PATH": os.environ["PATH"],
                 "XDG_CONFIG_HOME": str(self.folder)}
        return subprocess.run([self.program, *words, "--quiet"], check=True, stdout=subprocess.PIPE, cwd=self.folder,
                              env=world, encoding="utf-8").stdout

    def invite(self, step):
        """The two objects of a step, by address, and that a repeat emits none. Half of the steps go out as mails."""
        form = "ics" if step % 2 == 0 else "eml"
        self.run("invite", "-o", f"step-{step}", "--as", form)
        files = sorted((self.folder / f"step-{step}").iterdir())
        if len(files) != 2:
            fail(f"step {step} emitted {[file.name for file in files]}")
        if self.run("invite", "-o", "repeat") or (self.folder / "repeat").exists():
            fail(f"a repeat of step {step} emitted something")
        objects = (self.object_of(file.read_bytes(), form) for file in files)
        return {unquoted: text for text in objects for unquoted in PEOPLE.values() if f"mailto:{unquoted}" in text}

    @staticmethod
    def object_of(data, form):
        """A mail has the calendar twice, once with its method and no disposition; both are the same bytes."""
        if form == "ics":
            return data.decode("utf-8")
        mail = email.message_from_bytes(data, policy=email.policy.SMTP)
        if mail.defects or b"\n" in data.replace(b"\r\n", b""):
            fail(f"a mail has defects: {mail.defects}")
        words, shown, attached = [part for part in mail.walk() if not part.is_multipart()]
        text = shown.get_payload(decode=True).decode("utf-8")
        kinds = [part.get_content_type() for part in (words, shown, attached)]
        if kinds != ["text/plain", "text/calendar", "application/ics"] or mail.get_content_type() != "multipart/mixed":
            fail(f"a mail consists of {kinds}")
        if shown.get_content_disposition() or attached.get_content_disposition() != "attachment":
            fail("a mail's calendar has a disposition, or its file has none")
        if [shown.get_param("method")] != values("METHOD", text) or attached.get_payload(decode=True).decode() != text:
            fail("a mail's method or file is not that of its calendar")
        if str(mail["From"]) != "Hugo Weber <hugo@bramble.example>" or f"mailto:{mail['To'].addresses[0].addr_spec}" not in text:
            fail(f"a mail goes from {mail['From']} to {mail['To']}")
        return text


class Folder:
    def __init__(self, path):
        self.path, self.expected = path, []
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)

    def add(self, name, text, events, **more):
        (self.path / name).write_bytes(text.encode("utf-8"))
        self.expected.append({"file": name, "method": values("METHOD", text)[0], "events": events, **more})

    def finish(self):
        (self.path / "expected.json").write_text(json.dumps(self.expected, indent=1), encoding="utf-8")


def kept(before, taken):
    """What a client keeps once it has taken an object in: a date alone beside or in place of the series' own."""
    if not before or any(not values("RECURRENCE-ID", event) for event in VEVENT.findall(taken)):
        return taken
    (date,) = values("RECURRENCE-ID", taken)
    events = [event for event in VEVENT.findall(before) if values("RECURRENCE-ID", event) != [date]]
    events += VEVENT.findall(taken)
    return VEVENT.sub("", taken).replace("END:VCALENDAR", "".join(events) + "END:VCALENDAR")


def write(program, folder, form, number, title):
    with tempfile.TemporaryDirectory() as temporary:
        programme = Programme(program, pathlib.Path(temporary), str(number))
        programme.run("topic", "add", title, "--presenter", "ana")
        programme.run("series", "add", "Lunch", "--every", "1w", "--on", "thu", "--from", str(DATES[0]), "--until",
                      str(UNTIL), "--at", "12:30", "--length", "45m", "--place", "Kitchen", "--lunch", "none",
                      "--invites", form)
        if form == "series":
            programme.run("session", "assign", f"lunch/{DATES[-1]}", "--host", "ana")  # lays all of them out
        programme.run("session", "assign", f"lunch/{DATES[1]}", "--presenter", "ana", "--topic", "1")
        moved = DATES[1] + datetime.timedelta(days=1)
        steps = [[], ["move", f"lunch/{DATES[1]}", "--to", str(moved), "--at", "13:00"],
                 ["cancel", f"lunch/{moved}", "--note", "painting"], ["restore", f"lunch/{moved}"]]
        keeps, uid = "", ""
        for step, words in enumerate(steps):
            if words:
                programme.run("session", *words)
            objects = programme.invite(step)
            if sorted(objects) != sorted(PEOPLE.values()):
                fail(f"{form}, step {step}: objects for {sorted(objects)}")
            day, time = (DATES[1], "12:30") if step == 0 else (moved, "13:00")
            for name, address in PEOPLE.items():
                text = objects[address]
                uid = uid or values("UID", text)[0]
                event = lambda day, time, title, sequence, status, comment="", stamp=programme.now: {
                    "uid": uid, "sequence": sequence, "stamp": utc(stamp), "date": str(day), "time": time,
                    "zone": "Europe/Berlin", "start": utc(start_of(day, time)), "minutes": 45, "status": status,
                    "summary": title, "place": "Kitchen", "link": "", "comment": comment,
                    "organizer": {"name": "Hugo Weber", "email": "hugo@bramble.example"},
                    "attendees": [{"name": name, "email": address}]}
                status = "CANCELLED" if step == 2 else "CONFIRMED"
                own = event(day, time, f"Lunch: {title}", step, status, "painting" if step == 2 else "")
                # The whole goes out at first, and when a date of it is restored.
                common = event(DATES[0], "12:30", "Lunch", step, "CONFIRMED")
                events = [common, own] if form == "series" and step in (0, 3) else [own]
                base = f"{form}-{number}-{step}-{address.split('@')[0]}"
                folder.add(f"{base}.ics", text, events)
                if address != "ana@bramble.example":
                    continue
                keeps = kept(keeps, text)
                if form == "single":
                    folder.add(f"{base}-kept.ics", keeps, [own], resource=f"{form}-{number}")
                    continue
                first = common if step == 3 else event(
                    DATES[0], "12:30", "Lunch", 0, "CONFIRMED",
                    stamp=datetime.datetime(2027, 2, 1, 9, tzinfo=datetime.timezone.utc))
                sessions = [{"start": utc(start_of(date, "12:30")), "summary": "Lunch", "status": "CONFIRMED"}
                            for date in DATES if date != DATES[1]]
                sessions.append({"start": own["start"], "summary": own["summary"], "status": status})
                folder.add(f"{base}-kept.ics", keeps, [first, own], sessions=sessions, until="2027-06-01T00:00:00Z",
                           resource=f"{form}-{number}")
            programme.now += datetime.timedelta(days=1)


def main():
    folder = Folder(pathlib.Path(sys.argv[2]))
    for form in ("single", "series"):
        for number, title in enumerate(TITLES):
            write(sys.argv[1], folder, form, number, title)
    folder.finish()


if __name__ == "__main__":
    main()
