"""Usage: serialize_with_icalendar.py SESSIONS PEOPLE FILE

The peer of `tiffin invite -o FILE`: python3-icalendar writes one calendar for each session and person.
"""

import datetime
import sys

import icalendar

sessions, people, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
zone = icalendar.Timezone.from_ical(
    "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\n"
    "TZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n"
    "DTSTART:20270328T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n"
    "END:DAYLIGHT\r\nEND:VTIMEZONE\r\n")
with open(path, "wb") as file:
    for session in range(sessions):
        for person in range(people):
            calendar = icalendar.Calendar()
            calendar.add("prodid", "-//benchmark//EN")
            calendar.add("version", "2.0")
            calendar.add("method", "REQUEST")
            calendar.add_component(zone)
            event = icalendar.Event()
            event.add("uid", f"{session}@benchmark")
            event.add("dtstamp", datetime.datetime(2027, 1, 4, 9, tzinfo=datetime.timezone.utc))
            event.add("dtstart", datetime.datetime(2027, 1, 7, 12, 30) + datetime.timedelta(weeks=session),
                      parameters={"TZID": "Europe/Berlin"})
            event.add("duration", datetime.timedelta(minutes=60))
            event.add("summary", f"Lunch: Ana Ferreira {session}")
            event.add("description", "Presented by Ana Ferreira\nPlace: Canteen\nBring your own lunch")
            event.add("location", "Canteen")
            event.add("status", "CONFIRMED")
            event.add("sequence", 0)
            organizer = icalendar.vCalAddress("mailto:organizer@example.org")
            organizer.params["CN"] = "Olga Organizer"
            event["organizer"] = organizer
            attendee = icalendar.vCalAddress(f"mailto:person.{person}@example.org")
            attendee.params["CN"] = f"Person {person}"
            attendee.params["RSVP"] = "TRUE"
            event.add("attendee", attendee)
            calendar.add_component(event)
            file.write(calendar.to_ical())
