"""Usage: keep_in_calendars.py FOLDER

Gives calendars of FOLDER to programs that keep them, and compares what they then show with expected.json: khal, which
imports them, and Radicale, a CalDAV server started on loopback for this, into which the steps of a session and of a
series are put one after the other. Prints each difference and exits with 1 when there is one.
"""

import contextlib
import datetime
import http.client
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

from read_with_python import sessions_expected, sessions_seen, utc

AUTHORIZATION = {"Authorization": "Basic dTpw"}  # u:p, whoever that is: the server asks nobody


def khal_shows(folder, work, calendar):
    """The sessions in UTC, summaries included, of a calendar that khal has imported."""
    store = work / ("khal-" + calendar["file"])
    store.mkdir()
    config = work / (calendar["file"] + ".conf")
    config.write_text(
        f"[calendars]\n[[lunch]]\npath = {store}\n[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        f"longdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {work / (calendar['file'] + '.db')}\n")
    khal = lambda *arguments: subprocess.run(
        ["khal", "-c", config, *arguments], check=True, stdout=subprocess.PIPE, env=os.environ | {"HOME": str(work)},
        encoding="utf-8").stdout
    khal("import", "--batch", "-a", "lunch", folder / calendar["file"])
    lines = khal("list", "--day-format", "", "--format", "{start-long-full}|{title}", "2027-01-01", "1200d")
    return sorted(tuple(line.split("|", 1)) for line in lines.splitlines() if "|" in line)


def check_khal(folder, work, calendars):
    """A feed is what people import; khal keeps only one of a series' events sent alone (pimutils/khal#722)."""
    for calendar in calendars:
        name = calendar["file"]
        if not (calendar.get("resource") or name.startswith("title-")):
            continue
        sessions = calendar.get("sessions") or calendar["events"]
        wanted = sorted((utc(session["start"]).strftime("%Y-%m-%d %H:%M"), session["summary"]) for session in sessions)
        seen = khal_shows(folder, work, calendar)
        # It marks what is cancelled and what repeats after the title.
        same = len(seen) == len(wanted) and all(
            a[0] == b[0] and (a[1].startswith(b[1]) or a[1].removeprefix("CANCELLED ").startswith(b[1]))
            for a, b in zip(seen, wanted))
        yield name, "" if same else f"khal shows {seen}, not {wanted}"


@contextlib.contextmanager
def radicale(work):
    """The port of a server that keeps its calendars in `work`, until it is no longer needed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = work / "radicale.conf"
    config.write_text(f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n[rights]\ntype = owner_only\n"
                      f"[storage]\nfilesystem_folder = {work / 'collections'}\n")
    with open(work / "radicale.log", "wb") as log:
        server = subprocess.Popen(["/usr/bin/python3", "-m", "radicale", "--config", config], stdout=log, stderr=log)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            if server.poll() is not None:
                raise RuntimeError((work / "radicale.log").read_text())
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()


def ask(port, method, path, body=None, kind="text/calendar; charset=utf-8"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, AUTHORIZATION | {"Content-Type": kind})
    answer = connection.getresponse()
    text = answer.read().decode("utf-8")
    connection.close()
    if answer.status not in (200, 201, 204):
        raise RuntimeError(f"{method} {path}: {answer.status} {text}")
    return text


def check_radicale(folder, port, calendars):
    ask(port, "MKCALENDAR", "/u/lunch/")
    for calendar in calendars:
        name = calendar["file"]
        if not (calendar.get("resource") or name.startswith("title-")):
            continue
        path = f"/u/lunch/{calendar.get('resource') or name}.ics"
        ask(port, "PUT", path, (folder / name).read_bytes())
        kept = ask(port, "GET", path)
        event = calendar["events"][0]
        one = {"start": event["start"], "summary": event["summary"], "status": event["status"]}
        until = (utc(event["start"]) + datetime.timedelta(days=1)).isoformat()
        shown = calendar if calendar.get("sessions") else {"sessions": [one], "until": until}
        seen, wanted = sessions_seen(kept, shown), sessions_expected(shown)
        # python3-icalendar reads what the server kept, and no server changes a title.
        same = [(s[0], s[2]) for s in seen] == [(s[0], s[2]) for s in wanted] and all(
            a[1] == b[1] for a, b in zip(seen, wanted))
        yield name, "" if same else f"after Radicale {seen}, not {wanted}"


def main():
    folder = pathlib.Path(sys.argv[1])
    calendars = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    checked = differences = 0
    with tempfile.TemporaryDirectory() as temporary:
        work = pathlib.Path(temporary)
        with radicale(work) as port:
            for check in (check_khal(folder, work, calendars), check_radicale(folder, port, calendars)):
                for name, difference in check:
                    checked += 1
                    if difference:
                        differences += 1
                        print(f"{name}: {difference}")
    print(f"{checked} calendars kept, {differences} differences")
    return 1 if differences or checked < 20 else 0


if __name__ == "__main__":
    sys.exit(main())
