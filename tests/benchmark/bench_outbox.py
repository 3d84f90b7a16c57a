import re

from stopwatch import Contender, Row

PEOPLE, SESSIONS = 1000, 10


def write_replies(invites, mails):
    """The answer of everybody who is invited, as mails of one mbox."""
    with open(invites, encoding="utf-8", newline="") as file:
        events = re.findall("BEGIN:VEVENT.*?END:VEVENT", re.sub("\r\n[ \t]", "", file.read()), re.DOTALL)
    with open(mails, "w", encoding="utf-8") as file:
        for number, event in enumerate(events):
            uid = re.search("^UID:(.*?)\r?$", event, re.MULTILINE)[1]
            address = re.search("^ATTENDEE.*mailto:(.*?)\r?$", event, re.MULTILINE | re.IGNORECASE)[1]
            answer = ("ACCEPTED", "DECLINED", "TENTATIVE")[number % 3]
            file.write(f"From {address} Mon Jan  4 09:00:00 2027\nFrom: <{address}>\nTo: <olga@example.org>\n"
                       f"Subject: {answer.title()}: lunch\nMIME-Version: 1.0\nMessage-ID: <{number}@example.org>\n"
                       "Content-Type: text/calendar; charset=utf-8; method=REPLY\n\nBEGIN:VCALENDAR\nVERSION:2.0\n"
                       "PRODID:-//benchmark//EN\nMETHOD:REPLY\nBEGIN:VEVENT\n"
                       f"UID:{uid}\nDTSTAMP:20270104T090000Z\nSEQUENCE:0\nORGANIZER:mailto:olga@example.org\n"
                       f"ATTENDEE;PARTSTAT={answer}:mailto:{address}\nEND:VEVENT\nEND:VCALENDAR\n\n")
    return len(events)


def rows(programmes):
    """What is due becomes messages in one transaction."""
    programmes.small_programme("outbox.db", PEOPLE, 1)
    programmes.make(*programmes.command("outbox.db", "plan", "--count", str(SESSIONS)))
    yield Row(f"tick: {SESSIONS} sessions × {PEOPLE} people into the outbox", [
        Contender("tiffin tick", programmes.command("prepared.db", "tick"),
                  programmes.copying("outbox.db", "prepared.db")),
    ], [], limit=3, rounds=5)
    programmes.copying("outbox.db", "sent.db")()
    programmes.make(*programmes.command("sent.db", "tick", "-o", programmes.path("maildir")))
    yield Row("tick: nothing is due", [
        Contender("tiffin tick", programmes.command("sent.db", "tick")),
    ], [], limit=0.3, rounds=20)
    programmes.small_programme("invited.db", PEOPLE, 1)
    programmes.make(*programmes.command("invited.db", "plan", "--count", "1"))
    programmes.make(*programmes.command("invited.db", "invite", "-o", programmes.path("invites.ics")))
    replies = write_replies(programmes.path("invites.ics"), programmes.path("replies.mbox"))
    yield Row(f"rsvp ingest: {replies:,} replies", [
        Contender("tiffin rsvp ingest", programmes.command("answered.db", "rsvp", "ingest",
                                                           programmes.path("replies.mbox")),
                  programmes.copying("invited.db", "answered.db")),
    ], [], limit=2, rounds=9)
