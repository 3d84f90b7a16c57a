#!/usr/bin/python3
"""Prints what Python's zoneinfo makes of local times, one a line:

    zone TAB local time TAB the same in UTC

zone_oracle_test.cpp compares its own conversion. zoneinfo reads a time in a gap with the offset before it and takes
the first of a time that exists twice (PEP 495, fold=0), as RFC 5545 3.3.5 asks. Times are seeded random ones from 1970
to 2500, and every quarter of an hour around some changes of the clocks.
"""

import datetime
import random
import zoneinfo

ZONES = """
Europe/Berlin Europe/London Europe/Dublin Europe/Lisbon Europe/Istanbul Europe/Moscow Atlantic/Azores
America/New_York America/St_Johns America/Sao_Paulo America/Santiago America/Nuuk America/Caracas America/Phoenix
Africa/Casablanca Africa/Cairo Africa/Monrovia Africa/Johannesburg Asia/Kolkata Asia/Kathmandu Asia/Tehran
Asia/Jerusalem Asia/Gaza Asia/Pyongyang Asia/Shanghai Australia/Lord_Howe Australia/Sydney Australia/Eucla
Pacific/Auckland Pacific/Chatham Pacific/Apia Pacific/Kiritimati Antarctica/Troll UTC Etc/GMT+12
""".split()
# Days on which clocks changed somewhere, or dates were left out (Apia, 30 December 2011).
CHANGES = ["2027-03-14", "2027-03-28", "2027-04-04", "2027-10-03", "2027-10-31", "2040-03-25", "2300-03-25",
           "2011-12-30", "2016-10-30", "2018-05-05", "2024-03-10", "2024-04-14"]


def show(zone, local):
    utc = local.replace(tzinfo=zone).astimezone(datetime.timezone.utc)
    print(zone.key, local.strftime("%Y-%m-%dT%H:%M:00Z"), utc.strftime("%Y-%m-%dT%H:%M:%SZ"), sep="\t")


def main():
    generator = random.Random(20270218)
    for name in ZONES:
        zone = zoneinfo.ZoneInfo(name)
        for _ in range(300):
            day = datetime.date(1970, 1, 2).toordinal() + generator.randrange(530 * 365)
            midnight = datetime.datetime.fromordinal(day)
            show(zone, midnight + datetime.timedelta(minutes=generator.randrange(24 * 60)))
        for change in CHANGES:
            for quarter in range(-8, 26 * 4):
                show(zone, datetime.datetime.fromisoformat(change) + datetime.timedelta(minutes=15 * quarter))


if __name__ == "__main__":
    main()
