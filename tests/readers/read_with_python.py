"""Usage: read_with_python.py FOLDER READ-WITH-LIBICAL

Reads each calendar of FOLDER with python3-icalendar, python3-vobject, python3-recurring-ical-events and, by the given
program, libical, and compares what they see with expected.json. Prints each difference and exits with 1 when there is
one.
"""

import datetime
import json
import pathlib
import re
import subprocess
import sys
import zoneinfo
from urllib.parse import unquote

import icalendar
import recurring_ical_events
import vobject

UTC = datetime.timezone.utc


def cleaned(text):
    """What is left of a text after its way through a calendar."""
    text = text.replace("\t", " ")
    text = re.sub("[\x85\u2028\u2029]", "\n", text)
    return re.sub("[\x00-\x09\x0b-\x1f\x7f-\x9f]", "", text)


def instant(event):
    """The start by the zone database of Python, in RFC 5545's way: the first of two, and the offset before a gap."""
    local = datetime.datetime.fromisoformat(event["date"] + "T" + event["time"])
    return local.replace(tzinfo=zoneinfo.ZoneInfo(event["zone"]), fold=0).astimezone(UTC)


def utc(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def expected_of(event, method):
    """The values that every reader must see; None: not to be compared."""
    start = instant(event)
    mails = lambda people: sorted("mailto:" + person["email"] for person in people)
    texts = {}
    for key in ("uid", "summary", "place", "comment"):
        texts[key] = None if event[key] is None else cleaned(event[key])
    if texts["place"] == "" and event["place"] == "":
        texts["place"] = None if event["link"] is None else cleaned(event["link"])
    for key in ("place", "comment"):
        if texts[key] is not None and not texts[key].strip(" "):
            texts[key] = ""  # nothing to be seen is not written
    return {
        **texts,
        "method": method,
        "sequence": event["sequence"],
        "start": start,
        "end": start + datetime.timedelta(minutes=event["minutes"]),
        "stamp": utc(event["stamp"]),
        "status": event["status"],
        "organizer": "mailto:" + event["organizer"]["email"],
        "attendees": mails(event["attendees"]),
    }


def seen_by_icalendar(text):
    calendar = icalendar.Calendar.from_ical(text)
    for component in calendar.walk():
        if component.errors:
            raise ValueError(f"{component.name}: {component.errors}")
    for event in calendar.walk("VEVENT"):
        attendees = event.get("ATTENDEE", [])
        if not isinstance(attendees, list):
            attendees = [attendees]
        yield {
            "uid": str(event["UID"]),
            "summary": str(event["SUMMARY"]),
            "place": str(event.get("LOCATION", "")),
            "comment": str(event.get("COMMENT", "")),
            "method": str(calendar["METHOD"]),
            "sequence": int(event["SEQUENCE"]),
            "start": event["DTSTART"].dt.astimezone(UTC),
            "end": event["DTEND"].dt.astimezone(UTC),
            "stamp": event["DTSTAMP"].dt.astimezone(UTC),
            "status": str(event.get("STATUS", "")),
            "organizer": unquote(str(event["ORGANIZER"])),
            "attendees": sorted(unquote(str(attendee)) for attendee in attendees),
        }


def seen_by_vobject(text):
    # vobject keeps the first definition of each zone; each file is to be read by its own.
    zones = vars(vobject.icalendar)["__tzidMap"]
    for name in set(zones) - {"UTC"}:
        del zones[name]
    calendar = vobject.readOne(text)
    calendar.validate(raiseException=True)
    value = lambda event, name: event.contents[name][0].value if name in event.contents else ""
    for event in calendar.contents["vevent"]:
        yield {
            "uid": value(event, "uid"),
            "summary": value(event, "summary"),
            "place": value(event, "location"),
            "comment": value(event, "comment"),
            "method": value(calendar, "method"),
            "sequence": int(value(event, "sequence")),
            "start": value(event, "dtstart").astimezone(UTC),
            "end": value(event, "dtend").astimezone(UTC),
            "stamp": value(event, "dtstamp").astimezone(UTC),
            "status": value(event, "status"),
            "organizer": unquote(value(event, "organizer")),
            "attendees": sorted(unquote(attendee.value) for attendee in event.contents.get("attendee", [])),
        }


class Libical:
    """What the program saw. libical's restrictions (RFC 5545 and RFC 5546) must hold."""

    def __init__(self, program, folder):
        seen = subprocess.run([program, folder], check=True, stdout=subprocess.PIPE).stdout
        self.calendars = {calendar["file"]: calendar for calendar in json.loads(seen)}

    def events(self, file):
        calendar = self.calendars[file]
        if calendar["problems"]:
            raise ValueError("; ".join(calendar["problems"]))
        for event in calendar["events"]:
            yield event | {"organizer": unquote(event["organizer"])}


def sessions_seen(text, calendar):
    """Which sessions a program shows that knows rules and their exceptions."""
    parsed = icalendar.Calendar.from_ical(text)
    first = min(session["start"] for session in calendar["sessions"])
    until = utc(calendar["until"])
    events = recurring_ical_events.of(parsed).between(utc(first) - datetime.timedelta(days=2), until)
    seen = ((event["DTSTART"].dt.astimezone(UTC), str(event["SUMMARY"]), str(event["STATUS"])) for event in events)
    return sorted(session for session in seen if session[0] < until)


def sessions_expected(calendar):
    wanted = []
    for session in calendar["sessions"]:
        summary = None if session["summary"] is None else cleaned(session["summary"])
        if utc(session["start"]) < utc(calendar["until"]):
            wanted.append((utc(session["start"]), summary, session["status"]))
    return sorted(wanted, key=lambda session: session[0])


def same_sessions(seen, wanted):
    return len(seen) == len(wanted) and all(
        a[0] == b[0] and a[2] == b[2] and (b[1] is None or MISREAD.search(b[1]) or a[1] == b[1])
        for a, b in zip(seen, wanted))


# python3-icalendar 4.0.3 undoes escapes twice, so that a backslash and one of these come back as one character.
MISREAD = re.compile(r"\\[\\nN,;]")


def is_misread(reader, expected):
    """The zones of both (pytz and the files' last explicit change) end in 2037; ical.js is asked about what comes
    after."""
    if isinstance(expected, datetime.datetime):
        return expected.year > 2037
    return reader is seen_by_icalendar and isinstance(expected, str) and MISREAD.search(expected) is not None


def main():
    folder = pathlib.Path(sys.argv[1])
    libical = Libical(sys.argv[2], folder)
    calendars = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    differences = 0
    compared = 0
    for calendar in calendars:
        text = (folder / calendar["file"]).read_bytes().decode("utf-8")
        expected = [expected_of(event, calendar["method"]) for event in calendar["events"]]
        for event, wanted in zip(calendar["events"], expected):
            if utc(event["start"]) != wanted["start"]:
                print(f"{calendar['file']}: tiffin starts at {event['start']}, Python at {wanted['start']}")
                differences += 1
        # recurring-ical-events 2.0.1 takes the day of a UTC UNTIL for a local one.
        if calendar.get("sessions") and all(event["date"] == event["start"][:10] for event in calendar["events"]):
            seen, wanted = sessions_seen(text, calendar), sessions_expected(calendar)
            compared += len(wanted)
            if not same_sessions(seen, wanted):
                print(f"{calendar['file']}: recurring-ical-events shows {seen}, not {wanted}")
                differences += 1
        for reader in (seen_by_icalendar, seen_by_vobject, libical.events):
            where = f"{calendar['file']}: {reader.__name__}"
            try:
                seen = list(reader(calendar["file"] if reader == libical.events else text))
            except Exception as error:  # whatever a reader throws is a finding
                print(f"{where}: {type(error).__name__}: {error}")
                differences += 1
                continue
            if len(seen) != len(expected):
                print(f"{where}: {len(seen)} events, not {len(expected)}")
                differences += 1
            for event, wanted in zip(seen, expected):
                for key, value in wanted.items():
                    if value is None or key not in event or is_misread(reader, value):
                        continue
                    compared += 1
                    # libical strips blanks from both ends.
                    same = (lambda text: text.strip()) if reader == libical.events and isinstance(value, str) else lambda x: x
                    if same(event[key]) != same(value):
                        print(f"{where}: {key} is {event[key]!r}, not {value!r}")
                        differences += 1
    print(f"{len(calendars)} calendars, {compared} values compared, {differences} differences")
    return 1 if differences or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
