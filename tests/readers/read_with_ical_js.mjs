// Usage: node read_with_ical_js.mjs FOLDER
// Reads each calendar of FOLDER with ical.js, the reader of Thunderbird, and compares what it sees with expected.json.
// Prints each difference and exits with 1 when there is one.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import ICAL from "ical.js";

/** What is left of a text after its way through a calendar. */
function cleaned(text) {
  return text
    .replaceAll("\t", " ")
    .replace(/[\u0085\u2028\u2029]/g, "\n")
    // eslint-disable-next-line no-control-regex
    .replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, "");
}

/** A parameter has no backslashes. */
const cleanedName = (name) => cleaned(name).replaceAll("\\", "/");

/** Nothing to be seen is not written. */
const visible = (text) => (text !== null && /^ *$/.test(text) ? "" : text);

function expectedOf(event, method) {
  const text = (value) => (value === null ? null : cleaned(value));
  const person = ({ name, email }) => ({ name: name === null ? null : cleanedName(name), email: `mailto:${email}` });
  const start = Date.parse(event.start);
  return {
    method,
    uid: text(event.uid),
    sequence: event.sequence,
    start: new Date(start).toISOString(),
    end: new Date(start + event.minutes * 60_000).toISOString(),
    stamp: new Date(event.stamp).toISOString(),
    status: event.status,
    summary: text(event.summary),
    comment: visible(text(event.comment)),
    people: [event.organizer, ...event.attendees].map(person),
  };
}

function* seenByIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const value = (event, name) => event.getFirstPropertyValue(name) ?? "";
  const person = (property) => ({ name: property.getParameter("cn") ?? "", email: decodeURIComponent(property.getFirstValue()) });
  for (const event of calendar.getAllSubcomponents("vevent")) {
    yield {
      method: calendar.getFirstPropertyValue("method"),
      uid: value(event, "uid"),
      sequence: value(event, "sequence"),
      start: value(event, "dtstart").toJSDate().toISOString(),
      end: value(event, "dtend").toJSDate().toISOString(),
      stamp: value(event, "dtstamp").toJSDate().toISOString(),
      status: value(event, "status"),
      summary: value(event, "summary"),
      comment: value(event, "comment"),
      people: [event.getFirstProperty("organizer"), ...event.getAllProperties("attendee")].map(person),
    };
  }
}

/** The sessions that Thunderbird would show: "instant summary status". */
function sessionsSeen(text, until) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
  const series = events.find((event) => !event.isRecurrenceException());
  for (const event of events) if (event !== series) series.relateException(event);
  const sessions = [];
  const dates = series.iterator();
  for (let date = dates.next(); date && date.toJSDate() < new Date(Date.parse(until) + 8 * 86_400_000); date = dates.next()) {
    const { item, startDate } = series.getOccurrenceDetails(date);
    const status = item.component.getFirstPropertyValue("status");
    sessions.push({ start: startDate.toJSDate().toISOString(), summary: item.summary, status });
  }
  return sessions;
}

function compareSessions(calendar, text) {
  const before = ({ start }) => Date.parse(start) < Date.parse(calendar.until);
  const order = (a, b) => Date.parse(a.start) - Date.parse(b.start);
  const expected = calendar.sessions.filter(before).sort(order);
  const seen = sessionsSeen(text, calendar.until).filter(before).sort(order);
  if (seen.length !== expected.length) differ(calendar.file, `${seen.length} sessions, not ${expected.length}`);
  expected.forEach(({ start, summary, status }, index) => {
    const wanted = { start: new Date(start).toISOString(), summary: summary === null ? null : cleaned(summary), status };
    compare(calendar.file, `session ${index}`, seen[index], wanted);
  });
}

const folder = process.argv[2];
const calendars = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
let compared = 0;
let differences = 0;

function differ(where, what) {
  console.log(`${where}: ${what}`);
  differences += 1;
}

function compare(where, key, seen, expected) {
  if (expected === null) return;
  if (expected !== undefined && typeof expected === "object") {
    const keys = new Set([...Object.keys(expected), ...Object.keys(seen ?? {})]);
    for (const inner of keys) compare(where, `${key}.${inner}`, seen?.[inner], expected[inner]);
    return;
  }
  compared += 1;
  if (seen !== expected) differ(where, `${key} is ${JSON.stringify(seen)}, not ${JSON.stringify(expected)}`);
}

for (const calendar of calendars) {
  const expected = calendar.events.map((event) => expectedOf(event, calendar.method));
  const text = readFileSync(join(folder, calendar.file), "utf8");
  let seen = [];
  try {
    seen = [...seenByIcalJs(text)];
    if (calendar.sessions?.length > 0) compareSessions(calendar, text);
  } catch (error) {
    differ(calendar.file, error);
  }
  if (seen.length !== expected.length) differ(calendar.file, `${seen.length} events, not ${expected.length}`);
  seen.forEach((event, index) => compare(calendar.file, `event ${index}`, event, expected[index] ?? {}));
}
console.log(`${calendars.length} calendars, ${compared} values compared, ${differences} differences`);
process.exit(differences > 0 || compared === 0 ? 1 : 0);
