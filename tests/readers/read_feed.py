"""Usage: read_feed.py TIFFIN

Reads the feed of a small programme with python3-icalendar and python3-vobject, and compares what they see with what the
program lists. Prints each difference and exits with 1 when there is one.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

from read_with_python import seen_by_icalendar, seen_by_vobject, utc


def main():
    with tempfile.TemporaryDirectory() as folder:
        world = os.environ | {"TIFFIN_NOW": "2027-01-04T09:00:00Z", "TIFFIN_SEED": "5", "TIFFIN_DATABASE": "it.db",
                              "XDG_CONFIG_HOME": folder}
        tiffin = lambda *words: subprocess.run(
            [sys.argv[1], *words], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder, env=world,
            encoding="utf-8").stdout
        tiffin("init", "--zone", "Europe/Berlin", "--organizer", "Hugo Weber <hugo@bramble.example>")
        tiffin("person", "add", "Ada, Bob: \"C\" D", "--email", "ada@bramble.example")
        tiffin("series", "add", "Lunch", "--every", "1w", "--on", "thu", "--from", "2027-03-11", "--until", "2027-04-01",
               "--at", "12:30")
        tiffin("series", "add", "Demo", "--once", "2027-03-30", "--at", "23:30", "--zone", "America/New_York")
        tiffin("plan", "--until", "2027-04-02")
        tiffin("session", "cancel", "lunch/2027-03-18", "--note", "painting")
        tiffin("feed", "-o", "feed.ics")
        text = (pathlib.Path(folder) / "feed.ics").read_bytes().decode("utf-8")
        sessions = json.loads(tiffin("session", "list", "--format", "json"))
    expected = sorted(
        (utc(session["start"]), utc(session["end"]),
         ": ".join([session["series"], ", ".join(session["presenters"])]).removesuffix(": "),
         "CANCELLED" if session["state"] == "cancelled" else "CONFIRMED", "PUBLISH", 0, [])
        for session in sessions)
    failed = len(expected) != 5 or sum(session[3] == "CANCELLED" for session in expected) != 1
    for reader in (seen_by_icalendar, seen_by_vobject):
        seen = sorted((event["start"], event["end"], event["summary"], event["status"], event["method"],
                       event["sequence"], event["attendees"]) for event in reader(text))
        if seen != expected:
            print(f"{reader.__name__} sees {seen}, not {expected}")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
