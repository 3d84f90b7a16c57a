// Usage: node emit_with_ical_generator.mjs SESSIONS PEOPLE FILE
// The peer of `tiffin invite -o FILE`: ical-generator writes one calendar for each session and person, in UTC.

import { closeSync, openSync, writeSync } from "node:fs";
import ical, { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from "ical-generator";

const [sessions, people, path] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]];
const file = openSync(path, "w");
for (let session = 0; session < sessions; session += 1) {
  const start = new Date(Date.UTC(2027, 0, 7, 11, 30) + session * 7 * 86_400_000);
  for (let person = 0; person < people; person += 1) {
    const calendar = ical({ prodId: "-//benchmark//EN", method: ICalCalendarMethod.REQUEST });
    calendar.createEvent({
      id: `${session}@benchmark`,
      stamp: start,
      start,
      end: new Date(start.getTime() + 3_600_000),
      summary: `Lunch: Ana Ferreira ${session}`,
      description: "Presented by Ana Ferreira\nPlace: Canteen\nBring your own lunch",
      location: "Canteen",
      status: ICalEventStatus.CONFIRMED,
      sequence: 0,
      organizer: { name: "Olga Organizer", email: "organizer@example.org" },
      attendees: [
        {
          name: `Person ${person}`,
          email: `person.${person}@example.org`,
          rsvp: true,
          role: ICalAttendeeRole.REQ,
          status: ICalAttendeeStatus.NEEDSACTION,
        },
      ],
    });
    writeSync(file, calendar.toString());
  }
}
closeSync(file);
