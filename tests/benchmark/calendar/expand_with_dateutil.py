"""Usage: expand_with_dateutil.py FILE

The peer of expand_rules.cpp.
"""

import datetime
import itertools
import sys

from dateutil.rrule import rrulestr

given = 0
with open(sys.argv[1], encoding="utf-8") as rules:
    for line in rules:
        first, last, rule = line.rstrip("\n").split("\t")
        until = datetime.datetime.fromisoformat(last)
        datetime.MAXYEAR = until.year + 1  # where dateutil gives up on rules that never come true
        dates = rrulestr(rule, dtstart=datetime.datetime.fromisoformat(first))
        given += sum(1 for _ in itertools.takewhile(lambda date: date <= until, dates))
print(given)
