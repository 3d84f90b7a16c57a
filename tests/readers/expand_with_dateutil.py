"""Usage: expand_with_dateutil.py FILE

Reads what write_occurrences wrote and compares the instants with those of python3-dateutil, in the zones of Python's
zoneinfo. Prints each difference and exits with 1 when there is one.
"""

import datetime
import itertools
import sys
import zoneinfo

from dateutil.rrule import rrulestr

UTC = datetime.timezone.utc


def instants(zone, start, rule):
    """By the wall clock. fold=0 is RFC 5545 3.3.5: the offset before a gap, the first of two."""
    parts = dict(part.split("=") for part in rule.split(";"))
    if parts.get("UNTIL", "").endswith("Z"):
        until = datetime.datetime.strptime(parts["UNTIL"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        parts["UNTIL"] = until.astimezone(zone).strftime("%Y%m%dT%H%M%S")
    last = start + datetime.timedelta(days=20 * 365)
    datetime.MAXYEAR = last.year + 1  # where dateutil gives up on rules that never come true
    dates = rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=start)
    for local in itertools.takewhile(lambda local: local <= last, dates):
        yield local.replace(tzinfo=zone, fold=0).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def main():
    differences = compared = 0
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            source, zone, start, rule, written = line.rstrip("\n").split("\t")
            wanted = list(instants(zoneinfo.ZoneInfo(zone), datetime.datetime.fromisoformat(start), rule))
            compared += len(wanted)
            if written.split() != wanted:
                differences += 1
                both = itertools.zip_longest(written.split(), wanted)
                ours, theirs = next(pair for pair in both if pair[0] != pair[1])
                print(f"{source}: {zone} {start} {rule}: {ours} instead of {theirs}")
    print(f"{compared} instants compared, {differences} rules differ")
    return 1 if differences or compared < 10_000 else 0


if __name__ == "__main__":
    sys.exit(main())
