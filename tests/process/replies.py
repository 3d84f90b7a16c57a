"""Answers to an invite as calendar programs send them: the mails of tests/mail/data, in whose form only what is the
answer's own is replaced: who answers what, to which revision of which session, and when.
"""

import base64
import email
import email.header
import email.policy
import email.utils
import os
import quopri
import re
import zoneinfo
import datetime

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "mail", "data")
FORMS = {"apple": "apple_accepted", "davical": "davical_accepted", "exchange": "exchange_accepted",
         "google": "google_tentative", "nextcloud": "nextcloud_accepted", "outlook": "outlook_declined",
         "thunderbird": "thunderbird_declined"}
PARTSTATS = {"yes": "ACCEPTED", "no": "DECLINED", "maybe": "TENTATIVE"}


def unfolded(calendar):
    return re.sub(r"\r?\n[ \t]", "", calendar).replace("\r\n", "\n").strip("\n").split("\n")


def calendar_of(mail):
    """The text of the calendar that a mail carries; None where it carries none."""
    part = next((part for part in mail.walk() if part.get_content_type() == "text/calendar"), None)
    return None if part is None else part.get_payload(decode=True).decode()


def properties(calendar):
    """Of its first event: by name, (parameters, value); of a property that is there twice the first."""
    found = {}
    lines = unfolded(calendar)
    for line in lines[lines.index("BEGIN:VEVENT") + 1:lines.index("END:VEVENT")]:
        name, parameters, value = re.match(r'([A-Z-]+)((?:;[^:;"=]+=(?:"[^"]*"|[^:;"])*)*):(.*)', line).groups()
        found.setdefault(name, (parameters, value))
    return found


class Answer:
    """What one person answers to the invite that a mail brought them."""

    def __init__(self, invite, answer, moment):
        self.event = properties(calendar_of(invite))
        self.name, self.address = invite["To"].addresses[0].display_name, invite["To"].addresses[0].addr_spec
        self.organizer = invite["From"].addresses[0].addr_spec
        self.partstat = PARTSTATS[answer]
        self.moment = moment

    def times(self, name):
        """A start or end in UTC and by the clock."""
        parameters, value = self.event[name]
        zone = zoneinfo.ZoneInfo(parameters.partition("TZID=")[2])
        local = datetime.datetime.strptime(value, "%Y%m%dT%H%M%S")
        return f"{local.replace(tzinfo=zone).astimezone(datetime.timezone.utc):%Y%m%dT%H%M%SZ}", value

    def line(self, line):
        """A line of the form's calendar, with what is this answer's."""
        name = re.match("[A-Z-]+", line).group()
        if name in ("UID", "SEQUENCE"):
            return name + ":" + self.event[name][1]
        if name in ("DTSTAMP", "LAST-MODIFIED"):
            return f"{name}:{self.moment:%Y%m%dT%H%M%SZ}"
        if name in ("DTSTART", "DTEND"):
            utc, local = self.times(name)
            return line[:line.rindex(":") + 1] + (utc if line.endswith("Z") else local)
        if name == "ORGANIZER":
            return re.sub("mailto:.*", "mailto:" + self.organizer, line)
        if name == "ATTENDEE":
            line = re.sub("PARTSTAT=[A-Z-]+", "PARTSTAT=" + self.partstat, line)
            line = re.sub('CN=("[^"]*"|[^;:]*)', lambda _: f'CN="{self.name}"', line)
            line = re.sub('X-RESPONSE-COMMENT="[^"]*"', 'X-RESPONSE-COMMENT=""', line)
            return re.sub("(?i)(mailto:).*", r"\g<1>" + self.address, line)
        return line

    def calendar(self, form):
        """Nothing but the event is ours; comments are the sample's and left out."""
        made, is_event = [], False
        for line in unfolded(form):
            is_event = (is_event or line == "BEGIN:VEVENT") and line != "END:VEVENT"
            if is_event and re.match("COMMENT|DESCRIPTION", line):
                continue
            made.append(self.line(line) if is_event else line)
            if line == "BEGIN:VEVENT" and "RECURRENCE-ID" in self.event:
                made.append("RECURRENCE-ID%s:%s" % self.event["RECURRENCE-ID"])
        return "".join(fold(line) + "\r\n" for line in made)


def fold(line):
    pieces = [line[:60]] + [line[i:i + 60] for i in range(60, len(line), 60)]
    return "\r\n ".join(pieces)


def encoded(text, encoding):
    data = text.encode()
    if encoding == "base64":
        data = base64.encodebytes(data)
    elif encoding == "quoted-printable":
        data = quopri.encodestring(data)
    return data.decode("ascii", "surrogateescape")


def replace(mail, name, value):
    if name in mail:
        mail.replace_header(name, value)


def reply(client, invite, answer, moment):
    """The mail, as bytes, by which a client sends the answer to an invite; `moment` is in UTC."""
    with open(os.path.join(DATA, FORMS[client] + ".eml"), "rb") as file:
        mail = email.message_from_bytes(file.read())
    said = Answer(invite, answer, moment)
    for part in mail.walk():
        if part.get_content_type() in ("text/calendar", "application/ics"):
            form = part.get_payload(decode=True).decode()
            part.set_payload(encoded(said.calendar(form), part["Content-Transfer-Encoding"].lower()))
        elif part.get_content_maintype() == "text":
            part.set_payload(encoded("An answer.\r\n", part["Content-Transfer-Encoding"].lower()))
    sender = email.utils.formataddr((said.name, said.address), "utf-8")
    if client != "nextcloud":  # answers come from an address of the server
        replace(mail, "From", sender)
    replace(mail, "Reply-To", sender)
    replace(mail, "Return-path", said.address)
    replace(mail, "To", said.organizer)
    replace(mail, "Date", email.utils.format_datetime(moment.replace(tzinfo=datetime.timezone.utc)))
    replace(mail, "Subject", email.header.Header(f"Re: {said.name}", "utf-8").encode())
    replace(mail, "Message-ID", f"<{said.event['UID'][1]}.{moment:%Y%m%d%H%M%S}.{said.address}>")
    return mail.as_bytes()
