// Usage: node expand_with_rrule_temporal.mjs FILE
// Reads what write_occurrences wrote and compares the instants with those of rrule-temporal. Prints each difference
// and exits with 1 when there is one.

import { readFileSync } from "node:fs";
import { RRuleTemporal } from "rrule-temporal";

const TWENTY_YEARS = { days: 20 * 365 };
let compared = 0;
let differences = 0;

for (const line of readFileSync(process.argv[2], "utf8").trimEnd().split("\n")) {
  const [source, zone, start, rule, written] = line.split("\t");
  // RFC 5545 3.3.5 reads a time in a gap, as tiffin does; 3.3.10 leaves it out, as rrule-temporal does.
  if (start.endsWith("T02:30:00")) continue;
  const compact = start.replaceAll(/[-:]/g, "");
  const recurrence = new RRuleTemporal({ rruleString: `DTSTART;TZID=${zone}:${compact}\nRRULE:${rule}` });
  const first = recurrence.options().dtstart;
  const seen = recurrence.between(first, first.add(TWENTY_YEARS), true).map((time) => time.toInstant().toString());
  const ours = written.split(" ").filter((instant) => instant !== "");
  compared += seen.length;
  const at = seen.findIndex((instant, index) => instant !== ours[index]);
  if (at !== -1 || seen.length !== ours.length) {
    differences += 1;
    const index = at === -1 ? seen.length : at;
    console.log(`${source}: ${zone} ${start} ${rule}: ${ours[index]} instead of ${seen[index]}`);
  }
}
console.log(`${compared} instants compared, ${differences} rules differ`);
process.exit(differences > 0 || compared < 10_000 ? 1 : 0);
